import type { JsonCaller } from '#aws/protocols/json/json-operation.ts';
import type { JsonStructure } from '#aws/protocols/json/json-value.ts';
import { ModelledError } from '#aws/protocols/json/modelled-error.ts';
import { ownerOf } from '#aws/services/redshift-data/caller.ts';
import { type ConnectionInput, readConnection } from '#aws/services/redshift-data/connection.ts';
import type { RedshiftData } from '#aws/services/redshift-data/redshift-data.ts';
import type { StatementRequest } from '#warehouse/data-api/data-api.ts';
import {
  type ExecutionMode,
  isOver,
  type Parameter,
  type StatementRecord,
} from '#warehouse/data-api/statement-record.ts';

/** What ExecuteStatement and BatchExecuteStatement have in common. */
export interface ExecuteInput extends ConnectionInput {
  WithEvent?: boolean;
  StatementName?: string;
  Parameters?: Parameter[];
  ClientToken?: string;
  ResultFormat?: 'JSON' | 'CSV';
  SessionKeepAliveSeconds?: number;
  SessionId?: string;
  WaitTimeSeconds?: number;
}

/** Accepts a statement, and waits for its end where that was asked for. */
export async function execute(
  service: RedshiftData,
  input: ExecuteInput,
  sql: { sqls: string[]; executionMode?: ExecutionMode },
  caller: JsonCaller,
): Promise<JsonStructure> {
  const { dataApi } = service;
  const record = dataApi.submit({
    ...sql,
    owner: ownerOf(caller),
    place: await readPlace(service, input, caller),
    name: input.StatementName,
    parameters: input.Parameters,
    resultFormat: input.ResultFormat ?? 'JSON',
    keepAliveSeconds: input.SessionKeepAliveSeconds,
    withEvent: input.WithEvent ?? false,
    clientToken: input.ClientToken,
  });
  await dataApi.wait(record.id, input.WaitTimeSeconds);
  return answer(
    record,
    input.WaitTimeSeconds === undefined ? record : dataApi.find(record.id, record.owner),
    input,
  );
}

async function readPlace(
  service: RedshiftData,
  input: ExecuteInput,
  caller: JsonCaller,
): Promise<StatementRequest['place']> {
  const { SessionId, ClusterIdentifier, WorkgroupName, Database, DbUser, SecretArn } = input;
  if (SessionId === undefined) return readConnection(service, input, caller);
  const given = Object.entries({ ClusterIdentifier, WorkgroupName, Database, DbUser, SecretArn })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (given.length === 0) return { sessionId: SessionId };
  throw new ModelledError(
    'ValidationException',
    `${given.join(', ')} cannot be given together with SessionId.`,
  );
}

function answer(record: StatementRecord, latest: StatementRecord, input: ExecuteInput): JsonStructure {
  const { target, sessionId } = record;
  return {
    Id: record.id,
    CreatedAt: new Date(record.createdAt),
    ClusterIdentifier: target.clusterIdentifier,
    WorkgroupName: target.workgroupName,
    Database: target.database,
    DbUser: target.dbUser,
    DbGroups: [],
    SecretArn: target.secretArn,
    SessionId: sessionId,
    ...(input.WaitTimeSeconds === undefined ? {} : waited(latest)),
  };
}

function waited({ status, pid, parts }: StatementRecord): JsonStructure {
  const hasResult = isOver(status) && parts.some(({ columns }) => columns !== undefined);
  return { Status: status, RedshiftPid: pid, HasResultSet: hasResult };
}
