import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type RunningServer, startServer } from '../../support/server.ts';

let server: RunningServer;
let client: pg.Client;
before(async () => {
  server = await startServer();
  const { host, port, user, password } = server;
  const types = { getTypeParser: () => (value: string) => value };
  client = new pg.Client({ host, port, user, password, database: 'dev', types });
  await client.connect();
  const shop = readFileSync(new URL('client-queries/shop.sql', import.meta.url), 'utf8');
  for (const statement of shop.split(';\n').filter((text) => text.trim() !== ''))
    await client.query(statement);
  await client.query('create database second');
});
after(async () => {
  await client.end();
  await server.stop();
});

/** Rows as `a|b|c` of the columns named; all columns without names. */
async function show(text: string, names: string[] = [], values?: unknown[]): Promise<string[]> {
  const { rows } = await client.query(values ? { text, values } : { text });
  return rows.map((row) =>
    (names.length > 0 ? names.map((name) => row[name]) : Object.values(row))
      .map((value) => value ?? '')
      .join('|'),
  );
}

const shopTables = [
  'big|VIEW|REGULAR VIEW|',
  'customers|TABLE|REGULAR TABLE|ALL',
  'late|VIEW|LATE BINDING VIEW|',
  'orders|TABLE|REGULAR TABLE|KEY(customer)',
];
const tableFacts = ['table_name', 'table_type', 'table_subtype', 'dist_style'];

const cases: [statement: string, columns: string[], rows: string[]][] = [
  [
    'SHOW DATABASES;',
    ['database_name', 'database_type', 'database_isolation_level'],
    ['dev|local|Snapshot Isolation', 'second|local|Snapshot Isolation'],
  ],
  [`SHOW DATABASES LIKE 'd%'`, ['database_name'], ['dev']],
  [`SHOW DATABASES LIKE 'D%'`, ['database_name'], []],
  [
    'SHOW SCHEMAS FROM DATABASE dev;',
    ['schema_name', 'schema_type'],
    ['information_schema|local', 'pg_catalog|local', 'public|local', 'shop|local'],
  ],
  [`SHOW SCHEMAS FROM DATABASE dev LIKE 's_op' LIMIT 5`, ['database_name', 'schema_name'], ['dev|shop']],
  [
    'SHOW SCHEMAS FROM DATABASE second',
    ['database_name', 'schema_name'],
    ['second|information_schema', 'second|pg_catalog', 'second|public'],
  ],
  ['SHOW TABLES FROM SCHEMA dev.shop;', tableFacts, shopTables],
  [
    `SHOW TABLES FROM SCHEMA shop LIKE 'o%'`,
    ['table_name', 'table_acl', 'remarks', 'owner'],
    ['orders|awsuser=arwdRxtD/awsuser~reader=r/awsuser|What was ordered|awsuser'],
  ],
  ['SHOW TABLES FROM SCHEMA shop LIMIT 0', tableFacts, []],
  ['SHOW TABLES FROM SCHEMA dev.shop LIMIT 2', ['table_name'], ['big', 'customers']],
  [
    `SHOW TABLES FROM SCHEMA dev.pg_catalog LIKE 'pg\\_class'`,
    ['table_name', 'table_type'],
    ['pg_class|TABLE'],
  ],
  [
    'SHOW COLUMNS FROM TABLE dev.shop.orders;',
    [
      'column_name',
      'ordinal_position',
      'is_nullable',
      'data_type',
      'character_maximum_length',
      'numeric_precision',
      'numeric_scale',
      'sort_key_type',
      'sort_key',
      'dist_key',
      'encoding',
    ],
    [
      'id|1|NO|integer||32|0|COMPOUND|2|0|none',
      'customer|2|NO|integer||32|0|COMPOUND|1|1|none',
      'total|3|YES|numeric||8|2||0|0|az64',
      'note|4|YES|character varying|20||||0|0|lzo',
      'at|5|YES|timestamp without time zone|||||0|0|az64',
    ],
  ],
  [
    `SHOW COLUMNS FROM TABLE dev.shop.customers LIKE 'n%'`,
    ['column_name', 'column_default'],
    [`name|'nobody'`],
  ],
  ['SHOW COLUMNS FROM TABLE pg_catalog.pg_am LIMIT 1', ['column_name', 'data_type'], ['amname|name']],
  [
    'SHOW CONSTRAINTS PRIMARY KEYS FROM TABLE dev.shop.orders;',
    [],
    ['dev|shop|orders|orders_pkey|customer|1', 'dev|shop|orders|orders_pkey|id|2'],
  ],
  [
    'SHOW CONSTRAINTS FOREIGN KEYS FROM TABLE dev.shop.orders;',
    [],
    ['dev|shop|customers|id|dev|shop|orders|customer|1|orders_customer_fkey|customers_pkey|||'],
  ],
  [
    'SHOW CONSTRAINTS FOREIGN KEYS EXPORTED FROM TABLE dev.shop.customers;',
    ['fk_table_name', 'fk_column_name'],
    ['orders|customer'],
  ],
  ['SHOW CONSTRAINTS FOREIGN KEYS EXPORTED FROM TABLE dev.shop.orders;', [], []],
  [
    'SHOW GRANTS ON TABLE dev.shop.orders;',
    [
      'object_name',
      'object_type',
      'privilege_type',
      'identity_name',
      'identity_type',
      'admin_option',
      'grantor_name',
    ],
    ['orders|TABLE|SELECT|reader|user|f|awsuser'],
  ],
  [
    'SHOW GRANTS ON SCHEMA shop',
    ['schema_name', 'privilege_type', 'identity_name', 'identity_type'],
    ['shop|USAGE|analysts|group'],
  ],
  ['SHOW GRANTS ON SCHEMA shop FOR PUBLIC', [], []],
  ['SHOW GRANTS FOR reader', ['object_name', 'object_type', 'privilege_type'], ['orders|TABLE|SELECT']],
  ['SHOW COLUMN GRANTS ON TABLE dev.shop.orders;', [], []],
  ['SHOW FUNCTIONS FROM SCHEMA dev.shop;', [], []],
  ['SHOW PROCEDURES FROM SCHEMA dev.shop;', [], []],
  [
    `SHOW FUNCTIONS FROM SCHEMA dev.pg_catalog LIKE 'pg_get_userbyid'`,
    ['function_name', 'number_of_arguments', 'argument_list', 'return_type'],
    ['pg_get_userbyid|1|integer|name'],
  ],
  ['SHOW VIEW shop.big', [], ['select id, total from shop.orders where total > 15']],
];

