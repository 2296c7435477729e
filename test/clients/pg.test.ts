import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type RunningServer, startServer } from '../support/server.ts';

let server: RunningServer;
let client: pg.Client;
before(async () => {
  server = await startServer();
  client = await connect();
});
after(async () => {
  await client.end();
  await server.stop();
});

async function connect(): Promise<pg.Client> {
  const { host, port, user, password } = server;
  const opened = new pg.Client({ host, port, user, password, database: 'dev' });
  await opened.connect();
  return opened;
}

test('types come out as drivers know them', async () => {
  const { rows, fields } = await client.query(
    `select 1::smallint a, 2 b, 3::bigint c, 1.50::decimal(10,2) d, 2.5::float8 e, true f, 'x'::varchar(5) g,
       'y'::char(3) h, date '2026-01-02' i, timestamp '2026-01-02 03:04:05.678' j, null::int k, json_parse('{"a":[1,2]}') l`,
  );
  const { i, j, ...rest } = rows[0];
  assert.deepEqual(rest, {
    a: 1,
    b: 2,
    c: '3',
    d: '1.50',
    e: 2.5,
    f: true,
    g: 'x',
    h: 'y  ',
    k: null,
    l: '{"a":[1,2]}',
  });
  assert.equal(i.getFullYear(), 2026);
  assert.equal(j.getMilliseconds(), 678);
  assert.deepEqual(
    fields.map((field) => field.dataTypeID),
    [21, 23, 20, 1700, 701, 16, 1043, 1042, 1082, 1114, 23, 4000],
  );
});

test('parameters and named statements', async () => {
  await client.query('create temp table p (id int, name varchar(20), at timestamp, price decimal(8,2))');
  const insert = { name: 'insert-p', text: 'insert into p values ($1, $2, $3, $4)' };
  for (let id = 0; id < 5; id++) {
    const inserted = await client.query({
      ...insert,
      values: [id, `n${id}`, '2026-05-06 07:08:09', '12.34'],
    });
    assert.equal(inserted.rowCount, 1);
  }
  const { rows } = await client.query(
    'select name, price from p where id > $1 and name like $2 order by id',
    [2, 'n%'],
  );
  assert.deepEqual(rows, [
    { name: 'n3', price: '12.34' },
    { name: 'n4', price: '12.34' },
  ]);
});

test('a transaction rolls back, and a failed one says so', async () => {
  await client.query('create table t (a int)');
  await client.query('begin');
  await client.query('insert into t values (1)');
  await assert.rejects(client.query('select * from missing'), { code: '42P01' });
  await assert.rejects(client.query('select 1'), { code: '25P02' });
  await client.query('rollback');
  assert.equal((await client.query('select count(*) c from t')).rows[0].c, '0');
});

test('several statements in one string are one transaction', async () => {
  await client.query('create table multi (a int)');
  await assert.rejects(client.query('insert into multi values (1); insert into multi values (1/0)'), {
    code: '22012',
  });
  assert.equal((await client.query('select count(*) c from multi')).rows[0].c, '0');
  const results = (await client.query(
    'insert into multi values (1), (2); select a from multi order by a',
  )) as unknown as pg.QueryResult[];
  assert.equal(results[0]?.rowCount, 2);
  assert.deepEqual(results[1]?.rows, [{ a: 1 }, { a: 2 }]);
});

test('a running query is cancelled by pg_cancel_backend', async () => {
  const other = await connect();
  const { pid } = (await other.query('select pg_backend_pid() pid')).rows[0];
  const running = other.query(
    'with n as (select row_number() over () i from pg_class a, pg_class b, pg_class c) select count(*) from n a, n b where a.i * b.i % 7 = 3',
  );
  const failed = assert.rejects(running, { code: '57014' });
  while (
    (await client.query(`select 1 from stv_recents where pid = ${pid} and status = 'Running'`)).rowCount === 0
  );
  await client.query(`select pg_cancel_backend(${pid})`);
  await failed;
  assert.deepEqual((await other.query('select 1 a')).rows, [{ a: 1 }]);
  await other.end();
});
