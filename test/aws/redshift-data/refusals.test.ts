import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ExecuteStatementCommand, type ExecuteStatementCommandInput } from '@aws-sdk/client-redshift-data';
import { TestDataApi } from '../../support/data-api.ts';

let api: TestDataApi;
before(async () => {
  api = await TestDataApi.start();
});
after(() => api[Symbol.asyncDispose]());

const good = { ClusterIdentifier: 'default', Database: 'dev', Sql: 'select 1' };

const refused: [string, Partial<ExecuteStatementCommandInput>, RegExp][] = [
  ['no warehouse', { ClusterIdentifier: undefined }, /^Either ClusterIdentifier or WorkgroupName/],
  ['two warehouses', { WorkgroupName: 'default' }, /cannot be given together/],
  [
    'an unknown cluster',
    { ClusterIdentifier: 'other' },
    /^Redshift endpoint doesn't exist in this region\.$/,
  ],
  ['no database', { Database: undefined }, /^Database must be given/],
  ['a user and a secret', { DbUser: 'a', SecretArn: 'b' }, /cannot be given together/],
  [
    'no SQL',
    { Sql: undefined },
    /^1 validation error detected: Value null at 'sql' failed to satisfy constraint: Member must not be null$/,
  ],
  ['too long SQL', { Sql: `select '${'x'.repeat(200 * 1024)}'` }, /larger than 204800 bytes/],
  [
    'a wait that is too long',
    { WaitTimeSeconds: 31 },
    /Value '31' at 'waitTimeSeconds' failed to satisfy constraint: Member must have value less than or equal to 30/,
  ],
  ['an empty value', { Parameters: [{ name: 'a', value: '' }] }, /at 'parameters\.1\.member\.value'/],
  ['an unknown format', { ResultFormat: 'XML' as 'CSV' }, /enum value set: \[JSON, CSV\]/],
];

for (const [what, change, message] of refused) {
  test(`refused: ${what}`, async () => {
    await assert.rejects(api.client.send(new ExecuteStatementCommand({ ...good, ...change })), {
      name: 'ValidationException',
      message,
    });
  });
}

test('a secret, as long as there is no Secrets Manager', async () => {
  await assert.rejects(api.client.send(new ExecuteStatementCommand({ ...good, SecretArn: 'arn:aws:x' })), {
    name: 'NotImplemented',
  });
});

test('a workgroup by its ARN', async () => {
  const arn = (account: string) =>
    `arn:aws:redshift-serverless:us-east-1:${account}:workgroup/00000000-0000-4000-8000-000000000001`;
  const ask = { ClusterIdentifier: undefined, WorkgroupName: arn('000000000000') };
  assert.deepEqual(await api.rows('select 1', ask), [[1]]);
  await assert.rejects(api.rows('select 1', { ...ask, WorkgroupName: arn('111111111111') }), {
    name: 'ValidationException',
  });
});

test('a repeated token runs nothing again', async () => {
  await api.run('create table once (a int)');
  const ask = { ...good, Sql: 'insert into once values (1)', ClientToken: 'token-1' };
  const first = await api.client.send(new ExecuteStatementCommand(ask));
  const second = await api.client.send(new ExecuteStatementCommand(ask));
  assert.equal(first.Id, second.Id);
  await api.end(first.Id ?? '');
  assert.equal((await api.client.send(new ExecuteStatementCommand(ask))).Id, first.Id);
  assert.deepEqual(await api.rows('select count(*) from once'), [[1]]);
  await assert.rejects(api.client.send(new ExecuteStatementCommand({ ...ask, Sql: 'select 2' })), {
    name: 'ValidationException',
    message: /ClientToken/,
  });
});

test('many at once', async () => {
  const ended = await Promise.all(Array.from({ length: 200 }, (_, index) => api.rows(`select ${index}`)));
  assert.deepEqual(
    ended.map((rows) => rows[0]?.[0]),
    Array.from({ length: 200 }, (_, index) => index),
  );
});
