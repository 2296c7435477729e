import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  client = await TestClient.open(warehouse);
});
after(() => warehouse.close());

test('statements are recorded with their kind, label, status and rows', async () => {
  await client.run("set query_group to 'nightly'; create table t (a int)");
  await client.run('insert into t values (1), (2), (3)');
  await client.rows('select * from t');
  await assert.rejects(client.run('select 1/0 as broken'));
  const rows = await client.rows(
    "select query_type, trim(query_label), status, returned_rows, trim(query_text) from sys_query_history where query_label = 'nightly' and query_type in ('DDL', 'INSERT', 'SELECT') order by query_id",
  );
  assert.deepEqual(
    rows.map((row) => row.slice(0, 3)),
    [
      ['DDL', 'nightly', 'success'],
      ['INSERT', 'nightly', 'success'],
      ['SELECT', 'nightly', 'success'],
      ['SELECT', 'nightly', 'failed'],
      ['SELECT', 'nightly', 'running'],
    ],
  );
  assert.equal(rows[2]?.[3], '3');
  assert.equal(rows[1]?.[4], 'insert into t values (1), (2), (3)');
  await client.run('reset query_group');
});

test('pg_last_query_id() names the last query', async () => {
  await client.rows('select 4711');
  const id = await client.value('select pg_last_query_id()');
  assert.equal(await client.value(`select trim(querytxt) from stl_query where query = ${id}`), 'select 4711');
});

test('open sessions and what they do', async () => {
  const other = await TestClient.open(warehouse, { applicationName: 'other' });
  await other.run('begin; select 1');
  const pids = (await client.rows('select process from stv_sessions')).map(([pid]) => pid);
  assert.ok(pids.includes(String(client.session.pid)) && pids.includes(String(other.session.pid)));
  await other.run('rollback');
  await other.close();
  const status = await client.value(
    `select status from sys_session_history where session_id = ${other.session.pid}`,
  );
  assert.equal(status?.trim(), 'closed');
});

test('the log outlives a restart, and numbers go on', async () => {
  const path = mkdtempSync(join(tmpdir(), 'slipher-'));
  const options = { ephemeral: false, dataFolder: path };
  const first = await openTestWarehouse(options);
  const one = await TestClient.open(first);
  await one.rows('select 12345');
  await first.close();
  const second = await openTestWarehouse(options);
  const two = await TestClient.open(second);
  const rows = await two.rows(
    "select query_id from sys_query_history where query_text like 'select 12345%' or query_text like 'select query_id%' order by 1",
  );
  assert.equal(rows.length, 2);
  assert.ok(Number(rows[1]?.[0]) > Number(rows[0]?.[0]));
  await second.close();
  rmSync(path, { recursive: true, force: true });
});

test('of a long INSERT the log keeps the beginning, of another statement more', async () => {
  await client.run('create table long (a varchar(20))');
  const rows = Array.from({ length: 2000 }, (_, index) => `('name ${index}')`);
  await client.run(`insert into long values ${rows.join(', ')}`);
  await client.rows(`select count(*) from long where a in (${rows.join(', ')})`);
  const kept = await client.rows(
    `select h.query_type, sum(len(t.text)) from sys_query_history h join sys_query_text t on t.query_id = h.query_id
     where len(h.query_text) > 3000 group by 1 order by 1`,
  );
  assert.equal(kept[0]?.[0], 'INSERT');
  assert.ok(Number(kept[0]?.[1]) <= 4000, `${kept[0]?.[1]} characters of the INSERT`);
  assert.ok(Number(kept[1]?.[1]) > 20_000, `${kept[1]?.[1]} characters of the SELECT`);
});
