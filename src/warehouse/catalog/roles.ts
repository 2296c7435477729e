import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import { deleteSql, engineTable, insertSql, readRecords } from '#warehouse/catalog/engine-table.ts';
import type { RoleMember, RoleRow } from '#warehouse/catalog-interface.ts';

const roles = engineTable('roles', { id: 'oid', name: 'text', owner: 'oid', external_id: 'text?' }, ['id']);
const members = engineTable('role_members', {
  role_id: 'oid',
  member_kind: 'text',
  member_id: 'oid',
  admin_option: 'boolean',
});

export const roleTable: CatalogTable<number, RoleRow> = {
  noun: 'role',
  engineTables: [roles, members],
  key: (row) => row.id,
  name: (row) => row.name,
  insert: (row) => [
    ...insertSql(roles, [{ id: row.id, name: row.name, owner: row.owner, external_id: row.externalId }]),
    ...insertSql(
      members,
      row.members.map((member) => ({
        role_id: row.id,
        member_kind: member.kind,
        member_id: member.id,
        admin_option: member.adminOption,
      })),
    ),
  ],
  remove: (row) => [deleteSql(roles, { id: row.id }), deleteSql(members, { role_id: row.id })],
  async load(connection) {
    const memberRecords = await readRecords(connection, members);
    return (await readRecords(connection, roles)).map(({ external_id, ...record }) => ({
      ...record,
      externalId: external_id,
      members: memberRecords
        .filter((member) => member.role_id === record.id)
        .map((member) => ({
          kind: member.member_kind as RoleMember['kind'],
          id: member.member_id,
          adminOption: member.admin_option,
        })),
    }));
  },
};
