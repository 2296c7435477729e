import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type RunningServer, startServer } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipher-kill-'));
after(() => rmSync(folder, { recursive: true }));

/** Times the process is killed while clients write. */
const rounds = 12;
const writers = 3;

test('kill -9 while clients write: every acknowledged commit is there, and nothing else', async () => {
  const data = join(folder, 'data');
  const acknowledged = new Set<string>();
  const attempted = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const server = await startServer(['--data', data]);
    if (round === 0) await setUp(server);
    await check(server, acknowledged, attempted);
    const work = Array.from({ length: writers }, (_, writer) =>
      write(server, round, writer, acknowledged, attempted),
    );
    // A pause of another length each round moves the kill through what a commit does.
    await sleep(40 + ((round * 137) % 260));
    await server.stop('SIGKILL');
    await Promise.all(work);
  }
  const server = await startServer(['--data', data]);
  await check(server, acknowledged, attempted);
  assert.ok(acknowledged.size > rounds, `only ${acknowledged.size} commits were acknowledged`);
  await server.stop();
});

async function setUp(server: RunningServer): Promise<void> {
  const client = await connect(server);
  await client.query('create table batches (batch varchar(40), n int)');
  await client.end();
}

/** Commits batches of ten rows until the server dies; every fifth also makes a table in its transaction. */
async function write(
  server: RunningServer,
  round: number,
  writer: number,
  acknowledged: Set<string>,
  attempted: Set<string>,
): Promise<void> {
  const client = await connect(server).catch(() => undefined);
  if (client === undefined) return;
  try {
    for (let n = 0; ; n++) {
      const batch = `b_${round}_${writer}_${n}`;
      attempted.add(batch);
      await client.query('begin');
      await client.query(
        `insert into batches values ${Array.from({ length: 10 }, (_, i) => `('${batch}', ${i})`).join(',')}`,
      );
      if (n % 5 === 4)
        await client.query(`create table made_${batch} as select * from batches where batch = '${batch}'`);
      await client.query('commit');
      acknowledged.add(batch);
    }
  } catch {
    client.end().catch(() => {});
  }
}

async function check(
  server: RunningServer,
  acknowledged: Set<string>,
  attempted: Set<string>,
): Promise<void> {
  const client = await connect(server);
  const { rows } = await client.query('select batch, count(*)::int as c from batches group by batch');
  const found = new Map(rows.map((row) => [row.batch as string, row.c as number]));
  for (const [batch, count] of found) {
    assert.equal(count, 10, `${batch} is there in part`);
    assert.ok(attempted.has(batch), `${batch} was never written`);
  }
  for (const batch of acknowledged) assert.ok(found.has(batch), `${batch} was acknowledged and is lost`);
  const tables = await client.query("select table_name from svv_tables where table_name like 'made%'");
  const made = new Set(tables.rows.map((row) => (row.table_name as string).replace('made_', '')));
  for (const batch of found.keys()) {
    if (Number(batch.split('_')[3]) % 5 === 4) assert.ok(made.has(batch), `the table of ${batch} is missing`);
  }
  for (const batch of made) {
    const counted = await client.query(`select count(*)::int as c from made_${batch}`);
    assert.equal(counted.rows[0].c, 10, `the table of ${batch} has its rows`);
  }
  await client.end();
}

async function connect({ host, port, user, password }: RunningServer): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user, password, database: 'dev' });
  client.on('error', () => {});
  await client.connect();
  return client;
}
