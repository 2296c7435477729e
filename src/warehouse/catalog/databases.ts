import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import { deleteSql, engineTable, insertSql, readRecords } from '#warehouse/catalog/engine-table.ts';
import type { DatabaseRow } from '#warehouse/catalog-interface.ts';

const databases = engineTable(
  'databases',
  {
    oid: 'oid',
    name: 'text',
    owner: 'oid',
    isolation: 'text',
    collation: 'text',
    connection_limit: 'oid',
    created: 'time',
  },
  ['oid'],
);

export const databaseTable: CatalogTable<number, DatabaseRow> = {
  noun: 'database',
  engineTables: [databases],
  key: (row) => row.oid,
  name: (row) => row.name,
  insert: ({ connectionLimit, ...row }) =>
    insertSql(databases, [{ ...row, connection_limit: connectionLimit }]),
  remove: (row) => [deleteSql(databases, { oid: row.oid })],
  async load(connection) {
    const records = await readRecords(connection, databases);
    return records.map(({ connection_limit, ...record }) => ({
      ...(record as Omit<DatabaseRow, 'connectionLimit'>),
      connectionLimit: connection_limit,
    }));
  },
};
