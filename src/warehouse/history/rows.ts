import type { StatementRecord } from '#warehouse/history/statement-record.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import type { SessionTransaction } from '#warehouse/session/transaction.ts';
import type { SessionRequest } from '#warehouse/session-interface.ts';
import type { LiveValue } from '#warehouse/system-relations/live-relations.ts';

// Each function makes a row in the column order of live-relations.ts.

export function statementRow(record: StatementRecord): LiveValue[] {
  const { started, ended, target, error } = record;
  const busyUs = record.planningUs + record.lockWaitUs;
  const elapsedUs = ended === undefined ? null : ended - started;
  return [
    record.userId,
    record.queryId,
    record.label,
    record.transactionId ?? null,
    record.pid,
    record.database,
    record.queryType,
    record.log.toUpperCase(),
    record.status,
    started,
    ended ?? null,
    record.planningUs,
    record.lockWaitUs,
    elapsedUs === null || elapsedUs < busyUs ? elapsedUs : elapsedUs - busyUs,
    record.returnedRows,
    null,
    record.affectedRows ?? null,
    target ? BigInt(target.oid) : null,
    target?.name ?? null,
    error?.code ?? null,
    error?.message ?? null,
    record.text,
  ];
}

export function transactionRow(
  transaction: SessionTransaction,
  isolation: 'snapshot' | 'serializable',
  status: 'active' | 'committed' | 'rolledback',
  ended: bigint | null,
): LiveValue[] {
  return [
    transaction.transactionId,
    transaction.facts.userId,
    transaction.pid,
    transaction.facts.database,
    isolation === 'snapshot' ? 'Snapshot Isolation' : 'Serializable',
    status,
    transaction.started,
    transaction.commitStarted ?? null,
    ended,
  ];
}

export function conflictRow(
  transaction: SessionTransaction,
  oid: number | undefined,
  aborted: bigint,
): LiveValue[] {
  const { transactionId, pid, started } = transaction;
  return [transactionId, pid, started, aborted, oid === undefined ? null : BigInt(oid)];
}

export function connectionRow(
  event: string,
  request: Partial<SessionRequest>,
  pid: number,
  time: bigint,
  durationUs: bigint,
): LiveValue[] {
  const { peer } = request;
  return [
    event,
    time,
    peer?.remoteHost ?? null,
    peer === undefined ? null : String(peer.remotePort),
    pid,
    request.database ?? null,
    request.user ?? null,
    peer?.authMethod ?? null,
    durationUs,
    peer?.sslVersion ?? null,
    peer?.sslCipher ?? null,
    request.applicationName ?? null,
    peer?.driverVersion ?? null,
    peer?.osVersion ?? null,
    peer?.pluginName ?? null,
    peer?.protocolVersion ?? null,
    null,
  ];
}

export function sessionRow(
  core: SessionCore,
  status: 'active' | 'closed' | 'timed out',
  ended: bigint | null,
): LiveValue[] {
  return [
    core.pid,
    core.userId,
    core.request.user,
    core.database,
    status,
    core.timeoutSeconds,
    core.started,
    ended,
  ];
}
