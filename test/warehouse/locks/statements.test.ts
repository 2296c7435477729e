import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

let warehouse: Warehouse;
let one: TestClient;
let two: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  one = await TestClient.open(warehouse);
  two = await TestClient.open(warehouse);
  await one.run('create table a (x int); create table b (x int)');
});
after(() => warehouse.close());

test('LOCK keeps readers out until the block ends', async () => {
  await one.run('begin; lock a');
  let done = false;
  const reading = two.rows('select * from a').then(() => {
    done = true;
  });
  await one.run('select 1');
  assert.equal(done, false);
  await one.run('commit');
  await reading;
});

test('two who wait for each other: one gets 40P01, the other goes on', async () => {
  await one.run('begin; insert into a values (1)');
  await two.run('begin; insert into b values (1)');
  const first = one.run('insert into b values (2)');
  await assert.rejects(two.run('insert into a values (2)'), { code: '40P01', message: 'deadlock detected' });
  await first;
  await one.run('commit');
  await two.run('rollback');
});

test('a statement that waits for a lock can be cancelled', async () => {
  await one.run('begin; insert into a values (1)');
  const waiting = two.run('insert into a values (2)');
  const refused = assert.rejects(waiting, { code: '57014' });
  await one.run(`select pg_cancel_backend(${two.session.pid})`);
  await refused;
  await one.run('rollback');
});

test('SVV_TRANSACTIONS shows locks held and waited for', async () => {
  await one.run('begin; insert into a values (1)');
  const waiting = two.run('insert into a values (2)');
  const rows = await one.rows(
    "select pid, granted from svv_transactions where lockable_object_type = 'relation' and lock_mode <> 'AccessShareLock' order by granted",
  );
  assert.deepEqual(rows, [
    [String(two.session.pid), 'f'],
    [String(one.session.pid), 't'],
  ]);
  await one.run('rollback');
  await waiting;
});
