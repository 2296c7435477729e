import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CancelStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  ListSessionsCommand,
  ListStatementsCommand,
} from '@aws-sdk/client-redshift-data';
import { endless, TestDataApi } from '../../support/data-api.ts';

let api: TestDataApi;
before(async () => {
  api = await TestDataApi.start();
});
after(() => api[Symbol.asyncDispose]());

test('temporary tables, settings and transactions live on', async () => {
  const first = await api.run('create temp table t as select 5 as a', { SessionKeepAliveSeconds: 60 });
  const SessionId = first.begun.SessionId;
  assert.match(SessionId ?? '', /^[0-9a-f-]{36}$/);
  assert.equal(first.SessionId, SessionId);
  assert.deepEqual(await api.rows('select a from t', { SessionId }), [[5]]);
  await api.run("set query_group to 'mine'", { SessionId });
  assert.deepEqual(await api.rows('show query_group', { SessionId }), [['mine']]);
  await api.run('begin', { SessionId });
  await api.run('create table in_block (a int)', { SessionId });
  const wrong = await api.run('select wrong', { SessionId });
  assert.equal(wrong.Status, 'FAILED');
  const ignored = await api.run('select 1', { SessionId });
  assert.equal(
    ignored.Error,
    'ERROR: current transaction is aborted, commands ignored until end of transaction block',
  );
  await api.run('rollback', { SessionId });
  assert.equal((await api.run('select * from in_block', { SessionId })).Status, 'FAILED');
  const told = await api.client.send(new ListSessionsCommand({ SessionId }));
  const [session] = told.Sessions ?? [];
  assert.equal(session?.Status, 'AVAILABLE');
  assert.equal(session.SessionAliveSeconds, 60);
  assert.equal(session.DbUser, 'IAM:admin');
  await api.run('select 1', { SessionId, SessionKeepAliveSeconds: 0 });
  const closed = await api.client.send(new ListSessionsCommand({ Status: 'CLOSED' }));
  assert.ok(closed.Sessions?.some((candidate) => candidate.SessionId === SessionId));
  await assert.rejects(api.run('select 1', { SessionId }), { name: 'ResourceNotFoundException' });
});

test('one statement at a time, which can be stopped', async () => {
  const { begun } = await api.run('select 1', { SessionKeepAliveSeconds: 60 });
  const { SessionId } = begun;
  const running = await api.client.send(new ExecuteStatementCommand({ SessionId, Sql: endless }));
  const busy = await api.client.send(new ListSessionsCommand({ Status: 'BUSY' }));
  assert.equal(busy.Sessions?.[0]?.CurrentStatementId, running.Id);
  await assert.rejects(api.run('select 1', { SessionId }), {
    name: 'ValidationException',
    message: /^Session is not available/,
  });
  const cancelled = await api.client.send(new CancelStatementCommand({ Id: running.Id }));
  assert.equal(cancelled.Status, true);
  const ended = await api.end(running.Id ?? '');
  assert.equal(ended.Status, 'ABORTED');
  await assert.rejects(api.client.send(new CancelStatementCommand({ Id: running.Id })), {
    name: 'ValidationException',
    message: /^Could not cancel a query that is already in ABORTED state/,
  });
  assert.deepEqual(await api.rows('select 2', { SessionId }), [[2]]);
  await assert.rejects(api.run('select 1', { SessionId, Database: 'dev' }), { name: 'ValidationException' });
});

test('stopping a batch stops all of it', async () => {
  const begun = api.batch(['select 1', endless, 'select 3']);
  const running = await untilRunning();
  await api.client.send(new CancelStatementCommand({ Id: running }));
  const ended = await begun;
  assert.equal(ended.Status, 'ABORTED');
  assert.deepEqual(
    ended.SubStatements?.map(({ Status }) => Status),
    ['FINISHED', 'ABORTED', 'ABORTED'],
  );
  await assert.rejects(api.client.send(new CancelStatementCommand({ Id: `${running}:2` })), {
    name: 'ValidationException',
  });
});

/** The id of the batch whose second statement runs. */
async function untilRunning(): Promise<string> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    const { Statements = [] } = await api.client.send(new ListStatementsCommand({ Status: 'STARTED' }));
    const Id = Statements.find(({ IsBatchStatement }) => IsBatchStatement)?.Id;
    if (Id === undefined) continue;
    const { SubStatements = [] } = await api.client.send(new DescribeStatementCommand({ Id }));
    if (SubStatements[1]?.Status === 'STARTED') return Id;
  }
  throw new Error('the batch never ran its second statement');
}
