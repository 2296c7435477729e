import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLog } from '#base/log.ts';
import { resultEncoder } from '#postgres-wire/encode/result-encoder.ts';
import type { DataApi, StatementRequest } from '#warehouse/data-api/data-api.ts';
import { openDataApi } from '#warehouse/data-api/open-data-api.ts';
import type { StatementRecord } from '#warehouse/data-api/statement-record.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { endless } from '../../support/data-api.ts';
import { openTestWarehouse } from '../../support/warehouse.ts';

let warehouse: Warehouse;
let dataApi: DataApi & AsyncDisposable;
const ended: StatementRecord[] = [];
const owner = { role: 'arn:r', principal: 'arn:r' };

before(async () => {
  warehouse = await openTestWarehouse();
  dataApi = await openDataApi({
    warehouse,
    dataFolder: undefined,
    administrator: 'awsuser',
    rowTextOf: (columns, session) => resultEncoder(columns, [], 0, session),
    limits: { activeMax: 2, concurrentMax: 1, sessionsMax: 1, waitingMax: 1, resultBytesMax: 20_000 },
    ended: (record) => ended.push(record),
    log: createLog('warn', false),
  });
});
after(async () => {
  await dataApi[Symbol.asyncDispose]();
  await warehouse.close();
});

function submit(sql: string, more: Partial<StatementRequest> = {}): string {
  const target = { clusterIdentifier: 'default', database: 'dev', dbUser: 'awsuser' };
  const place = { target, user: { name: 'awsuser' } };
  return dataApi.submit({ owner, sqls: [sql], place, resultFormat: 'JSON', withEvent: false, ...more }).id;
}

async function end(id: string): Promise<StatementRecord> {
  await dataApi.wait(id, 30);
  return dataApi.find(id, owner);
}

test('a result that is too large', async () => {
  const failed = await end(submit(endless));
  assert.deepEqual([failed.status, failed.error], ['FAILED', 'ERROR: Database response exceeded size limit']);
});

test('too many statements, and one that is stopped before its turn', async () => {
  const first = submit(endless, { resultFormat: 'CSV' });
  const second = submit('select 2');
  assert.throws(() => submit('select 3'), { code: 'ActiveStatementsExceededException' });
  const waiting = dataApi.wait(second, 30);
  await assert.rejects(dataApi.wait(second, 30), { code: 'ActiveWaitingRequestsExceededException' });
  dataApi.cancel(second, owner);
  await waiting;
  const stopped = dataApi.find(second, owner);
  assert.deepEqual([stopped.status, stopped.pid], ['ABORTED', 0]);
  await end(first);
});

test('too many sessions', async () => {
  await end(submit('select 1', { keepAliveSeconds: 60 }));
  assert.throws(() => submit('select 1', { keepAliveSeconds: 60 }), {
    code: 'ActiveSessionsExceededException',
  });
});

test('an end is told where that was asked for', async () => {
  const id = submit('select 1', { withEvent: true });
  await end(id);
  assert.deepEqual(
    ended.map((record) => [record.id, record.status]),
    [[id, 'FINISHED']],
  );
});
