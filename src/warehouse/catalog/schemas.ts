import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import { deleteSql, engineTable, insertSql, readRecords } from '#warehouse/catalog/engine-table.ts';
import type { SchemaRow } from '#warehouse/catalog-interface.ts';

const schemas = engineTable(
  'schemas',
  { oid: 'oid', database_oid: 'oid', name: 'text', owner: 'oid', quota_mb: 'oid?', created: 'time' },
  ['oid'],
);

export function schemaKey(databaseOid: number, name: string): string {
  return `${databaseOid}.${name}`;
}

export const schemaTable: CatalogTable<number, SchemaRow> = {
  noun: 'schema',
  engineTables: [schemas],
  key: (row) => row.oid,
  name: (row) => schemaKey(row.databaseOid, row.name),
  insert: ({ databaseOid, quotaMb, ...row }) =>
    insertSql(schemas, [{ ...row, database_oid: databaseOid, quota_mb: quotaMb }]),
  remove: (row) => [deleteSql(schemas, { oid: row.oid })],
  async load(connection) {
    const records = await readRecords(connection, schemas);
    return records.map(({ database_oid, quota_mb, ...record }) => ({
      ...record,
      databaseOid: database_oid,
      quotaMb: quota_mb,
    }));
  },
};
