import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import { deleteSql, engineTable, insertSql, readRecords } from '#warehouse/catalog/engine-table.ts';
import type { GroupRow } from '#warehouse/catalog-interface.ts';

const groups = engineTable('groups', { id: 'oid', name: 'text' }, ['id']);
const members = engineTable('group_members', { group_id: 'oid', user_id: 'oid' });

export const groupTable: CatalogTable<number, GroupRow> = {
  noun: 'group',
  engineTables: [groups, members],
  key: (row) => row.id,
  name: (row) => row.name,
  insert: (row) => [
    ...insertSql(groups, [{ id: row.id, name: row.name }]),
    ...insertSql(
      members,
      row.members.map((userId) => ({ group_id: row.id, user_id: userId })),
    ),
  ],
  remove: (row) => [deleteSql(groups, { id: row.id }), deleteSql(members, { group_id: row.id })],
  async load(connection) {
    const memberRecords = await readRecords(connection, members);
    return (await readRecords(connection, groups)).map((record) => ({
      ...record,
      members: memberRecords
        .filter((member) => member.group_id === record.id)
        .map((member) => member.user_id),
    }));
  },
};
