import { closeSync, fsyncSync, openSync } from 'node:fs';
import { syncDescriptor } from '#stores/objects/files/sync-file.ts';

/**
 * SQLite's write-ahead log of the index. A committed transaction is in it, or has been carried from it into the
 * index and brought to disk there; so once the log is on disk, everything committed before is.
 * https://sqlite.org/wal.html
 */
export class WriteAheadLog {
  readonly #descriptor: number;

  /** The log is there from the first transaction until the index is closed. */
  constructor(indexPath: string) {
    // Windows brings only files to disk that may be written.
    this.#descriptor = openSync(`${indexPath}-wal`, 'r+');
  }

  sync(): Promise<void> {
    return syncDescriptor(this.#descriptor);
  }

  syncNow(): void {
    fsyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
