import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import {
  deleteSql,
  engineTable,
  insertSql,
  type RecordOf,
  readRecords,
} from '#warehouse/catalog/engine-table.ts';
import type { GrantableClass, GrantRow, ObjectGrants } from '#warehouse/catalog-interface.ts';

const grants = engineTable(
  'grants',
  {
    object_class: 'text',
    object_oid: 'oid',
    column_number: 'integer',
    grantee_kind: 'text',
    grantee_id: 'oid',
    privilege: 'text',
    grant_option: 'boolean',
    grantor: 'oid',
  },
  ['object_class', 'object_oid', 'column_number', 'grantee_kind', 'grantee_id', 'privilege'],
);

export function grantKey(objectClass: GrantableClass, oid: number): string {
  return `${objectClass}.${oid}`;
}

/** All grants on one object are one row in memory. */
export const grantTable: CatalogTable<string, ObjectGrants> = {
  noun: 'grants',
  engineTables: [grants],
  key: (row) => grantKey(row.objectClass, row.objectOid),
  insert: (row) =>
    insertSql(
      grants,
      row.grants.map((grant) => grantRecord(row, grant)),
    ),
  remove: (row) => [deleteSql(grants, { object_class: row.objectClass, object_oid: row.objectOid })],
  async load(connection) {
    const rows = new Map<string, ObjectGrants>();
    for (const record of await readRecords(connection, grants)) {
      const objectClass = record.object_class as GrantableClass;
      const key = grantKey(objectClass, record.object_oid);
      const row = rows.get(key) ?? { objectClass, objectOid: record.object_oid, grants: [] };
      row.grants.push(grantRow(record));
      rows.set(key, row);
    }
    return [...rows.values()];
  },
};

function grantRecord(row: ObjectGrants, grant: GrantRow): RecordOf<typeof grants> {
  return {
    object_class: row.objectClass,
    object_oid: row.objectOid,
    column_number: grant.columnNumber,
    grantee_kind: grant.granteeKind,
    grantee_id: grant.granteeId,
    privilege: grant.privilege,
    grant_option: grant.grantOption,
    grantor: grant.grantor,
  };
}

function grantRow(record: RecordOf<typeof grants>): GrantRow {
  return {
    columnNumber: record.column_number,
    granteeKind: record.grantee_kind as GrantRow['granteeKind'],
    granteeId: record.grantee_id,
    privilege: record.privilege,
    grantOption: record.grant_option,
    grantor: record.grantor,
  };
}
