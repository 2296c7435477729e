import { RedshiftError } from '#base/errors.ts';
import type { Log } from '#base/log.ts';
import { errorText } from '#warehouse/data-api/error-text.ts';
import type { NumberedSql } from '#warehouse/data-api/named-parameters.ts';
import type { RowTextOf } from '#warehouse/data-api/results/row-text.ts';
import { runPart } from '#warehouse/data-api/run-part.ts';
import {
  isBatch,
  isOver,
  type Part,
  type StatementRecord,
  type StatementStatus,
} from '#warehouse/data-api/statement-record.ts';
import type { Session } from '#warehouse/session-interface.ts';

/** What a statement needs to run. */
export interface RunContext {
  /** Waits for the statement's turn; resolves to what ends it. */
  turn(signal: AbortSignal): Promise<() => void>;
  open(): Promise<Session>;
  /** After the last part: a session of the statement's own is closed, a kept one is free again. */
  done(session: Session | undefined): Promise<void>;
  /** The status changed; false before the last change, which is kept for good. */
  changed(record: StatementRecord, over: boolean): void;
  resultPath(partIndex: number): string;
  rowTextOf: RowTextOf;
  resultBytesMax: number;
  log: Log;
}

/** A statement under way, from its acceptance to its end. */
export class RunningStatement {
  readonly record: StatementRecord;
  /** Resolves at the end; never rejects. */
  readonly ended: Promise<void>;
  /** Requests that wait for the end. */
  waiting = 0;
  readonly #texts: readonly NumberedSql[];
  readonly #context: RunContext;
  readonly #stop = new AbortController();
  #session: Session | undefined;

  constructor(record: StatementRecord, texts: readonly NumberedSql[], context: RunContext) {
    this.record = record;
    this.#texts = texts;
    this.#context = context;
    this.ended = this.#run();
  }

  /** Stops it: the running query is interrupted, and what has not begun does not begin. */
  cancel(reason: 'user' | 'shutdown'): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(reason);
    this.#session?.cancel();
  }

  async #run(): Promise<void> {
    let giveTurn: (() => void) | undefined;
    try {
      giveTurn = await this.#context.turn(this.#stop.signal);
      this.#mark('PICKED');
      this.#session = await this.#context.open();
      this.record.pid = this.#session.pid;
      this.#mark('STARTED');
      await this.#runParts(this.#session);
    } catch (error) {
      this.#fail(error);
    }
    this.#settle();
    try {
      await this.#context.done(this.#session);
    } catch (error) {
      this.#context.log.error('a session of the Data API ended badly', { error });
    }
    giveTurn?.();
    this.record.updatedAt = Date.now();
    this.#context.changed(this.record, true);
  }

  async #runParts(session: Session): Promise<void> {
    const oneTransaction = this.record.executionMode === 'TRANSACTION';
    if (oneTransaction) await control(session, 'BEGIN');
    let failed = false;
    for (const [index, part] of this.record.parts.entries()) {
      if (this.#stop.signal.aborted || (failed && oneTransaction)) break;
      if (!(await this.#runPart(session, part, index))) failed = true;
    }
    if (oneTransaction) await control(session, failed || this.#stop.signal.aborted ? 'ROLLBACK' : 'COMMIT');
  }

  /** False where it failed. */
  async #runPart(session: Session, part: Part, index: number): Promise<boolean> {
    const sql = this.#texts[index];
    if (sql === undefined) throw new Error('a part without its text');
    const started = process.hrtime.bigint();
    part.status = 'STARTED';
    try {
      const { rowTextOf, resultBytesMax: bytesMax } = this.#context;
      const result = { path: this.#context.resultPath(index), format: this.record.resultFormat, bytesMax };
      const { rows, size, queryId, columns } = await runPart(session, sql, rowTextOf, result);
      Object.assign(part, { rows, size, queryId, ...(columns === undefined ? {} : { columns }) });
      part.status = 'FINISHED';
      return true;
    } catch (error) {
      if (!(error instanceof RedshiftError))
        this.#context.log.error('a statement failed unexpectedly', { error });
      part.status = this.#stop.signal.reason === 'user' ? 'ABORTED' : 'FAILED';
      part.error = errorText(error, sql.original);
      return false;
    } finally {
      part.updatedAt = Date.now();
      part.duration = Number(process.hrtime.bigint() - started);
    }
  }

  /** An error outside of any part: the connection, the commit. */
  #fail(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    if (!(error instanceof RedshiftError))
      this.#context.log.error('a statement failed unexpectedly', { error });
    this.record.error = errorText(error);
    if (!isBatch(this.record))
      Object.assign(this.record.parts[0] ?? {}, { status: 'FAILED', error: this.record.error });
  }

  /** Gives parts that never ran, and the whole, their last status. */
  #settle(): void {
    const { record } = this;
    const stopped = this.#stop.signal.reason;
    const never: StatementStatus = stopped === 'shutdown' ? 'FAILED' : 'ABORTED';
    for (const part of record.parts) if (!isOver(part.status)) part.status = never;
    const failed = record.parts.findIndex(({ status }) => status !== 'FINISHED');
    record.status = failed < 0 && record.error === undefined ? 'FINISHED' : 'FAILED';
    if (failed >= 0 && stopped === 'user') record.status = 'ABORTED';
    if (stopped === 'shutdown' && record.status === 'FAILED')
      record.error ??= 'ERROR: the warehouse was stopped';
    const first = record.parts.findIndex(({ error }) => error !== undefined);
    const text = record.parts[first]?.error;
    if (text !== undefined)
      record.error ??= isBatch(record) ? `Query #${first + 1} failed with ${text}` : text;
  }

  #mark(status: StatementStatus): void {
    this.record.status = status;
    this.record.updatedAt = Date.now();
    if (!isBatch(this.record)) for (const part of this.record.parts) part.status = status;
    this.#context.changed(this.record, false);
  }
}

async function control(session: Session, sql: string): Promise<void> {
  for await (const { batches } of session.run(sql)) for await (const _ of batches);
}
