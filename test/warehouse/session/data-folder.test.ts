import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

const holder = fileURLToPath(new URL('./hold-data-folder.ts', import.meta.url));

function folder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'slipher-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

test('what was committed is there after a restart', async () => {
  using data = folder();
  const options = { ephemeral: false, dataFolder: data.path };
  const first = await openTestWarehouse(options);
  const one = await TestClient.open(first);
  await one.run("create table t (a int, b varchar(10)); insert into t values (1, 'x')");
  await one.run("create user u password 'Secret123'; create temp table gone (a int)");
  await first.close();

  const second = await openTestWarehouse(options);
  const two = await TestClient.open(second, { user: 'u' });
  await assert.rejects(two.run('select * from t'), { code: '42501' });
  const admin = await TestClient.open(second);
  assert.deepEqual(await admin.rows('select * from t'), [['1', 'x']]);
  await assert.rejects(admin.run('select * from gone'), { code: '42P01' });
  await second.close();
});

test('the administrator gets the password of the new start', async () => {
  using data = folder();
  const options = { ephemeral: false, dataFolder: data.path };
  const first = await openTestWarehouse({ ...options, password: 'First1234' });
  const before = first.passwordVerifier('awsuser')?.md5;
  await first.close();
  const second = await openTestWarehouse({ ...options, password: 'Second1234' });
  assert.notEqual(second.passwordVerifier('awsuser')?.md5, before);
  await second.close();
});

test('a folder is held by one warehouse at a time, and a killed holder leaves it free and whole', async () => {
  using data = folder();
  const child = spawn(process.execPath, [holder, data.path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  await assert.rejects(openTestWarehouse({ ephemeral: false, dataFolder: data.path }), {
    message: `the data folder ${data.path} is held by another process (pid ${child.pid})`,
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const warehouse = await openTestWarehouse({ ephemeral: false, dataFolder: data.path });
  await assert.rejects(
    openTestWarehouse({ ephemeral: false, dataFolder: data.path }),
    /is held by another process/,
  );
  const client = await TestClient.open(warehouse);
  assert.deepEqual(await client.rows('select count(*) from kept'), [['2']]);
  await warehouse.close();
});
