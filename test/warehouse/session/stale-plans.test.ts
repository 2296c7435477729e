import assert from 'node:assert/strict';
import test from 'node:test';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

test('a repeated query sees rows beyond what its plan was made for', async () => {
  const warehouse = await openTestWarehouse();
  const client = await TestClient.open(warehouse);
  await client.run('create table s (a int); insert into s values (1), (2), (3)');
  const far = 'select a from s where a > 100';
  const sorted = 'select a from s order by a';
  for (let repeat = 0; repeat < 3; repeat++) {
    assert.deepEqual(await client.rows(far), []);
    assert.deepEqual(await client.rows(sorted), [['1'], ['2'], ['3']]);
  }
  await client.run('insert into s values (200), (-70000), (100000)');
  assert.deepEqual((await client.rows(far)).flat().sort(), ['100000', '200']);
  const all = ['-70000', '1', '2', '3', '200', '100000'];
  assert.deepEqual((await client.rows(sorted)).flat(), all);
  await client.run('update s set a = 7 where a = 200; delete from s where a = -70000');
  assert.deepEqual((await client.rows(sorted)).flat(), ['1', '2', '3', '7', '100000']);
  await warehouse.close();
});

test('also when another session writes, and inside a transaction', async () => {
  const warehouse = await openTestWarehouse();
  const [client, other] = [await TestClient.open(warehouse), await TestClient.open(warehouse)];
  await client.run('create table s (a int); insert into s values (1), (2)');
  const query = 'select count(*), min(a), max(a) from s where a > 50';
  for (let repeat = 0; repeat < 3; repeat++) assert.deepEqual(await client.rows(query), [['0', null, null]]);
  await other.run('begin; insert into s values (60)');
  assert.deepEqual(await client.rows(query), [['0', null, null]]);
  await other.run('commit');
  assert.deepEqual(await client.rows(query), [['1', '60', '60']]);
  await client.run('begin; insert into s values (70)');
  assert.deepEqual(await client.rows(query), [['2', '60', '70']]);
  await client.run('insert into s values (80)');
  assert.deepEqual(await client.rows(query), [['3', '60', '80']]);
  await client.run('rollback');
  assert.deepEqual(await client.rows(query), [['1', '60', '60']]);
  await warehouse.close();
});

test('values are right while others write larger and larger ones', async () => {
  const warehouse = await openTestWarehouse();
  const writer = await TestClient.open(warehouse);
  const readers = await Promise.all(Array.from({ length: 3 }, () => TestClient.open(warehouse)));
  await writer.run('create table s (a bigint)');
  let writing = true;
  const reading = readers.map(async (reader) => {
    while (writing) {
      const values = (await reader.rows('select a from s order by a')).map(([a]) => Number(a));
      assert.deepEqual(
        values,
        values.map((_, index) => 3 ** index),
      );
    }
  });
  for (let power = 0; power < 33; power++) await writer.run(`insert into s values (${3 ** power})`);
  writing = false;
  await Promise.all(reading);
  await warehouse.close();
});

test('a temporary table is planned for as it is', async () => {
  const warehouse = await openTestWarehouse();
  const client = await TestClient.open(warehouse);
  await client.run('create temp table s (a int); insert into s values (1)');
  const query = 'select a from s where a > 50';
  for (let repeat = 0; repeat < 3; repeat++) assert.deepEqual(await client.rows(query), []);
  await client.run('insert into s values (60)');
  assert.deepEqual(await client.rows(query), [['60']]);
  await warehouse.close();
});
