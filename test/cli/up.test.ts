import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import pg from 'pg';
import { runProgram } from '../support/run-program.ts';
import { type RunningServer, root, startServer } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipher-up-'));
after(() => rmSync(folder, { recursive: true }));
const slipher = (args: string[]) => runProgram(`${root}/bin/slipher`, args);

test('help and version', async () => {
  const help = await slipher(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /up .*Start the warehouse/);
  assert.match((await slipher(['up', '--help'])).stdout, /--port PORT/);
  assert.match((await slipher(['sql', '--help'])).stdout, /--format FORMAT/);
  assert.match((await slipher(['--version'])).stdout, /^slipher \d+\.\d+\.\d+\n$/);
});

test('a wrong call says what is wrong and exits with 2', async () => {
  for (const [args, message] of [
    [['upp'], /there is no command 'upp'/],
    [['up', '--port', 'x'], /--port must be a whole number/],
    [['up', 'now'], /only options: 'now'/],
    [['up', '--tls-cert', 'a.pem'], /--tls-cert and --tls-key go together/],
  ] as const) {
    const result = await slipher([...args]);
    assert.equal(result.code, 2, args.join(' '));
    assert.match(result.stderr, message);
  }
});

test('data outlives a stop, the password too, and both stop signals are clean', async () => {
  const data = join(folder, 'kept');
  const first = await startServer(['--data', data]);
  const before = await connect(first);
  await before.query('create table kept (a int)');
  await before.query('insert into kept values (1), (2)');
  await before.end();
  assert.equal(await first.stop('SIGINT'), 0);
  const second = await startServer(['--data', data]);
  assert.equal(second.password, first.password);
  const client = await connect(second);
  assert.deepEqual((await client.query('select count(*)::int c from kept')).rows, [{ c: 2 }]);
  await client.end();
  assert.equal(await second.stop('SIGTERM'), 0);
  assert.equal(statSync(join(data, 'credentials.json')).mode & 0o077, 0);
});

test('a given password replaces the old one', async () => {
  const data = join(folder, 'password');
  await (await startServer(['--data', data, '--password', 'First1234'])).stop();
  await using server = await startServer(['--data', data, '--password', 'Second1234']);
  await (await connect(server)).end();
  await assert.rejects(connect({ ...server, password: 'First1234' }), /password authentication failed/);
});

test('a folder that another process holds is refused, with its pid', async () => {
  const data = join(folder, 'held');
  await using server = await startServer(['--data', data]);
  const result = await slipher(['up', '--data', data, '--port', '0']);
  assert.equal(result.code, 1);
  assert.match(result.stderr, new RegExp(`${server.child.pid}`));
  assert.match(result.stderr, /held|in use|already/);
});

test('a port that is taken is refused, with advice', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  for (const [flag, other] of [
    ['--port', '--aws-port'],
    ['--aws-port', '--port'],
  ] as const) {
    const result = await slipher(['up', '--ephemeral', flag, String(port), other, '0']);
    assert.equal(result.code, 1);
    assert.match(result.stderr, new RegExp(`port ${port} is taken.*${flag}`));
  }
  holder.close();
});

test('the AWS endpoint takes the printed key, which is kept with the objects', async () => {
  const data = join(folder, 'aws');
  const first = await startServer(['--data', data]);
  await s3(first).send(new CreateBucketCommand({ Bucket: 'lake' }));
  await s3(first).send(new PutObjectCommand({ Bucket: 'lake', Key: 'a/b.csv', Body: '1,2' }));
  assert.equal(await first.stop(), 0);
  await using second = await startServer(['--data', data]);
  assert.equal(second.aws.secretAccessKey, first.aws.secretAccessKey);
  const { Body } = await s3(second).send(new GetObjectCommand({ Bucket: 'lake', Key: 'a/b.csv' }));
  assert.equal(await Body?.transformToString(), '1,2');
  const { endpoint, region, ...credentials } = second.aws;
  const caller = await new STSClient({ endpoint, region, credentials }).send(new GetCallerIdentityCommand());
  assert.equal(caller.Arn, 'arn:aws:iam::000000000000:user/admin');
  assert.equal(statSync(join(data, 'identity.sqlite')).mode & 0o077, 0);
});

