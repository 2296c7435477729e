import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import pg from 'pg';
import { runProgram } from '../support/run-program.ts';
import { type RunningServer, root, startServer } from '../support/server.ts';
import { awsVariables, connectionVariables, pythonProgram } from './client-programs.ts';

let server: RunningServer;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipher-loaders-'));
  server = await startServer(['--data', join(folder, 'data')]);
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

for (const script of ['awswrangler_client.py', 'dlt_client.py']) {
  test(script.replace('_client.py', ''), async () => {
    const work = join(folder, script);
    mkdirSync(work);
    const env = {
      ...connectionVariables(server),
      ...awsVariables(server),
      HOME: work,
      SLIPHER_TEST_FOLDER: work,
      SLIPHER_TEST_BUCKET: script.replace('_client.py', '-stage'),
      SLIPHER_TEST_ROLE: 'arn:aws:iam::000000000000:role/slipher-redshift',
      RUNTIME__DLTHUB_TELEMETRY: 'false',
    };
    const file = join(root, 'test', 'clients', 'python', script);
    const result = await runProgram(pythonProgram('loaders', 'python'), [file], { env });
    assert.equal(result.code, 0, `${result.stdout}${result.stderr}${server.log()}`);
    assert.match(result.stdout, /^ok$/m);
  });
}

test('Sling loads a file through S3 and takes a table back out', async () => {
  const { host, port, user, password, aws } = server;
  const credentials = { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey };
  const s3 = new S3Client({ endpoint: aws.endpoint, region: aws.region, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'sling-stage' }));
  const work = join(folder, 'sling');
  mkdirSync(work);
  const csv = join(work, 'people.csv');
  writeFileSync(csv, 'id,name,price\n1,Ann,1.50\n2,"Bob, Jr",2.25\n3,,\n');
  const warehouse = {
    type: 'redshift',
    host,
    port,
    user,
    password,
    database: 'dev',
    sslmode: 'disable',
    aws_bucket: 'sling-stage',
    aws_access_key_id: aws.accessKeyId,
    aws_secret_access_key: aws.secretAccessKey,
    aws_endpoint: aws.endpoint,
    aws_region: aws.region,
  };
  const env = {
    ...awsVariables(server),
    HOME: work,
    SLING_HOME_DIR: work,
    SLING_DISABLE_TELEMETRY: 'true',
    SLIPHER_RS: JSON.stringify(warehouse),
  };
  const sling = async (args: string[]) => {
    const result = await runProgram(pythonProgram('loaders', 'sling'), ['run', '-d', ...args], { env });
    assert.equal(result.code, 0, `${result.stdout}${result.stderr}${server.log()}`);
    return result.stdout + result.stderr;
  };
  const log = await sling([
    '--src-stream',
    `file://${csv}`,
    '--tgt-conn',
    'SLIPHER_RS',
    '--tgt-object',
    'public.sling_people',
    '--mode',
    'full-refresh',
  ]);
  assert.match(log, /COPY/i);
  const client = new pg.Client({ host, port, user, password, database: 'dev' });
  await client.connect();
  const { rows } = await client.query('select id, name, price from sling_people order by id');
  await client.end();
  assert.deepEqual(
    rows.map((row) => [Number(row.id), row.name, row.price === null ? null : Number(row.price)]),
    [
      [1, 'Ann', 1.5],
      [2, 'Bob, Jr', 2.25],
      // This version sends no EMPTYASNULL: an empty field stays an empty text.
      [3, '', null],
    ],
  );
  const out = join(work, 'out.csv');
  const exported = await sling([
    '--src-conn',
    'SLIPHER_RS',
    '--src-stream',
    'public.sling_people',
    '--tgt-object',
    `file://${out}`,
  ]);
  assert.match(exported, /unload/i);
  const lines = readFileSync(out, 'utf8').trim().split('\n');
  assert.equal(lines.length, 4);
  assert.match(lines.join('\n'), /"Bob, Jr"/);
  s3.destroy();
});
