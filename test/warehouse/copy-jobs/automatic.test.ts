import assert from 'node:assert/strict';
import test from 'node:test';
import { openJobTest, until } from './job-test.ts';

const values = "select coalesce(listagg(a, ',') within group (order by a), '') from t";
const statuses =
  "select listagg(file_name || ' ' || status, ',') within group (order by file_name) from sys_copy_job_detail";

test('new objects are loaded as they come, each once', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await s3.put('bucket', 'in/before.csv', '1\n');
  await new Promise((resolve) => setTimeout(resolve, 2));
  await job.createJob('j');
  await s3.put('bucket', 'in/a.csv', '2\n3\n');
  await s3.put('bucket', 'elsewhere/a.csv', '100\n');
  await s3.put('bucket', 'in/', '');
  await until(client, values, '2,3');
  await s3.put('bucket', 'in/b.csv', '4\n');
  await until(client, values, '2,3,4');
  await s3.put('bucket', 'in/a.csv', '50\n');
  await s3.put('bucket', 'in/c.csv', '5\n');
  await until(client, values, '2,3,4,5');
  assert.equal(await client.value(statuses), 'in/a.csv I,in/b.csv I,in/c.csv I');
});

test('a bad file among good ones is marked, and the good ones are loaded', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await job.createJob('j');
  await Promise.all([
    s3.put('bucket', 'in/a.csv', '1\n'),
    s3.put('bucket', 'in/b.csv', '2\nx\n'),
    s3.put('bucket', 'in/c.csv', '3\n'),
  ]);
  await until(client, values, '1,3');
  await until(client, statuses, 'in/a.csv I,in/b.csv E,in/c.csv I');
  const [info] = await client.rows(
    'select trim(job_name), trim(database_name), trim(message) from sys_copy_job_info',
  );
  assert.deepEqual(info?.slice(0, 2), ['j', 'dev']);
  assert.match(info?.[2] ?? '', /^s3:\/\/bucket\/in\/b\.csv: .*\(line 2, column a\)$/);
  await s3.put('bucket', 'in/b.csv', '2\n');
  await s3.put('bucket', 'in/d.csv', '4\n');
  await until(client, values, '1,3,4');
  await client.run('copy job run j');
  assert.equal(await client.value(values), '1,2,3,4');
});
