import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import { deleteSql, engineTable, insertSql, readRecords } from '#warehouse/catalog/engine-table.ts';
import type { CommentClass, CommentRow } from '#warehouse/catalog-interface.ts';

const comments = engineTable(
  'comments',
  { object_oid: 'oid', sub_id: 'integer', object_class: 'text', text: 'text' },
  ['object_class', 'object_oid', 'sub_id'],
);

export function commentKey(objectClass: CommentClass, oid: number, subId: number): string {
  return `${objectClass}.${oid}.${subId}`;
}

export const commentTable: CatalogTable<string, CommentRow> = {
  noun: 'comment',
  engineTables: [comments],
  key: (row) => commentKey(row.objectClass, row.objectOid, row.subId),
  insert: (row) =>
    insertSql(comments, [
      { object_oid: row.objectOid, sub_id: row.subId, object_class: row.objectClass, text: row.text },
    ]),
  remove: (row) => [
    deleteSql(comments, { object_class: row.objectClass, object_oid: row.objectOid, sub_id: row.subId }),
  ],
  async load(connection) {
    return (await readRecords(connection, comments)).map((record) => ({
      objectClass: record.object_class as CommentClass,
      objectOid: record.object_oid,
      subId: record.sub_id,
      text: record.text,
    }));
  },
};
