import { emptyRelation, oneLine, systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseColumns, databaseRelations } from '#warehouse/system-relations/fragments.ts';

const identityName = oneLine(`CASE g.grantee_kind WHEN 'public' THEN 'public'
  WHEN 'group' THEN (SELECT name FROM warehouse.catalog.groups WHERE id = g.grantee_id)
  WHEN 'role' THEN (SELECT name FROM warehouse.catalog.roles WHERE id = g.grantee_id)
  ELSE (SELECT name FROM warehouse.catalog.users WHERE id = g.grantee_id) END`);

const privilege = `
    privilege_type text g.privilege
    identity_id    int4 CASE g.grantee_kind WHEN 'public' THEN 0 ELSE g.grantee_id END
    identity_name  text ${identityName}
    identity_type  text g.grantee_kind
    admin_option   bool g.grant_option`;

const concernsUser = `(:superuser OR g.grantor = :user_id OR g.grantee_kind <> 'user' OR g.grantee_id = :user_id)`;

export const svvRelationPrivileges = systemRelation({
  name: 'svv_relation_privileges',
  columns: `
    namespace_name text r.schema_name
    relation_name  text r.name
    ${privilege.trim()}`,
  from: `warehouse.catalog.grants g JOIN ${databaseRelations} r ON r.oid = g.object_oid
    WHERE g.object_class = 'relation' AND g.column_number = 0 AND ${concernsUser}`,
  note: 'Grants only: what an owner may do needs none.',
});

export const svvColumnPrivileges = systemRelation({
  name: 'svv_column_privileges',
  columns: `
    namespace_name text r.schema_name
    relation_name  text r.name
    column_name    text c.name
    ${privilege.trim()}`,
  from: `warehouse.catalog.grants g JOIN ${databaseRelations} r ON r.oid = g.object_oid
    JOIN ${databaseColumns} c ON c.relation_oid = g.object_oid AND c.number = g.column_number
    WHERE g.object_class = 'relation' AND ${concernsUser}`,
});

export const svvSchemaPrivileges = systemRelation({
  name: 'svv_schema_privileges',
  columns: `
    namespace_name text n.name
    ${privilege.trim()}`,
  from: `warehouse.catalog.grants g
    JOIN warehouse.catalog.schemas n ON n.oid = g.object_oid AND n.database_oid = :database_oid
    WHERE g.object_class = 'schema' AND ${concernsUser}`,
});

export const svvDatabasePrivileges = systemRelation({
  name: 'svv_database_privileges',
  columns: `
    database_name text d.name
    ${privilege.trim()}`,
  from: `warehouse.catalog.grants g JOIN warehouse.catalog.databases d ON d.oid = g.object_oid
    WHERE g.object_class = 'database' AND ${concernsUser}`,
});

const identityColumns = `
    privilege_type text
    identity_id    int4
    identity_name  text
    identity_type  text
    admin_option   bool`;

export const svvFunctionPrivileges = emptyRelation({
  name: 'svv_function_privileges',
  columns: `
    namespace_name text
    function_name  text
    argument_types text
    ${identityColumns.trim()}`,
  note: 'Empty: functions of users do not exist yet.',
});

export const svvLanguagePrivileges = emptyRelation({
  name: 'svv_language_privileges',
  columns: `
    language_name text
    ${identityColumns.trim()}`,
  note: 'Empty: no privileges on languages are kept.',
});

export const svvSystemPrivileges = emptyRelation({
  name: 'svv_system_privileges',
  columns: `
    system_privilege text
    identity_id      int4
    identity_name    text
    identity_type    text`,
  note: 'Empty: system privileges of roles are not executed yet.',
});

export const svvDefaultPrivileges = emptyRelation({
  name: 'svv_default_privileges',
  columns: `
    schema_name    text
    object_type    text
    owner_id       int4
    owner_name     text
    owner_type     text
    privilege_type text
    grantee_id     int4
    grantee_name   text
    grantee_type   text
    admin_option   bool`,
  note: 'Empty: ALTER DEFAULT PRIVILEGES is not executed yet.',
});
