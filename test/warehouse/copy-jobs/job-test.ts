import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestS3, type TestS3 } from '../../support/s3.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

/** A warehouse with S3, a table `t (a int)` and one client. */
export interface JobTest extends AsyncDisposable {
  s3: TestS3;
  warehouse: Warehouse;
  client: TestClient;
  /** Makes a job that loads `bucket/in/` into t. */
  createJob(name: string, more?: string): Promise<void>;
}

/** Dispose it after the test. */
export async function openJobTest(): Promise<JobTest> {
  const s3 = await openTestS3();
  const warehouse = await openTestWarehouse({ s3, copyJobTimes: { gatherMs: 20, retryMs: 20 } });
  const client = await TestClient.open(warehouse);
  await client.run('create table t (a int)');
  return {
    s3,
    warehouse,
    client,
    async createJob(name, more = '') {
      await client.run(
        `copy t from 's3://bucket/in/' iam_role '${s3.roleArn}' csv job create ${name} ${more}`,
      );
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await warehouse.close();
      await s3[Symbol.asyncDispose]();
    },
  };
}

/** Asks again until the query's one value is this. */
export async function until(client: TestClient, query: string, expected: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const value = await client.value(query);
    if (value === expected) return;
    if (Date.now() > deadline) assert.fail(`${query} is ${value}, not ${expected}`);
    await sleep(15);
  }
}
