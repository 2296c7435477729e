import { systemRelation } from '#warehouse/system-relations/declare.ts';

export const svvRoles = systemRelation({
  name: 'svv_roles',
  columns: `
    role_id     int4 r.id
    role_name   text r.name
    role_owner  text u.name
    external_id text r.external_id`,
  from: `warehouse.catalog.roles r LEFT JOIN warehouse.catalog.users u ON u.id = r.owner
    WHERE :superuser OR r.owner = :user_id OR r.id IN
      (SELECT role_id FROM warehouse.catalog.role_members WHERE member_kind = 'user' AND member_id = :user_id)`,
});

export const svvUserGrants = systemRelation({
  name: 'svv_user_grants',
  columns: `
    user_id      int4 u.id
    user_name    text u.name
    role_id      int4 r.id
    role_name    text r.name
    admin_option bool m.admin_option`,
  from: `warehouse.catalog.role_members m
    JOIN warehouse.catalog.roles r ON r.id = m.role_id
    JOIN warehouse.catalog.users u ON u.id = m.member_id
    WHERE m.member_kind = 'user' AND (:superuser OR u.id = :user_id)`,
});

export const svvRoleGrants = systemRelation({
  name: 'svv_role_grants',
  columns: `
    role_id           int4 r.id
    role_name         text r.name
    granted_role_id   int4 granted.id
    granted_role_name text granted.name`,
  from: `warehouse.catalog.role_members m
    JOIN warehouse.catalog.roles granted ON granted.id = m.role_id
    JOIN warehouse.catalog.roles r ON r.id = m.member_id
    WHERE m.member_kind = 'role' AND :superuser`,
});
