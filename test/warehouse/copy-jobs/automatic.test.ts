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

test('ALTER AUTO OFF stops a job, ON loads what came meanwhile, and DROP ends it', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await job.createJob('j');
  await s3.put('bucket', 'in/a.csv', '1\n');
  await until(client, values, '1');
  await client.run('copy job alter j auto off');
  await s3.put('bucket', 'in/b.csv', '2\n');
  await job.createJob('k');
  await s3.put('bucket', 'in/c.csv', '3\n');
  // The other job has heard of the object, so this one would have too.
  await until(client, values, '1,3');
  await client.run('copy job drop k');
  await client.run('copy job alter j auto on');
  await until(client, values, '1,2,3,3');
  await client.run('copy job drop j');
  await job.createJob('l');
  await s3.put('bucket', 'in/d.csv', '4\n');
  await until(client, values, '1,2,3,3,4');
  assert.equal(await client.value('select count(*) from sys_copy_job'), '1');
});

test('a job whose table or bucket is missing goes on when it is there', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await client.run(`copy t from 's3://later/in/' iam_role '${s3.roleArn}' job create j`);
  await until(client, 'select count(*) from sys_copy_job_info', '1');
  await client.run('alter table t rename to u');
  await s3.put('later', 'in/a', '1\n');
  await until(
    client,
    'select count(*) from sys_copy_job_info where message like \'%"public.t" does not exist%\'',
    '1',
  );
  assert.equal(await client.value(statuses), 'in/a P');
  await client.run('alter table u rename to t');
  await until(client, values, '1');
});

test('an object that is deleted before it is loaded is forgotten', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await job.createJob('j');
  await client.run('alter table t rename to u');
  await s3.put('bucket', 'in/a.csv', '1\n');
  await s3.put('bucket', 'in/b.csv', '2\n');
  await until(client, statuses, 'in/a.csv P,in/b.csv P');
  await s3.store.delete('bucket', 'in/a.csv');
  await client.run('alter table u rename to t');
  await until(client, values, '2');
  await until(client, statuses, 'in/b.csv I');
  await s3.put('bucket', 'in/a.csv', '3\n');
  await until(client, values, '2,3');
});

test('a job waits for the writer of its table, and closing does not wait for it', async () => {
  await using job = await openJobTest();
  const { s3, client, warehouse } = job;
  await job.createJob('j');
  await client.run('begin; insert into t values (1)');
  await s3.put('bucket', 'in/a.csv', '2\n');
  await until(client, "select count(*) from stv_locks where lock_status like 'Waiting%'", '1');
  await client.run('commit');
  await until(client, values, '1,2');
  await client.run('begin; lock t');
  await s3.put('bucket', 'in/b.csv', '3\n');
  await warehouse.close();
});

test('files in many batches, from many writers at once', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await job.createJob('j');
  await job.createJob('k');
  const numbers = Array.from({ length: 200 }, (_, n) => n);
  await Promise.all(numbers.map((n) => s3.put('bucket', `in/${n}.csv`, `${n}\n`)));
  await until(client, 'select count(*) from t', '400');
  assert.equal(await client.value('select count(distinct a) from t'), '200');
});
