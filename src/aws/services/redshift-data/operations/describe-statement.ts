import type { JsonStructure } from '#aws/protocols/json/json-value.ts';
import { ownerOf } from '#aws/services/redshift-data/caller.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';
import { partOf, readStatementId } from '#aws/services/redshift-data/statement-id.ts';
import { isBatch, isOver, type Part, type StatementRecord } from '#warehouse/data-api/statement-record.ts';

export const describeStatement: Operation<{ Id: string; WaitTimeSeconds?: number }> = async (
  { dataApi },
  { Id, WaitTimeSeconds },
  caller,
) => {
  const { id, partNumber } = readStatementId(Id);
  const owner = ownerOf(caller);
  dataApi.find(id, owner);
  await dataApi.wait(id, WaitTimeSeconds);
  const record = dataApi.find(id, owner);
  if (partNumber === undefined) return describe(record);
  return { ...common(record), ...describePart(partOf(record, Id).part), Id };
};

function describe(record: StatementRecord): JsonStructure {
  const { id, parts, status, error } = record;
  const [first] = parts;
  const times = { CreatedAt: new Date(record.createdAt), UpdatedAt: new Date(record.updatedAt) };
  if (!isBatch(record) && first !== undefined) {
    return { ...common(record), ...describePart(first), ...times, Id: id, Status: status, Error: error };
  }
  return {
    ...common(record),
    ...times,
    Id: id,
    Status: status,
    Error: error,
    Duration: isOver(status) ? total(parts, ({ duration }) => duration) : -1,
    HasResultSet: parts.some(({ columns }) => columns !== undefined),
    ResultRows: isOver(status) ? total(parts, ({ rows }) => rows) : -1,
    ResultSize: isOver(status) ? total(parts, ({ size }) => size) : -1,
    RedshiftQueryId: 0,
    ExecutionMode: record.executionMode,
    SubStatements: parts.map((part, index) => ({ ...describePart(part), Id: `${id}:${index + 1}` })),
  };
}

function common(record: StatementRecord): JsonStructure {
  const { target, pid, parameters, resultFormat, sessionId } = record;
  return {
    ClusterIdentifier: target.clusterIdentifier,
    WorkgroupName: target.workgroupName,
    Database: target.database,
    DbUser: target.dbUser,
    SecretArn: target.secretArn,
    RedshiftPid: pid,
    QueryParameters: parameters?.map(({ name, value }) => ({ name, value })),
    ResultFormat: resultFormat,
    SessionId: sessionId,
  };
}

function describePart(part: Part): JsonStructure {
  return {
    CreatedAt: new Date(part.createdAt),
    UpdatedAt: new Date(part.updatedAt),
    Duration: part.duration,
    Error: part.error,
    HasResultSet: part.columns !== undefined,
    QueryString: part.sql,
    RedshiftQueryId: part.queryId,
    ResultRows: part.rows,
    ResultSize: part.size,
    Status: part.status,
  };
}

/** What is not known, -1, adds nothing. */
function total(parts: readonly Part[], value: (part: Part) => number): number {
  return parts.reduce((sum, part) => sum + Math.max(0, value(part)), 0);
}
