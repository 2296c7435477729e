import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import pg from 'pg';
import { Moto } from '../support/moto.ts';
import { startServer } from '../support/server.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipher-elsewhere-'));
});
after(() => rmSync(folder, { recursive: true }));

interface Place {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** COPY and UNLOAD between a Slipher and a bucket of another S3 server. */
async function loadAndUnload(place: Place): Promise<void> {
  const { endpoint, ...credentials } = place;
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'far-away' }));
  for (let n = 0; n < 5; n++) {
    const Body = Array.from({ length: 1000 }, (_, line) => `${n * 1000 + line},name ${line}\n`).join('');
    await s3.send(new PutObjectCommand({ Bucket: 'far-away', Key: `in/${n}`, Body }));
  }
  const file = join(folder, 'places.json');
  writeFileSync(file, JSON.stringify([{ buckets: 'far-*', ...place }]));
  await using server = await startServer(['--ephemeral', '--s3-elsewhere', file]);
  const { host, port, user, password } = server;
  const client = new pg.Client({ host, port, user, password, database: 'dev' });
  await client.connect();
  await client.query('create table t (id int, name varchar(20))');
  await client.query("copy t from 's3://far-away/in/' iam_role default csv");
  const { rows } = await client.query('select count(*) as n, sum(id) as total from t');
  assert.deepEqual(rows, [{ n: '5000', total: '12497500' }]);
  await client.query(
    "unload ('select * from t order by id') to 's3://far-away/out/' iam_role default csv parallel off",
  );
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: 'far-away', Prefix: 'out/' }));
  assert.deepEqual(
    listed.Contents?.map(({ Key }) => Key),
    ['out/000'],
  );
  const got = await s3.send(new GetObjectCommand({ Bucket: 'far-away', Key: 'out/000' }));
  const text = (await got.Body?.transformToString()) ?? '';
  assert.equal(text.split('\n').length, 5001);
  assert.ok(text.startsWith('0,name 0\n1,name 1\n'));
  await assert.rejects(
    client.query("copy t from 's3://far-away/none/' iam_role default csv"),
    /The specified S3 prefix 'none\/' does not exist/,
  );
  await client.end();
  s3.destroy();
}

test('a bucket of a server that others wrote', async () => {
  await using moto = await Moto.start();
  await loadAndUnload({ endpoint: moto.endpoint, accessKeyId: 'a', secretAccessKey: 'b' });
});

test('a bucket of a second Slipher', async () => {
  await using second = await startServer(['--ephemeral']);
  const { endpoint, accessKeyId, secretAccessKey } = second.aws;
  await loadAndUnload({ endpoint, accessKeyId, secretAccessKey });
});

test('a file that says nothing sensible is named at the start', async () => {
  const file = join(folder, 'wrong.json');
  writeFileSync(file, '[{"endpoint": "http://x"}]');
  await assert.rejects(
    startServer(['--ephemeral', '--s3-elsewhere', file]),
    /wrong\.json: entry 1: "buckets" is missing/,
  );
});
