import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import {
  ExecuteStatementCommand,
  GetStatementResultCommand,
  ListSessionsCommand,
} from '@aws-sdk/client-redshift-data';
import { endless, TestDataApi } from '../../support/data-api.ts';

test('what finished is kept, what ran has failed, and nothing runs twice', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipher-data-api-test-'));
  const ask = { ClusterIdentifier: 'default', Database: 'dev', Sql: endless, ClientToken: 'once' };
  const ids = { finished: '', running: '', token: undefined as string | undefined };
  {
    await using api = await TestDataApi.start(['--data', folder]);
    await api.run(
      'create table digits as select 1 as d union all select 2 union all select 3 union all select 4',
    );
    const finished = await api.run(
      'select 1 from digits a, digits b, digits c, digits e, digits f, digits g limit 1500',
      { SessionKeepAliveSeconds: 600 },
    );
    ids.finished = finished.Id ?? '';
    ids.token = (await api.client.send(new GetStatementResultCommand({ Id: finished.Id }))).NextToken;
    const running = await api.client.send(new ExecuteStatementCommand(ask));
    ids.running = running.Id ?? '';
    await api.server.stop('SIGKILL');
  }
  {
    await using api = await TestDataApi.start(['--data', folder]);
    const failed = await api.end(ids.running);
    assert.equal(failed.Status, 'FAILED');
    assert.equal(failed.Error, 'ERROR: the warehouse stopped while the statement was under way');
    assert.equal((await api.client.send(new ExecuteStatementCommand(ask))).Id, ids.running);
    assert.equal((await api.records(ids.finished)).length, 1500);
    const page = await api.client.send(
      new GetStatementResultCommand({ Id: ids.finished, NextToken: ids.token }),
    );
    assert.equal(page.Records?.length, 500);
    assert.deepEqual((await api.client.send(new ListSessionsCommand({}))).Sessions, []);
  }
  await rm(folder, { recursive: true });
});
