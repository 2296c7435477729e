// The demo: starts a Slipher on a data folder, loads US flights, airports and earthquakes through SQL as any
// client would, asks a handful of questions, and stops. Data: npm package vega-datasets (BSD-3-Clause).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { runStatement } from '#cli/sql/run-statement.ts';
import { airports, type Dataset, earthquakes, flights } from './demo-steps/datasets.ts';
import { questions } from './demo-steps/questions.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '3000000' },
    data: { type: 'string', default: 'slipher-data/demo' },
  },
});
/** Rows of one INSERT: about a megabyte of SQL, well under the 16 MB a statement may have. */
const rowsPerInsert = 20_000;

const started = performance.now();
const { child, ready } = await startSlipher();
const client = new pg.Client({ ...ready, database: 'dev' });
await client.connect();
client.on('notice', () => {});
try {
  for (const dataset of [airports, earthquakes, flights(Number(values.rows))]) await load(dataset);
  for (const question of questions) await ask(question.title, question.sql);
  say(`The demo took ${seconds(started)}. The data stays in ${values.data}; look around with:\n`);
  say(`  bin/slipher up --data ${values.data}`);
  say('  bin/slipher sql "select count(*) from flights"\n');
} finally {
  await client.end();
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function startSlipher(): Promise<{ child: ChildProcess; ready: pg.ClientConfig }> {
  const child = spawn(`${root}/bin/slipher`, ['up', '--json', '--port', '0', '--data', values.data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('slipher up has no output');
  child.on('exit', (code) => {
    if (code) process.exit(code);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = JSON.parse(line);
    say(
      `Slipher is ready on ${ready.host}:${ready.port} after ${ready.seconds.toFixed(2)} s; data in ${ready.dataFolder}.`,
    );
    say(`  psql 'postgresql://${ready.user}:${ready.password}@${ready.host}:${ready.port}/dev'\n`);
    const { host, port, user, password } = ready;
    return { child, ready: { host, port, user, password } };
  }
  throw new Error('slipher up ended before it was ready');
}

async function load(dataset: Dataset): Promise<void> {
  const start = performance.now();
  await client.query(`drop table if exists ${dataset.table}`);
  await client.query(dataset.create);
  let loaded = 0;
  await client.query('begin');
  for await (const rows of dataset.rows(rowsPerInsert)) {
    await client.query(`insert into ${dataset.table} values ${rows.join(',')}`);
    loaded += rows.length;
    progress(dataset.table, loaded, dataset.total, start);
  }
  await client.query('commit');
  await client.query(`analyze ${dataset.table}`);
  const rate = Math.round(loaded / ((performance.now() - start) / 1000));
  say(
    `\r${dataset.table}: ${loaded.toLocaleString('en')} rows in ${seconds(start)} (${rate.toLocaleString('en')} rows/s)`.padEnd(
      80,
    ),
  );
}

function progress(table: string, done: number, total: number, start: number): void {
  if (!process.stdout.isTTY) return;
  const share = Math.min(1, done / total);
  const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
  process.stdout.write(
    `\r${table}: ${bar} ${Math.round(share * 100)} % ${done.toLocaleString('en')} rows ${seconds(start)} `,
  );
}

async function ask(title: string, sql: string): Promise<void> {
  say(`\n${title}\n${sql.replaceAll(/^/gm, '    ')}\n`);
  const start = performance.now();
  await runStatement(client, sql, 'table', process.stdout);
  say(`answered in ${((performance.now() - start) / 1000).toFixed(3)} s`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
