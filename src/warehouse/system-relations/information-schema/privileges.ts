import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseColumns, databaseRelations } from '#warehouse/system-relations/fragments.ts';

const schema = 'information_schema';

const granteeName = `CASE g.grantee_kind WHEN 'public' THEN 'PUBLIC' WHEN 'group' THEN (SELECT name FROM warehouse.catalog.groups WHERE id = g.grantee_id) WHEN 'role' THEN (SELECT name FROM warehouse.catalog.roles WHERE id = g.grantee_id) ELSE (SELECT name FROM warehouse.catalog.users WHERE id = g.grantee_id) END`;
const grantorName = `(SELECT name FROM warehouse.catalog.users WHERE id = g.grantor)`;

/** What an owner holds without a grant. */
const ownersPrivileges = `SELECT 'relation' AS object_class, r.oid AS object_oid, 0 AS column_number,
    'user' AS grantee_kind, r.owner AS grantee_id, p.privilege, true AS grant_option, r.owner AS grantor
  FROM warehouse.catalog.relations r,
    unnest(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'RULE', 'REFERENCES', 'TRIGGER']) AS p(privilege)`;

const grants = `(SELECT * FROM warehouse.catalog.grants WHERE object_class = 'relation'
  UNION ALL ${ownersPrivileges}) g`;

/** A user sees what it granted and what was granted to it; a superuser everything. */
const concernsUser = `(:superuser OR g.grantor = :user_id OR g.grantee_kind = 'public'
  OR (g.grantee_kind = 'user' AND g.grantee_id = :user_id))`;

export const tablePrivileges = systemRelation({
  schema,
  name: 'table_privileges',
  columns: `
    grantor        varchar(128) ${grantorName}
    grantee        varchar(128) ${granteeName}
    table_catalog  varchar(128) :database
    table_schema   varchar(128) r.schema_name
    table_name     varchar(128) r.name
    privilege_type varchar(128) g.privilege
    is_grantable   varchar(3)   CASE WHEN g.grant_option THEN 'YES' ELSE 'NO' END
    with_hierarchy varchar(3)   'NO'`,
  from: `${grants} JOIN ${databaseRelations} r ON r.oid = g.object_oid
    WHERE g.column_number = 0 AND ${concernsUser}`,
});

export const roleTableGrants = systemRelation({
  schema,
  name: 'role_table_grants',
  columns: `
    grantor        varchar(128) ${grantorName}
    grantee        varchar(128) ${granteeName}
    table_catalog  varchar(128) :database
    table_schema   varchar(128) r.schema_name
    table_name     varchar(128) r.name
    privilege_type varchar(128) g.privilege
    is_grantable   varchar(3)   CASE WHEN g.grant_option THEN 'YES' ELSE 'NO' END
    with_hierarchy varchar(3)   'NO'`,
  from: `${grants} JOIN ${databaseRelations} r ON r.oid = g.object_oid
    WHERE g.column_number = 0 AND g.grantee_kind = 'group' AND g.grantee_id IN
      (SELECT group_id FROM warehouse.catalog.group_members WHERE user_id = :user_id)`,
});

export const columnPrivileges = systemRelation({
  schema,
  name: 'column_privileges',
  columns: `
    grantor        varchar(128) ${grantorName}
    grantee        varchar(128) ${granteeName}
    table_catalog  varchar(128) :database
    table_schema   varchar(128) r.schema_name
    table_name     varchar(128) r.name
    column_name    varchar(128) c.name
    privilege_type varchar(128) g.privilege
    is_grantable   varchar(3)   CASE WHEN g.grant_option THEN 'YES' ELSE 'NO' END`,
  from: `${grants} JOIN ${databaseRelations} r ON r.oid = g.object_oid
    JOIN ${databaseColumns} c ON c.relation_oid = r.oid AND g.column_number IN (0, c.number)
    WHERE g.privilege IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') AND ${concernsUser}`,
});
