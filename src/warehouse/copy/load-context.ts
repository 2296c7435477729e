import type { S3Services } from '#warehouse/copy/s3-services.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';
import type { StoredLog } from '#warehouse/history/log-store.ts';
import type { LiveValue } from '#warehouse/system-relations/live-relations.ts';

/** What COPY and UNLOAD need of their session besides a StatementContext. */
export interface LoadContext {
  readonly queryId: bigint;
  readonly transactionId: bigint;
  readonly pid: number;
  /** Aborted when the statement is cancelled, its time is up or its client has gone. */
  readonly signal: AbortSignal;
  /** S3 as this warehouse reaches it. 0A000 where it was opened without. */
  readonly s3: S3Services;
  /** Adds a row to a log, in the column order of `live-relations.ts`; a rollback does not take it back. */
  log(name: StoredLog, values: LiveValue[]): void;
  /** Shows rows of `load_state` and of `loads` while the statement runs; called when someone asks. */
  showWhileRunning(state: () => LiveValue[][], load?: () => LiveValue[][]): void;
  /** Shows rows of `unloads` while the statement runs. */
  showUnload(rows: () => LiveValue[][]): void;
  /** What pg_last_copy_id() and pg_last_copy_count() answer from now on; a rollback does not take it back. */
  setLastCopy(id: bigint, count: bigint): void;
  setLastUnload(id: bigint, count: bigint): void;
  /** Runs `work` with a connection outside the transaction, for reading files alone. */
  aside<T>(work: (connection: EngineConnection) => Promise<T>): Promise<T>;
}
