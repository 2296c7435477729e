import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

/** Works on ten thousand million combinations of a table of ten rows. */
const aliases = ['a', 'b', 'c', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
const endless = `select count(*) from ${aliases.map((alias) => `d ${alias}`).join(', ')}
  where ${aliases.map((alias) => `${alias}.n`).join(' + ')} = -1`;
const digits = 'create temp table d (n int); insert into d values (1),(2),(3),(4),(5),(6),(7),(8),(9),(10)';

let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  warehouse = await openTestWarehouse({ maxConnections: 5 });
  client = await TestClient.open(warehouse);
});
after(() => warehouse.close());

test('an unknown user or database is refused', async () => {
  await assert.rejects(TestClient.open(warehouse, { user: 'nobody' }), { code: '28000', severity: 'FATAL' });
  await assert.rejects(TestClient.open(warehouse, { database: 'nowhere' }), {
    code: '3D000',
    message: 'database "nowhere" does not exist',
  });
});

test('connections beyond the limits are refused', async () => {
  await client.run("create user limited password 'Secret123' connection limit 1");
  const first = await TestClient.open(warehouse, { user: 'limited' });
  await assert.rejects(TestClient.open(warehouse, { user: 'limited' }), {
    code: '53300',
    message: 'too many connections for user "limited"',
  });
  const others = await Promise.all([1, 2, 3].map(() => TestClient.open(warehouse)));
  await assert.rejects(TestClient.open(warehouse), { code: '53300' });
  for (const other of [first, ...others]) await other.close();
});

test('pg_terminate_backend ends a session, and only a superuser those of others', async () => {
  const victim = await TestClient.open(warehouse);
  const limited = await TestClient.open(warehouse, { user: 'limited' });
  await assert.rejects(limited.run(`select pg_terminate_backend(${victim.session.pid})`), { code: '42501' });
  await client.run(`select pg_terminate_backend(${victim.session.pid})`);
  assert.deepEqual(
    victim.ended.map((error) => (error as Error & { code: string }).code),
    ['57P01'],
  );
  await victim.close();
  await limited.close();
});

test('CANCEL and CancelRequest stop the running statement of another session', async () => {
  const other = await TestClient.open(warehouse);
  await other.run(digits);
  for (const stop of [
    () => client.run(`cancel ${other.session.pid}`),
    async () => warehouse.cancel(other.session.pid, other.session.secret),
  ]) {
    const running = assert.rejects(other.run(endless), { code: '57014' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await stop();
    await running;
  }
  warehouse.cancel(other.session.pid, other.session.secret + 1);
  assert.equal(await other.value('select count(*) from d'), '10');
  await other.close();
});

test('a statement time-out', async () => {
  await client.run(digits);
  await client.run('set statement_timeout to 40');
  await assert.rejects(client.run(endless), { code: '57014' });
  await client.run('reset statement_timeout');
  assert.equal(await client.value('select 1'), '1');
});

test('an idle session is ended after its time-out', async () => {
  const idle = await TestClient.open(warehouse, { settings: { idle_session_timeout: '20' } });
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(idle.ended.length, 1);
  await idle.close();
});

test('a database with sessions in it is not dropped', async () => {
  await client.run('create database other');
  const inside = await TestClient.open(warehouse, { database: 'other' });
  await assert.rejects(client.run('drop database other'), { code: '55006' });
  await inside.close();
  await client.run('drop database other');
});

test('privileges are checked', async () => {
  const limited = await TestClient.open(warehouse, { user: 'limited' });
  await client.run('create table private (a int)');
  await assert.rejects(limited.run('select * from private'), {
    code: '42501',
    message: 'permission denied for relation private',
  });
  await client.run('grant select on private to limited');
  assert.deepEqual(await limited.rows('select * from private'), []);
  await assert.rejects(limited.run('delete from private'), { code: '42501' });
  await limited.close();
});
