import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

let warehouse: Warehouse;
let one: TestClient;
let two: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
});
after(() => warehouse.close());
beforeEach(async () => {
  one = await TestClient.open(warehouse);
  two = await TestClient.open(warehouse);
  await one.run('drop table if exists t; create table t (a int); insert into t values (1), (2)');
});

test('a row changed since the snapshot is error 1023, with the table and both transactions', async () => {
  const oid = await one.value("select oid from pg_class where relname = 't'");
  await one.run('begin; select * from t');
  await two.run('update t set a = 10 where a = 1');
  await assert.rejects(
    one.run('update t set a = 20 where a = 1'),
    (error: { code: string; message: string; detail: string }) => {
      assert.equal(error.code, 'XX000');
      assert.equal(error.message, '1023');
      assert.match(
        error.detail,
        new RegExp(
          `^Serializable isolation violation on table - ${oid}, transactions forming the cycle are: \\d+, \\d+ \\(pid:${two.session.pid}\\)$`,
        ),
      );
      return true;
    },
  );
  assert.equal(one.session.transactionStatus, 'failed');
  await one.run('rollback');
  assert.deepEqual(await one.rows('select a from t order by a'), [['2'], ['10']]);
});

test('concurrent inserts into one table both succeed', async () => {
  await one.run('begin; insert into t values (3)');
  const waiting = two.run('insert into t values (4)');
  await one.run('commit');
  await waiting;
  assert.equal(await one.value('select count(*) from t'), '4');
});

test('a writer that waited for its lock sees what the other committed', async () => {
  await one.run('begin; update t set a = a + 10');
  const waiting = two.run('update t set a = a + 100');
  await one.run('commit');
  assert.deepEqual(await waiting, ['UPDATE 2']);
  assert.deepEqual(await one.rows('select a from t order by a'), [['111'], ['112']]);
});

test('a dropped table is gone for one who waited for it', async () => {
  await one.run('begin; insert into t values (3); drop table t');
  const waiting = two.run('insert into t values (4)');
  const refused = assert.rejects(waiting, { code: '42P01' });
  await one.run('commit');
  await refused;
  await one.run('create table t (a int)');
});
