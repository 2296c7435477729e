import assert from 'node:assert/strict';
import test from 'node:test';
import type { RedshiftError } from '#base/errors.ts';
import { engineType } from '#sql/engine-type.ts';
import { catalogFunctions } from '#sql/functions/catalog.ts';
import type { BoundArgument, EmitContext, Overload } from '#sql/functions/definition.ts';
import type { SessionFacts } from '#sql/plan.ts';
import { type SampleWarehouse, sampleWarehouse } from './sample-warehouse.ts';

const session = {
  user: { name: 'reader', id: 101, superuser: false },
  database: 'dev',
  pid: 4711,
  searchPath: ['public'],
} as SessionFacts;
const context = { session, setting: () => undefined } as unknown as EmitContext;

const string = (value: string): BoundArgument => ({
  sql: `'${value}'`,
  type: { name: 'varchar', length: 65535 },
  literal: value,
});
const oid = (value: number): BoundArgument => ({ sql: `CAST(${value} AS BIGINT)`, type: { name: 'oid' } });
const int4 = (value: number): BoundArgument => ({ sql: `CAST(${value} AS INTEGER)`, type: { name: 'int4' } });
const bool = (value: boolean): BoundArgument => ({ sql: String(value), type: { name: 'bool' } });
const names = (...values: string[]): BoundArgument => ({
  sql: `[${values.map((value) => `'${value}'`).join(', ')}]::VARCHAR[]`,
  type: { name: 'array', element: { name: 'name' } },
});

function overloadFor(name: string, args: BoundArgument[]): Overload {
  const definition = catalogFunctions.find((one) => one.name === name || one.aliases?.includes(name));
  const found = definition?.overloads.find(
    ({ args: classes, optional = 0 }) =>
      args.length <= classes.length &&
      args.length >= classes.length - optional &&
      args.every(({ type }, i) => classes[i] === (type.name === 'varchar' ? 'string' : type.name)),
  );
  assert.ok(found, `no overload of ${name}`);
  return found;
}

async function call(warehouse: SampleWarehouse, name: string, args: BoundArgument[]): Promise<unknown> {
  const { emit, returns } = overloadFor(name, args);
  const sql =
    typeof emit === 'string'
      ? emit.replace(/\{(\d)\}/g, (_, index) => args[Number(index)]?.sql ?? 'NULL')
      : emit(args, context);
  const [row] = await warehouse.connection.rows(`SELECT f, typeof(f) FROM (SELECT ${sql} AS f)`);
  assert.ok(typeof returns !== 'function');
  assert.equal(row?.[1], engineType(returns), `${name}: ${sql}`);
  return row[0];
}

