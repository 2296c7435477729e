import type { Log } from '#base/log.ts';
import type { Catalog } from '#warehouse/catalog/catalog.ts';
import type { S3Services } from '#warehouse/copy/s3-services.ts';
import type { EngineInstance } from '#warehouse/engine/instance.ts';
import type { History } from '#warehouse/history/history.ts';
import type { LockOwner } from '#warehouse/locks/lock-owner.ts';
import type { LockTable } from '#warehouse/locks/lock-table.ts';
import type { Sessions } from '#warehouse/session/sessions.ts';
import type { TableWrites } from '#warehouse/session/table-writes.ts';

/** What all sessions of a warehouse share. */
export interface Shared {
  readonly engine: EngineInstance;
  readonly catalog: Catalog;
  readonly locks: LockTable;
  readonly sessions: Sessions;
  readonly history: History;
  readonly s3: S3Services | undefined;
  readonly log: Log;
  nextTransactionId(): bigint;
  nextQueryId(): bigint;
  readonly tableWrites: TableWrites;
  /** Who last wrote a table, by its oid: the other party of a write conflict. */
  readonly lastWriters: Map<number, LockOwner>;
}
