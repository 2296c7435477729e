import { showForm } from '#warehouse/statements/show-object/show-form.ts';
import { oneLine } from '#warehouse/system-relations/declare.ts';
import { databaseColumns, databaseRelations } from '#warehouse/system-relations/fragments.ts';

const identityName = oneLine(`CASE g.grantee_kind WHEN 'public' THEN 'public'
  WHEN 'group' THEN (SELECT x.name FROM warehouse.catalog.groups x WHERE x.id = g.grantee_id)
  WHEN 'role' THEN (SELECT x.name FROM warehouse.catalog.roles x WHERE x.id = g.grantee_id)
  ELSE (SELECT x.name FROM warehouse.catalog.users x WHERE x.id = g.grantee_id) END`);

const grantor = `(SELECT x.name FROM warehouse.catalog.users x WHERE x.id = g.grantor)`;

const identity = `
    privilege_type varchar(128) g.privilege
    identity_id    int4         g.grantee_id
    identity_name  varchar(128) ${identityName}
    identity_type  varchar(128) g.grantee_kind`;

/** `:grantee` is a condition on g: TRUE, or the one identity after FOR. */
const order = 'identity_type, identity_name, privilege_type';

export const showGrantsOnTable = showForm('table', order, {
  columns: `
    schema_name    varchar(128) r.schema_name
    object_name    varchar(128) r.name
    object_type    varchar(128) CASE WHEN r.kind IN ('table', 'system table') THEN 'TABLE' ELSE 'VIEW' END
    ${identity.trim()}
    admin_option    bool         g.grant_option
    privilege_scope varchar(128) 'TABLE'
    database_name   varchar(128) :database
    grantor_name    varchar(128) ${grantor}`,
  from: `warehouse.catalog.grants g JOIN ${databaseRelations} r ON r.oid = g.object_oid
    WHERE g.object_class = 'relation' AND g.column_number = 0 AND g.object_oid = :oid AND :grantee`,
});

export const showGrantsOnSchema = showForm('schema', order, {
  columns: `
    schema_name    varchar(128) n.name
    object_name    varchar(128) n.name
    object_type    varchar(128) 'SCHEMA'
    ${identity.trim()}
    admin_option    bool         g.grant_option
    privilege_scope varchar(128) 'SCHEMA'
    database_name   varchar(128) :database
    grantor_name    varchar(128) ${grantor}`,
  from: `warehouse.catalog.grants g JOIN warehouse.catalog.schemas n ON n.oid = g.object_oid
    WHERE g.object_class = 'schema' AND g.object_oid = :schema_oid AND :grantee`,
});

export const showGrantsOnDatabase = showForm('database', order, {
  columns: `
    database_name   varchar(128) :database
    ${identity.trim()}
    admin_option    bool         g.grant_option
    privilege_scope varchar(128) 'DATABASE'
    grantor_name    varchar(128) ${grantor}`,
  from: `warehouse.catalog.grants g WHERE g.object_class = 'database' AND g.object_oid = :database_oid AND :grantee`,
});

export const showColumnGrants = showForm(
  'table',
  `column_name, ${order}`,
  {
    columns: `
    database_name  varchar(128) :database
    schema_name    varchar(128) r.schema_name
    table_name     varchar(128) r.name
    column_name    varchar(128) c.name
    object_type    varchar(128) 'COLUMN'
    ${identity.trim()}
    admin_option    bool         g.grant_option
    privilege_scope varchar(128) 'COLUMN'
    grantor_name    varchar(128) ${grantor}`,
    from: `warehouse.catalog.grants g
    JOIN ${databaseRelations} r ON r.oid = g.object_oid
    JOIN ${databaseColumns} c ON c.relation_oid = g.object_oid AND c.number = g.column_number
    WHERE g.object_class = 'relation' AND g.object_oid = :oid AND :grantee`,
  },
  'column_name',
);

/** Everything that was granted to one identity in one database. */
export const showGrantsFor = showForm('database', 'object_type, schema_name, object_name, privilege_type', {
  columns: `
    database_name   varchar(128) :database
    schema_name     varchar(128) coalesce(r.schema_name, n.name)
    object_name     varchar(128) coalesce(c.name, r.name, n.name, :database)
    object_type     varchar(128) CASE WHEN c.name IS NOT NULL THEN 'COLUMN' WHEN r.oid IS NOT NULL THEN 'TABLE' WHEN n.oid IS NOT NULL THEN 'SCHEMA' ELSE 'DATABASE' END
    ${identity.trim()}
    privilege_scope varchar(128) CASE WHEN c.name IS NOT NULL THEN 'COLUMN' WHEN r.oid IS NOT NULL THEN 'TABLE' WHEN n.oid IS NOT NULL THEN 'SCHEMA' ELSE 'DATABASE' END
    grantor_name    varchar(128) ${grantor}`,
  from: `warehouse.catalog.grants g
    LEFT JOIN ${databaseRelations} r ON r.oid = g.object_oid AND g.object_class = 'relation'
    LEFT JOIN ${databaseColumns} c ON c.relation_oid = r.oid AND c.number = g.column_number
    LEFT JOIN warehouse.catalog.schemas n ON n.oid = g.object_oid AND n.database_oid = :database_oid
      AND g.object_class = 'schema'
    WHERE :grantee AND (r.oid IS NOT NULL OR n.oid IS NOT NULL
      OR (g.object_class = 'database' AND g.object_oid = :database_oid))`,
});
