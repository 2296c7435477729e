import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { openTestS3 } from '../../support/s3.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';
import { until } from './job-test.ts';

test('after a restart a job loads what came meanwhile, and nothing again', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'slipher-jobs-'));
  const s3 = await openTestS3();
  try {
    const options = { s3, ephemeral: false, dataFolder, copyJobTimes: { gatherMs: 20 } };
    const first = await openTestWarehouse(options);
    const one = await TestClient.open(first);
    await one.run('create schema s; create table s.t (a int); set search_path to s');
    await one.run(`copy t from 's3://bucket/in/' iam_role '${s3.roleArn}' job create j`);
    await one.run(`copy t from 's3://bucket/in/' iam_role '${s3.roleArn}' job create k auto off`);
    await s3.put('bucket', 'in/a', '1\n');
    await until(one, 'select count(*) from t', '1');
    await first.close();

    await s3.put('bucket', 'in/b', '2\n');
    await s3.put('bucket', 'in/c', '3\n');

    const second = await openTestWarehouse(options);
    const two = await TestClient.open(second);
    await until(two, 'select count(*) from s.t', '3');
    await s3.put('bucket', 'in/d', '4\n');
    await until(two, 'select count(*) from s.t', '4');
    assert.deepEqual(await two.rows('select a from s.t order by a'), [['1'], ['2'], ['3'], ['4']]);
    await two.run('copy job run k');
    assert.equal(await two.value('select count(*) from s.t'), '8');
    await second.close();
  } finally {
    await s3[Symbol.asyncDispose]();
    rmSync(dataFolder, { recursive: true });
  }
});
