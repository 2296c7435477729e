import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { until } from './job-test.ts';
import { isBad, openFolder, rowsPerFile } from './store-objects.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipher-job-kill-'));
after(() => rmSync(folder, { recursive: true }));

const rounds = 10;
const script = fileURLToPath(new URL('./store-objects.ts', import.meta.url));

test('kill -9 while a job loads what is stored: afterwards the table has every object once', async () => {
  const acknowledged: string[] = [];
  // A pause of another length each round moves the kill through what a run does.
  for (let round = 0; round < rounds; round++) {
    acknowledged.push(...(await storeUntilKilled(String(round), (round * 173) % 700)));
  }
  const { store, client, close } = await openFolder(folder);
  const before = await client.value("select count(*) from sys_copy_job_detail where status = 'I'");
  assert.notEqual(before, '0', 'no run came to its end before a kill');
  const keys = store.list('bucket', { prefix: 'in/', limit: 100_000 }).objects.map(({ key }) => key);
  for (const key of acknowledged) assert.ok(keys.includes(key), `${key} was acknowledged and is lost`);
  assert.ok(acknowledged.length > rounds, `only ${acknowledged.length} objects were stored`);

  const settled = "select count(*) from sys_copy_job_detail where status <> 'P'";
  await until(client, settled, String(keys.length));
  const rows = await client.rows(
    'select file, count(*), count(distinct n) from t group by file order by file',
  );
  const good = keys.filter((key) => !isBad(key)).toSorted();
  assert.deepEqual(rows.map(([file]) => file).toSorted(), good);
  for (const [file, ...counts] of rows) {
    assert.deepEqual(counts, [String(rowsPerFile), String(rowsPerFile)], file ?? '');
  }
  await close();
});

/** The keys that were stored before the kill. */
async function storeUntilKilled(name: string, pauseMs: number): Promise<string[]> {
  const options = ['--disable-warning=ExperimentalWarning', script, folder, name];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') void sleep(pauseMs).then(() => child.kill('SIGKILL'));
    else lines.push(line);
  }
  await exited;
  return lines;
}
