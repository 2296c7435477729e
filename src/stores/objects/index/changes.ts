import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { diskError } from '#stores/objects/disk-error.ts';
import { syncFolder } from '#stores/objects/files/sync-file.ts';
import { inTransaction } from '#stores/objects/index/in-transaction.ts';
import type { WriteAheadLog } from '#stores/objects/index/write-ahead-log.ts';

interface Waiting {
  folder: string | undefined;
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * All changes of the index. Those that come while another is being written are committed together with the next
 * one, so that a thousand small objects share the waiting for the disk; each still is acknowledged only after its
 * own commit, and fails alone.
 */
export class Changes {
  readonly #database: DatabaseSync;
  readonly #log: WriteAheadLog;
  readonly #forget: StatementSync;
  readonly #setSequence: StatementSync;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #sequence: number;
  /** Files that were unlinked: the next commit forgets that they had to be. */
  #unlinked: string[] = [];

  constructor(database: DatabaseSync, log: WriteAheadLog) {
    this.#database = database;
    this.#log = log;
    this.#forget = database.prepare('delete from discarded where file = ?');
    this.#setSequence = database.prepare("update counters set value = ? where name = 'sequence'");
    const row = database.prepare("select value from counters where name = 'sequence'").get();
    this.#sequence = (row as { value: number }).value;
  }

  /** The number of a change; ascending, and never given twice by a change that was committed. */
  nextSequence(): number {
    this.#sequence++;
    return this.#sequence;
  }

  /** Makes a change of `resource` and returns when it is on disk. */
  now<T>(resource: string, work: () => T): T {
    try {
      const result = this.#inTransaction(work);
      this.#log.syncNow();
      return result;
    } catch (error) {
      throw diskError(error, resource);
    }
  }

  /**
   * Makes a change together with others that wait, and resolves when it is on disk. `folder` has a new file and is
   * brought to disk first. When `work` throws, nothing of it remains.
   */
  soon<T>(folder: string | undefined, work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ folder, work, resolve: resolve as (value: unknown) => void, reject });
      this.#running ??= this.#run();
    });
  }

  forget(unlinked: string): void {
    this.#unlinked.push(unlinked);
  }

  /** Waits for the changes that are under way. */
  async settle(): Promise<void> {
    while (this.#running) await this.#running;
    if (this.#unlinked.length > 0) this.#inTransaction(() => undefined);
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const folders = new Set(batch.map(({ folder }) => folder).filter((folder) => folder !== undefined));
        await Promise.all([...folders].map(syncFolder));
        const answers = this.#inTransaction(() => batch.map((change) => this.#attempt(change)));
        await this.#log.sync();
        for (const answer of answers) answer();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = undefined;
  }

  /** The call that tells the outcome, for after the commit. */
  #attempt({ work, resolve, reject }: Waiting): () => void {
    this.#database.exec('savepoint change');
    try {
      const value = work();
      this.#database.exec('release change');
      return () => resolve(value);
    } catch (error) {
      this.#database.exec('rollback to change; release change');
      return () => reject(error);
    }
  }

  #inTransaction<T>(work: () => T): T {
    const unlinked = this.#unlinked;
    const result = inTransaction(this.#database, () => {
      const value = work();
      for (const file of unlinked) this.#forget.run(file);
      this.#setSequence.run(this.#sequence);
      return value;
    });
    this.#unlinked = this.#unlinked.slice(unlinked.length);
    return result;
  }
}
