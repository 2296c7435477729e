import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import pg from 'pg';
import { type RunningServer, startServer } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipher-copy-kill-'));
after(() => rmSync(folder, { recursive: true }));

const rounds = 7;
const files = 4;
const rowsPerFile = 3000;
const rowsPerLoad = files * rowsPerFile;

/** The two ways of a COPY: the engine's reader, and the decoder. */
const loads = [
  { table: 'by_engine', copy: "copy by_engine from 's3://kill/plain/' iam_role default csv" },
  { table: 'by_decoder', copy: "copy by_decoder from 's3://kill/packed/' iam_role default gzip escape" },
];

interface Counts {
  attempted: number;
  acknowledged: number;
}

test('kill -9 during COPY and UNLOAD: a load is there as a whole or not at all, a manifest names what is there', async () => {
  const data = join(folder, 'data');
  const counts: Counts[] = loads.map(() => ({ attempted: 0, acknowledged: 0 }));
  const unloads = { acknowledged: [] as string[], next: 0 };
  for (let round = 0; round <= rounds; round++) {
    const server = await startServer(['--data', data]);
    if (round === 0) await setUp(server);
    await check(server, counts, unloads.acknowledged, data);
    if (round === rounds) {
      await server.stop();
      break;
    }
    const work = [
      ...loads.map(({ copy }, index) => load(server, copy, counts[index]!)),
      unload(server, unloads),
    ];
    // However slow the machine is, something is acknowledged before the first kill.
    while (round === 0 && counts.some(({ acknowledged }) => acknowledged === 0)) await sleep(50);
    // A pause of another length each round moves the kill through what a load does.
    await sleep(150 + ((round * 173) % 700));
    await server.stop('SIGKILL');
    await Promise.all(work);
  }
});

function s3Of({ aws }: RunningServer): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = aws;
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
  });
}

async function setUp(server: RunningServer): Promise<void> {
  const s3 = s3Of(server);
  await s3.send(new CreateBucketCommand({ Bucket: 'kill' }));
  for (let file = 0; file < files; file++) {
    const ids = Array.from({ length: rowsPerFile }, (_, row) => file * rowsPerFile + row);
    const text = (delimiter: string) => ids.map((id) => `${id}${delimiter}name of ${id}\n`).join('');
    await s3.send(new PutObjectCommand({ Bucket: 'kill', Key: `plain/${file}`, Body: text(',') }));
    await s3.send(new PutObjectCommand({ Bucket: 'kill', Key: `packed/${file}`, Body: gzipSync(text('|')) }));
  }
  s3.destroy();
  const client = await connect(server);
  for (const { table } of loads) await client.query(`create table ${table} (id int, name varchar(30))`);
  await client.query('create table source (id int, name varchar(30))');
  await client.query("copy source from 's3://kill/plain/' iam_role default csv");
  await client.end();
}

/** Loads again and again until the server dies. */
async function load(server: RunningServer, copy: string, counts: Counts): Promise<void> {
  const client = await connect(server).catch(() => undefined);
  try {
    while (client) {
      counts.attempted++;
      await client.query(copy);
      counts.acknowledged++;
    }
  } catch {
    client?.end().catch(() => {});
  }
}

async function unload(
  server: RunningServer,
  unloads: { acknowledged: string[]; next: number },
): Promise<void> {
  const client = await connect(server).catch(() => undefined);
  try {
    while (client) {
      const prefix = `out/${unloads.next++}/`;
      await client.query(
        `unload ('select * from source') to 's3://kill/${prefix}' iam_role default csv gzip manifest`,
      );
      unloads.acknowledged.push(prefix);
    }
  } catch {
    client?.end().catch(() => {});
  }
}

async function check(
  server: RunningServer,
  counts: Counts[],
  unloaded: string[],
  data: string,
): Promise<void> {
  const client = await connect(server);
  for (const [index, { table }] of loads.entries()) {
    const { rows } = await client.query(
      `select count(*)::int as n, count(distinct id)::int as ids from ${table}`,
    );
    const { n, ids } = rows[0] as { n: number; ids: number };
    const { attempted, acknowledged } = counts[index]!;
    assert.equal(n % rowsPerLoad, 0, `${table} has part of a load: ${n} rows`);
    assert.equal(ids, n === 0 ? 0 : rowsPerLoad);
    assert.ok(n >= acknowledged * rowsPerLoad, `${table} lost an acknowledged load`);
    assert.ok(n <= attempted * rowsPerLoad, `${table} has a load twice`);
  }
  await client.end();
  const s3 = s3Of(server);
  for (const prefix of unloaded) {
    const got = await s3.send(new GetObjectCommand({ Bucket: 'kill', Key: `${prefix}manifest` }));
    const { entries } = JSON.parse((await got.Body?.transformToString()) ?? '') as {
      entries: { url: string; meta: { content_length: number } }[];
    };
    assert.ok(entries.length > 0);
    for (const { url, meta } of entries) {
      const head = await s3.send(
        new HeadObjectCommand({ Bucket: 'kill', Key: url.replace('s3://kill/', '') }),
      );
      assert.equal(head.ContentLength, meta.content_length, url);
    }
  }
  s3.destroy();
  for (const staging of ['staging', join('objects', 'staging')]) {
    assert.deepEqual(readdirSync(join(data, staging)), [], `${staging} is empty after a start`);
  }
}

async function connect({ host, port, user, password }: RunningServer): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user, password, database: 'dev' });
  client.on('error', () => {});
  await client.connect();
  return client;
}
