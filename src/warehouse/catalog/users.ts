import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import {
  deleteSql,
  engineTable,
  insertSql,
  type RecordOf,
  readRecords,
} from '#warehouse/catalog/engine-table.ts';
import type { UserRow } from '#warehouse/catalog-interface.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

const users = engineTable(
  'users',
  {
    id: 'oid',
    name: 'text',
    superuser: 'boolean',
    create_db: 'boolean',
    verifier: 'text',
    valid_until: 'time?',
    connection_limit: 'oid',
    session_timeout: 'oid?',
    syslog_access: 'text',
    settings: 'text',
    external_id: 'text?',
    created: 'time',
  },
  ['id'],
);

/** `valid_until` repeats what the verifier holds, for the system relations. */
export const userTable: CatalogTable<number, UserRow> = {
  noun: 'user',
  engineTables: [users],
  key: (row) => row.id,
  name: (row) => row.name,
  insert: (row) => insertSql(users, [userRecord(row)]),
  remove: (row) => [deleteSql(users, { id: row.id })],
  async load(connection) {
    return (await readRecords(connection, users)).map(userRow);
  },
};

function userRecord(row: UserRow): RecordOf<typeof users> {
  const { validUntil } = row.verifier;
  return {
    id: row.id,
    name: row.name,
    superuser: row.superuser,
    create_db: row.createDb,
    verifier: JSON.stringify(row.verifier),
    valid_until: validUntil === undefined ? undefined : BigInt(validUntil) * 1000n,
    connection_limit: row.connectionLimit,
    session_timeout: row.sessionTimeoutSeconds,
    syslog_access: row.syslogAccess,
    settings: JSON.stringify(row.settings),
    external_id: row.externalId,
    created: row.created,
  };
}

function userRow(record: RecordOf<typeof users>): UserRow {
  return {
    id: record.id,
    name: record.name,
    superuser: record.superuser,
    createDb: record.create_db,
    verifier: JSON.parse(record.verifier) as PasswordVerifier,
    connectionLimit: record.connection_limit,
    sessionTimeoutSeconds: record.session_timeout,
    syslogAccess: record.syslog_access as UserRow['syslogAccess'],
    settings: JSON.parse(record.settings) as UserRow['settings'],
    externalId: record.external_id,
    created: record.created,
  };
}
