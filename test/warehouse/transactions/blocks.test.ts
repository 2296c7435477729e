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
  await one.run(
    "drop table if exists t; create table t (a int, b varchar(20)); insert into t values (1, 'x'), (2, 'y')",
  );
});

test('a statement of its own commits at once', async () => {
  await one.run('insert into t values (3, null)');
  assert.equal(await two.value('select count(*) from t'), '3');
});

test('several statements in one string are one transaction', async () => {
  await assert.rejects(one.run("insert into t values (3, 'z'); select * from missing"), { code: '42P01' });
  assert.equal(await two.value('select count(*) from t'), '2');
  assert.equal(one.session.transactionStatus, 'idle');
});

test('a block is seen by others only after COMMIT', async () => {
  await one.run('begin; insert into t values (3, null)');
  assert.equal(one.session.transactionStatus, 'transaction');
  assert.equal(await one.value('select count(*) from t'), '3');
  assert.equal(await two.value('select count(*) from t'), '2');
  assert.deepEqual(await one.run('commit'), ['COMMIT']);
  assert.equal(await two.value('select count(*) from t'), '3');
});

test('ROLLBACK undoes rows and definitions', async () => {
  await one.run('begin; create table u (a int); delete from t; rollback');
  assert.equal(await one.value('select count(*) from t'), '2');
  await assert.rejects(one.run('select * from u'), { code: '42P01' });
});

test('a created table is unknown to others until COMMIT', async () => {
  await one.run('begin; create table created (a int)');
  await assert.rejects(two.run('select * from created'), { code: '42P01' });
  await one.run('commit');
  assert.deepEqual(await two.rows('select * from created'), []);
  await one.run('drop table created');
});

test('after an error a block only takes its end', async () => {
  await one.run('begin; insert into t values (3, null)');
  await assert.rejects(one.run('select 1/0'), { code: '22012' });
  assert.equal(one.session.transactionStatus, 'failed');
  await assert.rejects(one.run('select 1'), {
    code: '25P02',
    message: 'current transaction is aborted, commands ignored until end of transaction block',
  });
  assert.deepEqual(await one.run('commit'), ['ROLLBACK']);
  assert.equal(one.session.transactionStatus, 'idle');
  assert.equal(await one.value('select count(*) from t'), '2');
});

test('the warnings of BEGIN in a block and COMMIT without one', async () => {
  await one.run('begin');
  assert.deepEqual(await one.run('begin'), ['BEGIN']);
  await one.run('end');
  assert.deepEqual(await one.run('commit'), ['COMMIT']);
  assert.deepEqual(await one.run('rollback'), ['ROLLBACK']);
  assert.deepEqual(
    one.notices.filter(({ severity }) => severity === 'WARNING').map(({ code, message }) => [code, message]),
    [
      ['25001', 'there is already a transaction in progress'],
      ['25P01', 'there is no transaction in progress'],
      ['25P01', 'there is no transaction in progress'],
    ],
  );
});

test('TRUNCATE commits the block it runs in', async () => {
  await one.run('begin; insert into t values (3, null)');
  assert.deepEqual(await one.run('truncate t'), ['TRUNCATE TABLE and COMMIT TRANSACTION']);
  assert.equal(one.session.transactionStatus, 'idle');
  assert.equal(await two.value('select count(*) from t'), '0');
});

test('a snapshot is taken by the first statement of a block and kept', async () => {
  await one.run('begin; select 1');
  await one.run('select count(*) from t');
  await two.run('insert into t values (9, null)');
  assert.equal(await one.value('select count(*) from t'), '2');
  await one.run('commit');
  assert.equal(await one.value('select count(*) from t'), '3');
});

test('a table that is younger than the snapshot is error 1018', async () => {
  await one.run('begin; select * from t');
  await two.run('create table younger (a int)');
  await assert.rejects(one.run('select * from younger'), {
    code: 'XX000',
    message: '1018',
    detail: 'Relation does not exist.',
  });
  await one.run('rollback');
  await two.run('drop table younger');
});

test('a read-only transaction does not write', async () => {
  await one.run('begin read only');
  await assert.rejects(one.run('delete from t'), { code: '25006' });
  await one.run('rollback');
});

test('temporary tables belong to their session and go with it', async () => {
  await one.run('create temp table own (a int); insert into own values (1)');
  await assert.rejects(two.run('select * from own'), { code: '42P01' });
  await one.run('begin; insert into own values (2); insert into t values (3, null); rollback');
  assert.equal(await one.value('select count(*) from own'), '1');
  await one.close();
  assert.equal(await two.value("select count(*) from pg_class where relname = 'own'"), '0');
});
