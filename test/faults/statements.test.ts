import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { type RunningServer, startServer } from '../support/server.ts';

let server: RunningServer;
let client: pg.Client;
before(async () => {
  server = await startServer();
  const { host, port, user, password } = server;
  client = new pg.Client({ host, port, user, password, database: 'dev' });
  await client.connect();
  await client.query(
    'create table things (id int, name varchar(20), price decimal(8,2), at timestamp, data super)',
  );
  await client.query("insert into things values (1, 'a', 1.5, '2026-01-01', json_parse('{\"k\":[1,2]}'))");
});
after(async () => {
  await client.end();
  await server.stop();
});

/** Words from which statements are made that are mostly wrong, some in ways a parser does not see. */
const words = [
  'select',
  'from',
  'where',
  'group by',
  'order by',
  'things',
  't',
  'id',
  'name',
  'price',
  'at',
  'data.k[0]',
  '*',
  ',',
  '(',
  ')',
  '+',
  '/',
  '||',
  '=',
  '::int',
  '::varchar(3)',
  '::decimal(38,10)',
  '1',
  "'x'",
  '1e400',
  'null',
  'count(*)',
  'sum(price)',
  'case when',
  'then',
  'else',
  'end',
  'in',
  'between',
  'and',
  'like',
  'over (partition by id)',
  'insert into',
  'values',
  'update',
  'set',
  'delete',
  'create table',
  'drop table',
  'begin',
  'rollback',
  'union all',
  'limit',
  '-1',
  '$1',
  ';',
  'date',
  'interval',
];

test('statements made of random words answer or fail with a Redshift error, and the session lives', async () => {
  const statement = fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 })
    .map((some) => some.join(' '));
  await fc.assert(
    fc.asyncProperty(statement, async (text) => {
      const error = await client.query(text).then(
        () => undefined,
        (thrown: pg.DatabaseError) => thrown,
      );
      if (error !== undefined) assertCleanError(error, text);
      await client.query('rollback');
    }),
    { numRuns: 1500, seed: 20260711 },
  );
  assert.deepEqual((await client.query('select 1 a')).rows, [{ a: 1 }]);
});

const hostile: [name: string, text: string, code: RegExp][] = [
  ['an engine statement', "attach 'x.db' as y", /42601/],
  ['a pragma', 'pragma database_list', /42601/],
  ['an extension', 'install httpfs', /42601/],
  ['a copy to a file', "copy things to '/tmp/stolen.csv'", /42601/],
  ['a file as a table', "select * from '/etc/passwd'", /42601/],
  ['a quoted file as a table', 'select * from "/etc/passwd"', /42P01/],
  ['a file function', "select * from read_csv('/etc/passwd')", /42883|42601/],
  ['a text function on a file', "select read_text('/etc/passwd')", /42883/],
  ['an engine catalog function', 'select * from duckdb_tables()', /42883|42601/],
  ['an engine setting', "set memory_limit to '1GB'", /42704/],
  ['getenv', "select getenv('HOME')", /42883/],
  ['deep parentheses', `select ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, /54001/],
  ['deep case', `select ${'case when true then '.repeat(5000)}1${' end'.repeat(5000)}`, /54001/],
  ['a deep sub-query', `${'select * from ('.repeat(3000)}select 1${') t'.repeat(3000)}`, /54001/],
  ['a zero byte', 'select \u0000 1', /42601|22021|08P01/],
];

for (const [name, text, code] of hostile) {
  test(`refuses ${name}`, async () => {
    const { host, port, user, password } = server;
    const own = new pg.Client({ host, port, user, password, database: 'dev' });
    await own.connect();
    own.on('error', () => {});
    const error = await own.query(text).then(
      () => undefined,
      (thrown: pg.DatabaseError) => thrown,
    );
    assert.match(error?.code ?? 'no error', code, error?.message);
    await own.end().catch(() => {});
    assert.deepEqual((await client.query('select 1 a')).rows, [{ a: 1 }]);
  });
}

test('a long chain of operators is no deep nesting, and an endless one is refused', async () => {
  const sum = (count: number) => `select ${Array.from({ length: count }, () => '1').join('+')} as total`;
  assert.deepEqual((await client.query(sum(500))).rows, [{ total: 500 }]);
  const conditions = Array.from({ length: 3000 }, (_, n) => `id = ${n}`).join(' or ');
  assert.equal((await client.query(`select * from things where ${conditions}`)).rows.length, 1);
  await assert.rejects(client.query(sum(20_000)), { code: '54001' });
});

test('a statement of nearly 16 MB runs, and a longer one is refused', async () => {
  await client.query('create temp table large (t varchar(65535))');
  const rows = Array.from({ length: 250 }, () => `('${'x'.repeat(60_000)}')`).join(',');
  await client.query(`insert into large values ${rows}`);
  assert.deepEqual((await client.query('select count(*)::int c, max(len(t)) l from large')).rows, [
    { c: 250, l: 60_000 },
  ]);
  await assert.rejects(client.query(`select '${'x'.repeat(17_000_000)}'`), (error: pg.DatabaseError) =>
    /54000|08P01/.test(error.code ?? ''),
  );
});

/** An error is Redshift's: five characters of SQLSTATE, and no word of the engine underneath. */
function assertCleanError(error: pg.DatabaseError, text: string): void {
  assert.match(error.code ?? '', /^[0-9A-Z]{5}$/, `${text}: ${error.stack}`);
  assert.doesNotMatch(error.message, /duckdb|Binder Error|Parser Error|Catalog Error|INTERNAL/i, text);
  assert.notEqual(error.code, 'XX000', `${text}: ${error.message}`);
}
