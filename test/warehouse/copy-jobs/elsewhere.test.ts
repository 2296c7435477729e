import test from 'node:test';
import { openTestS3 } from '../../support/s3.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';
import { until } from './job-test.ts';

test('a bucket that sends no events is looked at from time to time', async () => {
  await using s3 = await openTestS3();
  await using silent = await openTestS3();
  const elsewhere = {
    ...s3,
    store: silent.store,
    accessFor: (...asked: Parameters<typeof s3.accessFor>) => ({
      ...s3.accessFor(...asked),
      isElsewhere: () => true,
    }),
  };
  const warehouse = await openTestWarehouse({ s3: elsewhere, copyJobTimes: { pollMs: 30 } });
  const client = await TestClient.open(warehouse);
  await client.run('create table t (a int)');
  await client.run(`copy t from 's3://bucket/' iam_role '${s3.roleArn}' job create j`);
  await s3.put('bucket', 'a', '1\n');
  await until(client, 'select count(*) from t', '1');
  await s3.put('bucket', 'b', '2\n');
  await until(client, 'select count(*) from t', '2');
  await warehouse.close();
});
