import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { CatalogTransaction } from '#warehouse/catalog-interface.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import type { LockOwner } from '#warehouse/locks/lock-owner.ts';
import type { Shared } from '#warehouse/session/shared.ts';
import type { SessionSettings } from '#warehouse/settings/session-settings.ts';

export interface TransactionFacts {
  pid: number;
  userId: number;
  database: string;
}

/**
 * One transaction of a session: the engine's, the catalog's, the settings' and the locks together. The engine's begins with the first
 * statement that needs it, so that its snapshot is taken after the locks.
 */
export class SessionTransaction implements LockOwner {
  readonly transactionId: bigint;
  readonly pid: number;
  readonly facts: TransactionFacts;
  readonly started = nowMicroseconds();
  readonly catalog: CatalogTransaction;
  /** Inside BEGIN … COMMIT; otherwise it lasts for one statement, string or extended-protocol batch. */
  explicit = false;
  readOnly = false;
  /** An error has undone it; only its end is left. */
  failed = false;
  commitStarted: bigint | undefined;
  /** The table that the last writing statement was about. */
  lastTarget: number | undefined;
  readonly #shared: Shared;
  readonly #connection: Connection;
  readonly #settings: SessionSettings;
  readonly #written = new Set<number>();
  #engineBegun = false;
  #over = false;

  /** `catalog` is the session's, without changes. */
  constructor(
    shared: Shared,
    connection: Connection,
    settings: SessionSettings,
    catalog: CatalogTransaction,
    facts: TransactionFacts,
  ) {
    this.#shared = shared;
    this.#connection = connection;
    this.#settings = settings;
    this.facts = facts;
    this.pid = facts.pid;
    this.transactionId = shared.nextTransactionId();
    this.catalog = catalog;
    settings.begin();
  }

  get engineBegun(): boolean {
    return this.#engineBegun;
  }

  async beginEngine(): Promise<void> {
    if (this.#engineBegun) return;
    await this.#connection.run('BEGIN');
    this.#engineBegun = true;
  }

  /** Remembers a table that was written, to name this transaction to those who conflict with it. */
  wrote(oid: number): void {
    const { tableWrites } = this.#shared;
    if (this.#written.has(oid)) tableWrites.add(oid);
    else tableWrites.begin(oid);
    this.#written.add(oid);
    this.lastTarget = oid;
  }

  /** When the engine refuses, everything is undone and its error thrown. */
  async commit(): Promise<void> {
    this.commitStarted = nowMicroseconds();
    try {
      if (this.#engineBegun) await this.#connection.run('COMMIT');
      this.catalog.commit();
    } catch (error) {
      await this.rollback();
      throw error;
    }
    for (const oid of this.#written) this.#shared.lastWriters.set(oid, this);
    this.#settings.commit();
    this.#end('committed');
  }

  /** Undoes everything; the locks are free at once. */
  async rollback(): Promise<void> {
    if (this.#over) return;
    // After a failed COMMIT the engine has no transaction left, and says so.
    if (this.#engineBegun) await this.#connection.rollback().catch(() => undefined);
    this.catalog.rollback();
    this.#settings.rollback();
    this.#end('rolledback');
  }

  #end(status: 'committed' | 'rolledback'): void {
    this.#over = true;
    this.#engineBegun = false;
    for (const oid of this.#written) this.#shared.tableWrites.end(oid);
    this.#shared.locks.releaseAll(this);
    this.#shared.history.transactionEnded(this, status);
  }
}
