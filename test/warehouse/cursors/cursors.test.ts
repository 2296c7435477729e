import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  client = await TestClient.open(warehouse);
  await client.run('create table t (a int); insert into t values (1), (2), (3)');
});
after(() => warehouse.close());

test('a cursor lives in a block', async () => {
  await assert.rejects(client.run('declare c cursor for select * from t'), { code: '25P01' });
  await client.run('begin; declare c cursor for select a from t order by a');
  assert.deepEqual(await client.rows('fetch c'), [['1']]);
  assert.deepEqual(await client.rows('fetch next from c'), [['2']]);
  assert.equal(await client.value('select count(*) from t'), '3');
  assert.deepEqual(await client.results('fetch all from c'), [{ tag: 'FETCH', rows: [['3']] }]);
  assert.deepEqual(await client.rows('fetch 5 from c'), []);
  await client.run('commit');
  await assert.rejects(client.run('fetch c'), { code: '34000', message: 'cursor "c" does not exist' });
});

test('one cursor is open at a time', async () => {
  await client.run('begin; declare c cursor for select a from t');
  await assert.rejects(client.run('declare c cursor for select a from t'), { code: '42P03' });
  await client.run('rollback; begin; declare c cursor for select a from t');
  await assert.rejects(client.run('declare d cursor for select a from t'), { code: '55006' });
  await client.run(
    'rollback; begin; declare c cursor for select a from t; close c; declare d cursor for select a from t; rollback',
  );
});

test('the extended protocol knows the columns of FETCH', async () => {
  await client.run('begin; declare c cursor for select a as one, a + 1 as two from t');
  const fetch = await client.session.prepare('fetch all from c', []);
  assert.deepEqual(
    fetch.columns?.map(({ name }) => name),
    ['one', 'two'],
  );
  await client.run('rollback');
});
