import { aclText, grantedAcl } from '#warehouse/system-relations/access-control-list.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';

/** pg_toast and its like belong to the engine room; pg_catalog and information_schema are shown, as Redshift does. */
const schemaRows = `warehouse.catalog.schemas n
  JOIN warehouse.catalog.databases d ON d.oid = n.database_oid
  LEFT JOIN warehouse.catalog.users u ON u.id = n.owner
  LEFT JOIN ${grantedAcl('schema')} acl ON acl.object_oid = n.oid`;

const schemaColumns = `
    database_name varchar(128) d.name
    schema_name   varchar(128) n.name
    schema_owner  int4         n.owner`;

const schemaAcl = aclText('schema', 'acl.items', 'u.name');

export const svvAllSchemas = systemRelation({
  name: 'svv_all_schemas',
  columns: `${schemaColumns}
    schema_type     varchar(128) 'local'
    schema_acl      varchar(128) ${schemaAcl}
    source_database varchar(128) ''
    schema_option   varchar(256) ''`,
  from: schemaRows,
});

export const svvRedshiftSchemas = systemRelation({
  name: 'svv_redshift_schemas',
  columns: `${schemaColumns}
    schema_type   varchar(16)  'local'
    schema_acl    varchar(128) ${schemaAcl}
    schema_option varchar(128) ''`,
  from: schemaRows,
});

export const svvRedshiftDatabases = systemRelation({
  name: 'svv_redshift_databases',
  columns: `
    database_name            varchar(128) d.name
    database_owner           int4         d.owner
    database_type            varchar(32)  'local'
    database_acl             varchar(128) ${aclText('database', 'acl.items', 'u.name')}
    database_options         varchar(128) ''
    database_isolation_level varchar(128) CASE d.isolation WHEN 'snapshot' THEN 'Snapshot Isolation' ELSE 'Serializable' END`,
  from: `warehouse.catalog.databases d
    LEFT JOIN warehouse.catalog.users u ON u.id = d.owner
    LEFT JOIN ${grantedAcl('database')} acl ON acl.object_oid = d.oid`,
});
