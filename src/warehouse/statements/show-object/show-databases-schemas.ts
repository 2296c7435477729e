import { showForm } from '#warehouse/statements/show-object/show-form.ts';
import { aclText, grantedAcl } from '#warehouse/system-relations/access-control-list.ts';

export const showDatabases = showForm(
  'none',
  'database_name',
  {
    columns: `
      database_name            varchar(128) d.name
      database_owner           int4         d.owner
      database_type            varchar(32)  'local'
      database_acl             varchar(128) ${aclText('database', 'acl.items', 'u.name')}
      parameters               varchar(128) NULL
      database_isolation_level varchar(128) CASE d.isolation WHEN 'snapshot' THEN 'Snapshot Isolation' ELSE 'Serializable' END`,
    from: `warehouse.catalog.databases d
      LEFT JOIN warehouse.catalog.users u ON u.id = d.owner
      LEFT JOIN ${grantedAcl('database')} acl ON acl.object_oid = d.oid`,
  },
  'database_name',
);

export const showSchemas = showForm(
  'database',
  'schema_name',
  {
    columns: `
      database_name   varchar(128) :database
      schema_name     varchar(128) n.name
      schema_owner    int4         n.owner
      schema_type     varchar(128) 'local'
      schema_acl      varchar(128) ${aclText('schema', 'acl.items', 'u.name')}
      source_database varchar(128) NULL
      schema_option   varchar(256) NULL`,
    from: `warehouse.catalog.schemas n
      LEFT JOIN warehouse.catalog.users u ON u.id = n.owner
      LEFT JOIN ${grantedAcl('schema')} acl ON acl.object_oid = n.oid
      WHERE n.database_oid = :database_oid AND (n.name NOT LIKE 'pg\\_temp\\_%' ESCAPE '\\' OR n.name = 'pg_temp_' || :pid)`,
  },
  'schema_name',
);
