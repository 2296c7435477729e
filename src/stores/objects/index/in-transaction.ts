import type { DatabaseSync } from 'node:sqlite';

/** Runs `work` in a transaction of its own, which is on disk when this returns; nothing remains when it throws. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
