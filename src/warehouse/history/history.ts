import type { Statement } from '#sql/ast.ts';
import { maskSecrets } from '#sql/mask-secrets.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { liveRows } from '#warehouse/history/live-rows.ts';
import type { LogStore, StoredLog } from '#warehouse/history/log-store.ts';
import { queryType } from '#warehouse/history/query-type.ts';
import {
  conflictRow,
  connectionRow,
  sessionRow,
  statementRow,
  transactionRow,
} from '#warehouse/history/rows.ts';
import type { StatementRecord } from '#warehouse/history/statement-record.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import type { Shared } from '#warehouse/session/shared.ts';
import type { SessionTransaction } from '#warehouse/session/transaction.ts';
import type { SessionRequest } from '#warehouse/session-interface.ts';
import { statementKinds } from '#warehouse/statements/dispatch.ts';
import {
  type LiveRelationName,
  type LiveValue,
  liveSelect,
} from '#warehouse/system-relations/live-relations.ts';

/** Redshift's logs hold so much of a statement (327 pieces of 200 characters). */
const textLengthMax = 65_400;
/** Of an INSERT only what STL_QUERY.querytxt shows: the rest of a long one is rows, and would fill the log. */
const insertLengthMax = 4000;

/** What happened and what goes on: the rows behind the STL_, STV_ and SYS_ relations. */
export class History {
  readonly #store: LogStore;
  #shared: Shared | undefined;

  constructor(store: LogStore) {
    this.#store = store;
  }

  /** Running statements and open transactions are the sessions' own; they are asked for when someone looks. */
  observe(shared: Shared): void {
    this.#shared = shared;
  }

  statementStarted(
    core: SessionCore,
    { statement, ownText }: { statement: Statement; ownText: string },
  ): StatementRecord {
    const { log } = statementKinds[statement.kind];
    return {
      queryId: core.shared.nextQueryId(),
      pid: core.pid,
      userId: core.user.id,
      database: core.database,
      label: core.settings.get('query_group') || 'default',
      transactionId: core.transaction?.transactionId,
      queryType: queryType(statement, log),
      log,
      text: loggedText(maskSecrets(ownText, statement.kind), statement),
      started: nowMicroseconds(),
      ended: undefined,
      status: 'running',
      planningUs: 0n,
      lockWaitUs: 0n,
      returnedRows: 0n,
      affectedRows: undefined,
      target: undefined,
      error: undefined,
      tag: '',
    };
  }

  statementEnded(
    record: StatementRecord,
    status: StatementRecord['status'],
    error?: { code: string; message: string },
  ): void {
    if (record.ended !== undefined) return;
    record.ended = nowMicroseconds();
    record.status = status;
    record.error = error && { code: error.code, message: error.message };
    this.#store.buffers.statements.add(statementRow(record));
  }

  /** A row of a log whose writer knows its columns (live-relations.ts). */
  add(name: StoredLog, values: LiveValue[]): void {
    this.#store.buffers[name].add(values);
  }

  transactionEnded(transaction: SessionTransaction, status: 'committed' | 'rolledback'): void {
    const isolation = transaction.catalog.database(transaction.facts.database)?.isolation ?? 'snapshot';
    this.#store.buffers.transactions.add(transactionRow(transaction, isolation, status, nowMicroseconds()));
  }

  conflict(transaction: SessionTransaction, oid: number | undefined, aborted: bigint): void {
    this.#store.buffers.conflicts.add(conflictRow(transaction, oid, aborted));
  }

  connectionEvent(event: string, request: Partial<SessionRequest>, pid: number, durationUs = 0n): void {
    this.#store.buffers.connections.add(connectionRow(event, request, pid, nowMicroseconds(), durationUs));
  }

  sessionEnded(core: SessionCore, status: 'closed' | 'timed out'): void {
    this.#store.buffers.session_history.add(sessionRow(core, status, nowMicroseconds()));
  }

  /** DuckDB SELECT of a live relation's rows. `asking` matters for its own settings and its snapshot. */
  async liveSelect(name: string, asking: SessionCore): Promise<string> {
    const relation = name as LiveRelationName;
    const newSnapshot = !asking.transaction?.engineBegun;
    if (newSnapshot) await this.#store.flush();
    const current = this.#shared ? liveRows(relation, this.#shared, asking) : [];
    const buffer = this.#store.buffers[relation as keyof LogStore['buffers']];
    return buffer ? buffer.select(current, newSnapshot) : liveSelect(relation, current);
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}

/** A part of a longer text is copied: a mere slice would keep the whole statement in memory. */
function loggedText(text: string, { kind }: Statement): string {
  const lengthMax = kind === 'insert' ? insertLengthMax : textLengthMax;
  return text.length <= lengthMax
    ? text
    : Buffer.from(text.slice(0, lengthMax), 'utf16le').toString('utf16le');
}
