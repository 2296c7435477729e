import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import { deleteSql, engineTable, insertSql, readRecords } from '#warehouse/catalog/engine-table.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';

const jobs = engineTable(
  'copy_jobs',
  {
    id: 'oid',
    database_oid: 'oid',
    name: 'text',
    owner: 'oid',
    auto: 'boolean',
    text: 'text',
    schema_name: 'text',
    case_sensitive: 'boolean',
    bucket: 'text',
    prefix: 'text',
    iam_role: 'text',
    created: 'time',
  },
  ['id'],
);

/**
 * The files that jobs know, by their keys. They may be many, so they are not held in memory; whoever changes them holds the
 * lock of the job. `status`: P waits to be loaded, I is loaded, E could not be loaded.
 */
export const copyJobFiles = engineTable(
  'copy_job_files',
  {
    job_id: 'oid',
    key: 'text',
    size: 'bigint',
    etag: 'text',
    modified: 'time',
    enqueued: 'time',
    status: 'text',
    message: 'text?',
  },
  ['job_id', 'key'],
);

export function copyJobKey(databaseOid: number, name: string): string {
  return `${databaseOid}.${name}`;
}

export const copyJobTable: CatalogTable<number, CopyJobRow> = {
  noun: 'copy job',
  engineTables: [jobs, copyJobFiles],
  key: (row) => row.id,
  name: (row) => copyJobKey(row.databaseOid, row.name),
  insert: ({ databaseOid, schemaName, caseSensitive, iamRole, ...row }) =>
    insertSql(jobs, [
      {
        ...row,
        database_oid: databaseOid,
        schema_name: schemaName,
        case_sensitive: caseSensitive,
        iam_role: iamRole,
      },
    ]),
  remove: (row) => [deleteSql(jobs, { id: row.id })],
  async load(connection) {
    const records = await readRecords(connection, jobs);
    return records.map(({ database_oid, schema_name, case_sensitive, iam_role, ...record }) => ({
      ...record,
      databaseOid: database_oid,
      schemaName: schema_name,
      caseSensitive: case_sensitive,
      iamRole: iam_role,
    }));
  },
};
