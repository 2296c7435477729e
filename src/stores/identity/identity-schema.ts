import type { DatabaseSync } from 'node:sqlite';
import { iamArn } from '#stores/identity/arn.ts';
import { randomId, randomSecret } from '#stores/identity/random-id.ts';

/** The user that a new account has, with the first access key. */
export const firstUserName = 'admin';
/** The role that a new account has: what `IAM_ROLE default` means. */
export const firstRoleName = 'slipher-redshift';

const redshiftTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'redshift.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** Names are unique without regard to case, and kept as given. */
const schema = `
  CREATE TABLE IF NOT EXISTS users (
    name TEXT PRIMARY KEY COLLATE NOCASE, id TEXT NOT NULL, arn TEXT NOT NULL, created INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS access_keys (
    id TEXT PRIMARY KEY, secret TEXT NOT NULL,
    user_name TEXT NOT NULL COLLATE NOCASE REFERENCES users (name),
    status TEXT NOT NULL CHECK (status IN ('Active', 'Inactive')), created INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS roles (
    name TEXT PRIMARY KEY COLLATE NOCASE, id TEXT NOT NULL, arn TEXT NOT NULL, trust_policy TEXT NOT NULL,
    description TEXT NOT NULL, created INTEGER NOT NULL, is_default INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`;

/**
 * Makes what is missing: the tables; in a new account its user and role; and an access key where no active one is
 * left, as whoever can start the process may do anything with its data, and could not get in otherwise.
 */
export function prepareIdentity(database: DatabaseSync, accountId: string, now: number): void {
  database.exec('BEGIN IMMEDIATE');
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > 1) throw new Error(`identity.sqlite was written by a later version of Slipher (${version})`);
  database.exec(schema);
  if (version === 0) {
    database
      .prepare('INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, 1)')
      .run(
        firstRoleName,
        randomId('AROA'),
        iamArn(accountId, 'role', firstRoleName),
        redshiftTrust,
        'What COPY and UNLOAD use with IAM_ROLE default',
        now,
      );
    database.exec('PRAGMA user_version = 1');
  }
  if (database.prepare("SELECT 1 FROM access_keys WHERE status = 'Active'").get() === undefined) {
    database
      .prepare('INSERT OR IGNORE INTO users VALUES (?, ?, ?, ?)')
      .run(firstUserName, randomId('AIDA'), iamArn(accountId, 'user', firstUserName), now);
    database
      .prepare("INSERT INTO access_keys VALUES (?, ?, ?, 'Active', ?)")
      .run(randomId('AKIA'), randomSecret(), firstUserName, now);
  }
  database.exec('COMMIT');
}