test('any credentials are taken only where that was asked for, and it is said', async () => {
  const test = { accessKeyId: 'test', secretAccessKey: 'test' };
  await using closed = await startServer();
  await assert.rejects(s3(closed, test).send(new CreateBucketCommand({ Bucket: 'lake' })), {
    name: 'InvalidAccessKeyId',
  });
  assert.equal(closed.log(), '');
  await using open = await startServer(['--ephemeral', '--allow-any-credentials']);
  await s3(open, test).send(new CreateBucketCommand({ Bucket: 'lake' }));
  assert.match(open.log(), /whoever reaches the AWS endpoint may read, change and delete/);
});

test('the banner for people says how AWS tools connect', async () => {
  const child = spawn(`${root}/bin/slipher`, ['up', '--ephemeral', '--port', '0', '--allow-any-credentials']);
  let text = '';
  for await (const piece of child.stdout) {
    text += piece;
    if (text.includes('Ctrl-C')) child.kill('SIGINT');
  }
  assert.match(text, /export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+ AWS_REGION=us-east-1/);
  assert.match(text, /export AWS_ACCESS_KEY_ID=AKIA[A-Z2-7]{16}\n {2}export AWS_SECRET_ACCESS_KEY=\S{40}\n/);
  assert.match(text, /WARNING: --allow-any-credentials/);
});

test('ephemeral leaves nothing behind, and an open session does not keep the server from stopping', async () => {
  const before = existsSync('slipher-data');
  const { TMPDIR } = process.env;
  process.env.TMPDIR = mkdtempSync(join(folder, 'temporary-'));
  const objects = () => readdirSync(tmpdir()).filter((name) => name.startsWith('slipher-objects-'));
  const server = await startServer(['--ephemeral']);
  assert.equal(objects().length, 1);
  const client = await connect(server);
  client.on('error', () => {});
  assert.equal(await server.stop(), 0);
  assert.equal(existsSync('slipher-data'), before);
  assert.deepEqual(objects(), []);
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  await client.end().catch(() => {});
});

test('sql: statements, formats, pipe, file, errors', async () => {
  await using server = await startServer();
  const sql = (args: string[], input = '') =>
    runProgram(`${root}/bin/slipher`, ['sql', '--port', String(server.port), ...args], { input });
  assert.equal((await sql(['--format', 'csv', "select 1 a, 'x,y' b"])).stdout, 'a,b\n1,"x,y"\n');
  assert.deepEqual(JSON.parse((await sql(['--json', 'select 1 a, null b, true c, 1.50 d'])).stdout), [
    { a: 1, b: null, c: true, d: '1.50' },
  ]);
  const piped = await sql([], 'create table t (a int); insert into t values (1), (2);\nselect sum(a) from t');
  assert.match(piped.stdout, /sum\s*\n-+\n\s*3\n\(1 row\)/, piped.stderr);
  assert.match((await sql(['-f', join(root, 'test', 'cli', 'script.sql')])).stdout, /hello/);
  const failed = await sql(['select 1', 'select nope', 'select 2']);
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /column "nope" does not exist.*\(42703\)\nLINE 1: select nope\n {15}\^/s);
  assert.doesNotMatch(failed.stdout, /2/);
  const wrong = await sql(['--password', 'Wrong1234', 'select 1']);
  assert.match(wrong.stderr, /password authentication failed/);
});

test('sql without a server says how to start one', async () => {
  const result = await slipher(['sql', '--port', '1', 'select 1']);
  assert.equal(result.code, 1);
  assert.match(result.stderr, /Nothing listens on 127\.0\.0\.1:1.*slipher up/s);
});

test('the note for slipher sql is readable by its owner only', async () => {
  await using server = await startServer();
  const file = join(tmpdir(), `slipher-${process.getuid?.()}`, `${server.port}.json`);
  assert.equal(statSync(file).mode & 0o077, 0);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).password, server.password);
});

function s3(
  { aws }: RunningServer,
  credentials: { accessKeyId: string; secretAccessKey: string } = aws,
): S3Client {
  const { endpoint, region } = aws;
  return new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 });
}

interface Address {
  host: string;
  port: number;
  user: string;
  password: string;
}

async function connect({ host, port, user, password }: Address): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user, password, database: 'dev' });
  await client.connect();
  return client;
}