for (const [statement, columns, rows] of cases) {
  test(statement, async () => assert.deepEqual(await show(statement, columns), rows));
}

test('names and patterns may be parameters, as drivers send them', async () => {
  assert.deepEqual(
    await show('SHOW TABLES FROM SCHEMA $1.$2 LIKE $3', ['table_name'], ['dev', 'shop', 'o%']),
    ['orders'],
  );
  assert.deepEqual(
    await show('SHOW GRANTS ON TABLE $1.$2.$3', ['privilege_type'], ['dev', 'shop', 'orders']),
    ['SELECT'],
  );
  assert.deepEqual(await show('SHOW COLUMN GRANTS ON TABLE $1.$2.$3', [], ['dev', 'shop', 'orders']), []);
});

test('SHOW TABLE prints a statement that makes the table again', async () => {
  const [definition = ''] = await show('SHOW TABLE shop.orders');
  assert.equal(
    definition,
    [
      'CREATE TABLE shop.orders (',
      '    id integer NOT NULL ENCODE raw,',
      '    customer integer NOT NULL ENCODE raw distkey,',
      '    total numeric(8,2) ENCODE az64,',
      '    note character varying(20) ENCODE lzo,',
      '    at timestamp without time zone ENCODE az64,',
      '    FOREIGN KEY (customer) REFERENCES shop.customers(id),',
      '    PRIMARY KEY (customer, id)',
      ')',
      'DISTSTYLE KEY',
      'SORTKEY ( customer, id );',
    ].join('\n'),
  );
  await client.query('create schema copy');
  await client.query(definition.replace('shop.orders', 'copy.orders'));
  const [again = ''] = await show('SHOW TABLE copy.orders');
  assert.equal(again.replace('copy.orders', 'shop.orders'), definition);
  const [identity = ''] = await show('SHOW TABLE shop.customers');
  await client.query(identity.replace('shop.customers', 'copy.customers'));
  assert.equal((await show('SHOW TABLE copy.customers'))[0]?.replace('copy.', 'shop.'), identity);
});

const refusals: [statement: string, code: string, message: RegExp][] = [
  ['SHOW TABLES FROM SCHEMA dev.nope', '3F000', /schema "nope" does not exist/],
  ['SHOW TABLES FROM SCHEMA nope.shop', '3D000', /database "nope" does not exist/],
  ['SHOW COLUMNS FROM TABLE shop.nope', '42P01', /relation "shop.nope" does not exist/],
  ['SHOW COLUMNS FROM TABLE nope.orders', '3F000', /schema "nope" does not exist/],
  ['SHOW TABLES FROM SCHEMA shop LIMIT 10001', '22023', /LIMIT must be between 0 and 10000/],
  ['SHOW GRANTS FOR nobody', '42704', /user "nobody" does not exist/],
  ['SHOW TABLE shop.big', '42809', /"big" is not a table/],
  ['SHOW VIEW shop.orders', '42809', /"orders" is not a view/],
  ['SHOW DATASHARES', '0A000', /SHOW DATASHARES/],
];
for (const [statement, code, message] of refusals) {
  test(`${statement} is refused`, async () => {
    await assert.rejects(
      client.query(statement),
      (error: pg.DatabaseError) => error.code === code && message.test(error.message),
    );
  });
}
