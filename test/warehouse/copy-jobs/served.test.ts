import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import pg from 'pg';
import { startServer } from '../../support/server.ts';

test('slipher up: what comes through the S3 endpoint and what UNLOAD stores is loaded', {
  timeout: 60_000,
}, async () => {
  await using server = await startServer();
  const { endpoint, region, accessKeyId, secretAccessKey } = server.aws;
  const credentials = { accessKeyId, secretAccessKey };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'jobs' }));
  const { host, port, user, password } = server;
  const client = new pg.Client({ host, port, user, password, database: 'dev' });
  await client.connect();
  const role = "iam_role 'arn:aws:iam::000000000000:role/slipher-redshift'";
  await client.query('create table t (a int)');
  await client.query(`copy t from 's3://jobs/in/' ${role} csv job create j`);
  await s3.send(new PutObjectCommand({ Bucket: 'jobs', Key: 'in/put', Body: '1\n2\n' }));
  const hasRows = async (rows: number) => {
    for (let attempt = 1; attempt <= 200; attempt++) {
      const found = await client.query('select a from t');
      if (found.rows.length === rows) return;
      await sleep(50);
    }
    assert.fail(`the table never had ${rows} rows`);
  };
  await hasRows(2);
  await client.query(`unload ('select a + 10 from t') to 's3://jobs/in/unloaded_' ${role} csv parallel off`);
  await hasRows(4);
  await client.end();
  s3.destroy();
});
