import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestWarehouse, readRows, TestClient } from '../../support/warehouse.ts';

let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  client = await TestClient.open(warehouse);
  await client.run("create table t (a int, b varchar(20)); insert into t values (1, 'x'), (2, null)");
});
after(() => warehouse.close());

test('parameters are text of the type that the statement gives them', async () => {
  const { rows } = await client.execute('select a, b from t where a = $1', ['1']);
  assert.deepEqual(rows, [['1', 'x']]);
  assert.deepEqual((await client.execute('select $1::varchar || $2::varchar', ["it's", ' $1'])).rows, [
    ["it's $1"],
  ]);
  assert.deepEqual((await client.execute('select coalesce($1, $2)', [null, 'z'])).rows, [['z']]);
  await assert.rejects(client.execute('select a from t where a = $1', ['x']), {
    name: 'RedshiftError',
    message: /x/,
  });
});

test('inserts by parameters, several executions in one transaction until sync', async () => {
  const { session } = client;
  const insert = await session.prepare('insert into t values ($1, $2)', []);
  assert.equal(insert.columns, undefined);
  assert.equal((await session.execute(insert, ['5', 'five'])).tag(), 'INSERT 0 1');
  assert.equal((await session.execute(insert, ['6', null])).tag(), 'INSERT 0 1');
  await session.sync(false);
  await session.execute(insert, ['7', 'seven']);
  await assert.rejects(session.execute(insert, ['8', 'a text that is much too long for it']), {
    code: '22001',
  });
  await session.sync(true);
  assert.deepEqual(await client.rows('select a from t where a > 4 order by a'), [['5'], ['6']]);
  await client.run('delete from t where a > 4');
});

test('a statement is bound again when its table has changed', async () => {
  const { session } = client;
  await client.run('create table changing (a int); insert into changing values (1)');
  const all = await session.prepare('select * from changing', []);
  assert.deepEqual(await readRows(await session.execute(all, [])), [['1']]);
  await session.sync(false);
  await client.run("alter table changing add column b varchar(5) default 'new'");
  assert.deepEqual(await readRows(await session.execute(all, [])), [['1', 'new']]);
  await session.sync(false);
  await client.run('drop table changing');
  await assert.rejects(session.execute(all, []), { code: '42P01' });
  await session.sync(true);
});

test('one statement only, and an empty one is no error', async () => {
  await assert.rejects(client.session.prepare('select 1; select 2', []), { code: '42601' });
  await client.session.sync(true);
  const empty = await client.session.prepare(' -- nothing', []);
  assert.equal(empty.empty, true);
  assert.equal((await client.session.execute(empty, [])).tag(), '');
  await client.session.sync(false);
});

test('the number of parameters is checked', async () => {
  await assert.rejects(client.execute('select $1::int', []), { code: '08P01' });
});

test('a failed block takes no statement but its end', async () => {
  await client.run('begin');
  await assert.rejects(client.execute('select 1/0'), { code: '22012' });
  assert.equal(client.session.transactionStatus, 'failed');
  await assert.rejects(client.execute('select 1'), { code: '25P02' });
  assert.equal((await client.execute('rollback')).tag, 'ROLLBACK');
  assert.equal(client.session.transactionStatus, 'idle');
});

test('PREPARE, EXECUTE and DEALLOCATE of SQL', async () => {
  assert.deepEqual(await client.run('prepare p (int) as select b from t where a = $1'), ['PREPARE']);
  assert.deepEqual(await client.rows('execute p (0 + 1)'), [['x']]);
  await assert.rejects(client.run('prepare p as select 1'), { code: '42P05' });
  await assert.rejects(client.run('execute p'), { code: '42601' });
  assert.deepEqual(await client.run('deallocate p'), ['DEALLOCATE']);
  await assert.rejects(client.run('execute p (1)'), { code: '26000' });
});

test('PREPARE of a statement that writes', async () => {
  await client.run('prepare w (int, varchar) as insert into t values ($1, $2)');
  assert.deepEqual(await client.run("execute w (30, 'o''k')"), ['INSERT 0 1']);
  assert.equal(await client.value('select b from t where a = 30'), "o'k");
  await client.run('delete from t where a = 30; deallocate all');
});

test('what a statement answers with is known before it runs', async () => {
  const columns = async (text: string) =>
    (await client.session.prepare(text, [])).columns?.map(({ name }) => name);
  assert.deepEqual(await columns('select a, b as c from t'), ['a', 'c']);
  assert.deepEqual(await columns('show timezone'), ['timezone']);
  assert.deepEqual(await columns('explain select 1'), ['QUERY PLAN']);
  assert.equal(await columns('delete from t'), undefined);
  await client.session.sync(false);
});
