import assert from 'node:assert/strict';
import test from 'node:test';
import { TestClient } from '../../support/warehouse.ts';
import { openJobTest, until } from './job-test.ts';

test('LIST, SHOW, ALTER, RUN and DROP', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await job.createJob('j', 'auto off');
  const text = `copy t from 's3://bucket/in/' iam_role '${s3.roleArn}' csv`;
  const [[id, ...listed] = []] = await client.rows('copy job list');
  assert.deepEqual(listed, ['j', '0', text]);
  await s3.put('bucket', 'in/a.csv', '1\n');
  await s3.put('bucket', 'in/b.csv', '2\n');
  await client.run('copy job run j');
  assert.deepEqual(await client.rows('select a from t order by a'), [['1'], ['2']]);
  const loaded = "Load into table 't' completed, 2 record(s) loaded successfully.";
  assert.equal(client.notices.at(-1)?.message, loaded);
  await client.run('copy job run j');
  assert.equal(client.notices.at(-1)?.message, 'Copy job "j" has no new files to load.');
  assert.equal(await client.value('select count(*) from t'), '2');
  const [shown] = await client.rows('copy job show j');
  assert.deepEqual(shown?.toSpliced(7, 1), [
    id,
    'j',
    'awsuser',
    '0',
    s3.roleArn,
    's3://bucket/in/',
    text,
    '0',
    '2',
    '0',
  ]);
  assert.deepEqual(await client.run('copy job alter j auto on'), ['COPY JOB ALTER']);
  assert.deepEqual((await client.execute('copy job list')).rows[0]?.slice(1, 3), ['j', '1']);
  assert.deepEqual(await client.rows('select trim(job_name), is_auto from sys_copy_job'), [['j', '1']]);
  assert.deepEqual(await client.run('copy job drop j'), ['COPY JOB DROP']);
  assert.deepEqual(await client.rows('copy job list'), []);
  assert.equal(await client.value('select count(*) from sys_copy_job_detail'), '0');
});

test('a run by hand is one transaction with what it notes of its files', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await job.createJob('j', 'auto off');
  await s3.put('bucket', 'in/a.csv', '1\n');
  await client.run('begin');
  await client.run('copy job run j');
  await client.run('copy job run j');
  assert.equal(await client.value('select count(*) from t'), '1');
  await client.run('rollback');
  assert.equal(await client.value('select count(*) from sys_copy_job_detail'), '0');
  await s3.put('bucket', 'in/b.csv', 'x\n');
  await assert.rejects(client.run('copy job run j'), /Load into table 't' failed/);
  assert.equal(await client.value('select count(*) from t'), '0');
  await s3.store.delete('bucket', 'in/b.csv');
  await client.run('copy job run j');
  assert.equal(await client.value('select count(*) from t'), '1');
});

test('the logs of loads name the job', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await job.createJob('j');
  const [[id] = []] = await client.rows('copy job list');
  await s3.put('bucket', 'in/a.csv', '1\n');
  await until(client, `select count(*) from sys_load_history where copy_job_id = ${id}`, '1');
  await s3.put('bucket', 'in/b.csv', 'x\n');
  await until(client, `select count(*) from stl_load_errors where copy_job_id = ${id}`, '1');
  assert.equal(await client.value(`select count(*) from stl_load_commits where copy_job_id = ${id}`), '1');
  assert.match(
    (await client.value(
      `select trim(querytxt) from stl_query where querytxt like 'copy t%in/%csv' limit 1`,
    )) ?? '',
    /^copy t from 's3:\/\/bucket\/in\/'/,
  );
});