const orders = oid(100_010);
const cases: [name: string, args: BoundArgument[], result: unknown][] = [
  ['format_type', [oid(1043), int4(104)], 'character varying(100)'],
  ['format_type', [oid(1700), int4(524_294)], 'numeric(8,2)'],
  ['format_type', [oid(1042), int4(-1)], 'character'],
  ['format_type', [oid(1015), int4(-1)], 'character varying[]'],
  ['format_type', [oid(23), int4(-1)], 'integer'],
  ['format_type', [oid(424_242), int4(-1)], '???'],
  ['format_encoding', [int4(0)], 'none'],
  ['format_encoding', [int4(12)], 'az64'],
  ['pg_get_userbyid', [int4(101)], 'reader'],
  ['pg_get_userbyid', [int4(7)], 'unknown (OID=7)'],
  ['pg_encoding_to_char', [int4(6)], 'UTF8'],
  ['pg_char_to_encoding', [string('utf8')], 6],
  ['pg_get_expr', [string('1 + 1'), orders], '1 + 1'],
  ['pg_get_expr', [string('1 + 1'), orders, bool(true)], '1 + 1'],
  ['pg_get_constraintdef', [oid(100_021)], 'PRIMARY KEY (customer, id)'],
  [
    'pg_get_constraintdef',
    [oid(100_022), bool(true)],
    'FOREIGN KEY (customer) REFERENCES shop.customers(id)',
  ],
  ['pg_get_viewdef', [oid(100_012)], 'select id from shop.orders where total > 100'],
  ['pg_get_viewdef', [string('shop.big_orders'), bool(true)], 'select id from shop.orders where total > 100'],
  ['pg_get_viewdef', [oid(100_013)], 'create view late as select id from shop.orders with no schema binding'],
  ['pg_get_viewdef', [orders], null],
  ['pg_get_indexdef', [orders, int4(1), bool(true)], null],
  [
    'pg_get_indexdef',
    [oid(100_021)],
    'CREATE UNIQUE INDEX orders_pkey ON shop.orders USING btree (customer, id)',
  ],
  ['pg_get_indexdef', [oid(100_021), int4(2), bool(true)], 'id'],
  ['pg_get_indexdef', [oid(100_022), int4(0), bool(true)], null],
  ['obj_description', [orders], 'What was ordered'],
  ['obj_description', [orders, string('pg_class')], 'What was ordered'],
  ['obj_description', [orders, string('pg_namespace')], null],
  ['col_description', [orders, int4(3)], 'In euros'],
  ['col_description', [orders, int4(1)], null],
  ['pg_table_is_visible', [orders], false],
  ['pg_table_is_visible', [oid(100_014)], true],
  ['pg_table_is_visible', [oid(1259)], true],
  ['pg_type_is_visible', [oid(1043)], true],
  ['pg_type_is_visible', [oid(1)], false],
  ['current_schemas', [bool(true)], ['pg_catalog', 'public']],
  ['current_schemas', [bool(false)], ['public']],
  ['array_to_string', [names('a', 'b'), string('~')], 'a~b'],
  ['array_to_string', [names('a', 'b'), { ...string('~'), sql: `lower('~')` }], 'a~b'],
  ['array_upper', [names('a', 'b'), int4(1)], 2],
  ['array_upper', [names(), int4(1)], null],
  ['array_lower', [names('a'), int4(1)], 1],
  ['has_table_privilege', [string('shop.orders'), string('select')], true],
  ['has_table_privilege', [string('"dev"."shop"."orders"'), string('SELECT, delete')], true],
  ['has_table_privilege', [orders, string('delete')], false],
  ['has_table_privilege', [orders, string('insert')], true],
  ['has_table_privilege', [string('awsuser'), orders, string('delete')], true],
  ['has_table_privilege', [int4(101), orders, string('delete')], false],
  ['has_table_privilege', [string('pg_class'), string('select')], true],
  ['has_table_privilege', [string('orders'), string('select')], null],
  ['has_schema_privilege', [string('shop'), string('usage')], true],
  ['has_schema_privilege', [string('reader'), string('shop'), string('create')], false],
  ['has_schema_privilege', [string('public'), string('create')], true],
  ['has_database_privilege', [string('dev'), string('temp')], true],
  ['has_database_privilege', [string('dev'), string('create')], false],
  ['has_database_privilege', [string('awsuser'), string('dev'), string('create')], true],
];

test('catalog functions', async (t) => {
  await using warehouse = await sampleWarehouse();
  for (const [name, args, expected] of cases) {
    await t.test(`${name}(${args.map((argument) => argument.sql).join(', ')})`, async () => {
      assert.deepEqual(await call(warehouse, name, args), expected);
    });
  }
  await t.test('an unknown privilege is refused', async () => {
    await assert.rejects(
      call(warehouse, 'has_table_privilege', [orders, string('fly')]),
      (error: RedshiftError) => error.code === '22023',
    );
  });
});

test('every overload of every catalog function can be emitted, also over many rows', async (t) => {
  await using warehouse = await sampleWarehouse();
  const samples: Record<string, BoundArgument> = {
    oid: { sql: 'r.oid', type: { name: 'oid' } },
    string: { sql: 'r.name', type: { name: 'varchar', length: 128 } },
    int8: { sql: 'r.oid', type: { name: 'int8' } },
    int4: { sql: 'CAST(r.owner AS INTEGER)', type: { name: 'int4' } },
    bool: { sql: '(r.oid > 1)', type: { name: 'bool' } },
    array: { sql: '[r.name]', type: { name: 'array', element: { name: 'name' } } },
  };
  for (const { name, overloads } of catalogFunctions) {
    for (const { args, emit, returns } of overloads) {
      await t.test(`${name}(${args.join(', ')})`, async () => {
        const values = args.map((wanted) => samples[wanted]!);
        const sql =
          typeof emit === 'string'
            ? emit.replace(/\{(\d)\}/g, (_, index) => values[Number(index)]!.sql)
            : emit(values, context);
        const rows = await warehouse.connection.rows(
          `SELECT typeof(${sql}) FROM warehouse.catalog.relations r`,
        );
        assert.ok(typeof returns !== 'function');
        for (const [type] of rows) assert.equal(type, engineType(returns));
      });
    }
  }
});
