// The demo: starts a Slipher on a data folder, puts real data into its S3, loads it with COPY, unloads it, shows what
// a bad file looks like, asks a handful of questions, and stops. Data: npm package vega-datasets (BSD-3-Clause).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import pg from 'pg';
import { isCopy, withCopyProgress } from '#cli/sql/copy-progress.ts';
import { runStatement } from '#cli/sql/run-statement.ts';
import { showError } from '#cli/sql/show-error.ts';
import { loads, type Step } from './demo-steps/loads.ts';
import { questions } from './demo-steps/questions.ts';
import { stage } from './demo-steps/stage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { data: { type: 'string', default: 'slipher-data/demo' } } });

interface Ready {
  host: string;
  port: number;
  user: string;
  password: string;
  seconds: number;
  dataFolder: string;
  aws: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };
}

const started = performance.now();
const { child, ready } = await startSlipher();
const settings = {
  host: ready.host,
  port: ready.port,
  user: ready.user,
  password: ready.password,
  database: 'dev',
};
const client = new pg.Client(settings);
await client.connect();
client.on('notice', ({ severity, message }) => say(`${severity}: ${message}`));
try {
  await stageData();
  for (const step of loads) await run(step);
  for (const { title, sql } of questions) await run({ title, sql: [sql] });
  say(`\nThe demo took ${seconds(started)}. The data stays in ${values.data}; look around with:\n`);
  say(`  bin/slipher up --data ${values.data}`);
  say('  bin/slipher sql "select count(*) from flights"\n');
} finally {
  await client.end();
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function startSlipher(): Promise<{ child: ChildProcess; ready: Ready }> {
  const options = ['up', '--json', '--port', '0', '--aws-port', '0', '--data', values.data];
  const child = spawn(`${root}/bin/slipher`, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('slipher up has no output');
  child.on('exit', (code) => {
    if (code) process.exit(code);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = JSON.parse(line) as Ready;
    say(`Slipher is ready after ${ready.seconds.toFixed(2)} s; its data is in ${ready.dataFolder}.`);
    say(`  warehouse  psql 'postgresql://${ready.user}:${ready.password}@${ready.host}:${ready.port}/dev'`);
    say(`  S3         ${ready.aws.endpoint}`);
    return { child, ready };
  }
  throw new Error('slipher up ended before it was ready');
}

async function stageData(): Promise<void> {
  const { endpoint, region, accessKeyId, secretAccessKey } = ready.aws;
  const credentials = { accessKeyId, secretAccessKey };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const start = performance.now();
  say('\nReal data goes into S3, by the AWS SDK.\n');
  await stage(s3, (url) => say(`    ${url}`));
  say(`staged in ${seconds(start)}`);
  s3.destroy();
  await client.query('drop table if exists airports, earthquakes, flights, flights_again, damaged');
}

async function run({ title, sql, fails }: Step): Promise<void> {
  say(`\n${title}`);
  for (const [index, statement] of sql.entries()) {
    say(`\n${statement.replaceAll(/^/gm, '    ')}\n`);
    const start = performance.now();
    const mayFail = fails === true && index === sql.length - 1;
    await runOne(statement).then(
      () => {
        if (mayFail) throw new Error('the damaged file was loaded');
      },
      (error) => {
        if (!mayFail) throw error;
        say(showError(error, statement));
      },
    );
    say(`${seconds(start)}`);
  }
}

function runOne(statement: string): Promise<void> {
  const work = () => runStatement(client, statement, 'table', process.stdout);
  if (!isCopy(statement) || !process.stderr.isTTY) return work();
  const watcher = async () => {
    const other = new pg.Client(settings);
    await other.connect();
    return other;
  };
  return withCopyProgress(
    work,
    (client as { processID?: number }).processID ?? null,
    watcher,
    process.stderr,
  );
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(2)} s`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