test('what a job may not be', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  const role = `iam_role '${s3.roleArn}'`;
  const create = (options: string, table = 't') =>
    client.run(`copy ${table} from 's3://bucket/in/' ${options}`);
  await create(`${role} job create j`);
  await assert.rejects(create(`${role} job create j`), {
    code: '42710',
    message: 'copy job "j" already exists',
  });
  await assert.rejects(create(`${role} job create "a-b"`), { code: '22023' });
  await assert.rejects(create('iam_role default job create k'), { code: '0A000' });
  await assert.rejects(create(`credentials 'aws_access_key_id=a;aws_secret_access_key=b' job create k`), {
    code: '0A000',
  });
  await assert.rejects(create(`access_key_id 'a' secret_access_key 'b' job create k`), { code: '22023' });
  for (const option of ['manifest', 'maxerror 2', 'ignoreallerrors']) {
    await assert.rejects(create(`${role} ${option} job create k`), { code: '42601' });
  }
  await assert.rejects(create(`${role} job create k`, 'missing'), { code: '42P01' });
  await client.run('create temp table temporary (a int)');
  await assert.rejects(create(`${role} job create k`, 'temporary'), { code: '42P16' });
  await client.run('begin');
  await assert.rejects(create(`${role} job create k`), { code: '25001' });
  await client.run('rollback; begin');
  await assert.rejects(client.run('copy job drop j'), { code: '25001' });
  await client.run('rollback');
  for (const action of ['show', 'run', 'alter', 'drop']) {
    await assert.rejects(client.run(`copy job ${action} k`), {
      code: '42704',
      message: 'copy job "k" does not exist',
    });
  }
});

test('a job is its owner’s, and a superuser’s', async () => {
  await using job = await openJobTest();
  const { s3, client, warehouse } = job;
  await client.run("create user u password 'Secret123'; create user v password 'Secret123'");
  const owner = await TestClient.open(warehouse, { user: 'u' });
  const other = await TestClient.open(warehouse, { user: 'v' });
  const create = `copy t from 's3://bucket/in/' iam_role '${s3.roleArn}' job create j`;
  await assert.rejects(owner.run(create), { code: '42501' });
  await client.run('grant insert on t to u');
  await owner.run(create);
  await assert.rejects(other.run('copy job show j'), { code: '42501' });
  assert.deepEqual(await other.rows('copy job list'), []);
  assert.deepEqual(await other.rows('select * from sys_copy_job'), []);
  assert.equal((await owner.rows('copy job list')).length, 1);
  await s3.put('bucket', 'in/a.txt', '1\n');
  await until(client, 'select count(*) from t', '1');
  await owner.close();
  await client.run('revoke insert on t from u');
  await s3.put('bucket', 'in/b.txt', '2\n');
  await until(client, 'select count(*) from sys_copy_job_info', '1');
  await assert.rejects(client.run('drop user u'), { code: '55006' });
  await client.run('copy job run j');
  assert.equal(await client.value('select count(*) from t'), '2');
  await client.run('copy job drop j');
  await client.run('drop user u');
  await other.close();
});

test('jobs go with their database, and their names are its own', async () => {
  await using job = await openJobTest();
  const { s3, client, warehouse } = job;
  await job.createJob('j', 'auto off');
  await client.run('create database d');
  const other = await TestClient.open(warehouse, { database: 'd' });
  await other.run('create table t (a int)');
  await other.run(`copy t from 's3://bucket/in/' iam_role '${s3.roleArn}' job create j`);
  await s3.put('bucket', 'in/a', '1\n');
  await until(other, 'select count(*) from t', '1');
  const databases = 'select database_name from sys_copy_job_detail';
  assert.deepEqual(await client.rows(databases), [['d']]);
  await other.close();
  // The run of the job may still be leaving the database.
  await until(client, "select count(*) from stv_sessions where db_name = 'd'", '0');
  await client.run('drop database d');
  assert.equal(await client.value('select count(*) from sys_copy_job'), '1');
  assert.deepEqual(await client.rows(databases), []);
});

test('quoted names keep their case where the job was made so', async () => {
  await using job = await openJobTest();
  const { s3, client } = job;
  await client.run('set enable_case_sensitive_identifier to true');
  await client.run('create table "Mixed" ("Name" varchar(9))');
  await client.run(
    `copy "Mixed" ("Name") from 's3://bucket/in/' iam_role '${s3.roleArn}' csv ignoreheader 1 job create j`,
  );
  await client.run('reset enable_case_sensitive_identifier');
  await s3.put('bucket', 'in/a', 'Name\nx\n');
  await client.run('set enable_case_sensitive_identifier to true');
  await until(client, 'select "Name" from "Mixed"', 'x');
});
