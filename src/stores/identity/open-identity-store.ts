import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { prepareIdentity } from '#stores/identity/identity-schema.ts';
import { SqliteIdentityStore } from '#stores/identity/sqlite-identity-store.ts';

const accountId = '000000000000';

/**
 * Opens the account of a data folder, or with `file` undefined one in memory. A new account has the user `admin` with
 * an access key and the role `slipher-redshift`. With `allowAny` every well-formed key and role is taken.
 */
export function openIdentityStore(options: {
  file: string | undefined;
  allowAny: boolean;
}): SqliteIdentityStore {
  // Secrets are in it: it is its owner's alone before the first is written.
  if (options.file !== undefined) {
    closeSync(openSync(options.file, 'a', 0o600));
    chmodSync(options.file, 0o600);
  }
  const database = new DatabaseSync(options.file ?? ':memory:');
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    prepareIdentity(database, accountId, Date.now());
  } catch (error) {
    database.close();
    throw error;
  }
  return new SqliteIdentityStore(database, accountId, options.allowAny);
}
