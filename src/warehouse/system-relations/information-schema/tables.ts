import { oneLine, systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseRelations } from '#warehouse/system-relations/fragments.ts';
import { viewDefinition } from '#warehouse/system-relations/pg-tables.ts';
import { visibleRelation } from '#warehouse/system-relations/visible-relations.ts';

const schema = 'information_schema';
const isTable = `r.kind IN ('table', 'system table')`;

const tableType = oneLine(`CASE
  WHEN r.session_pid IS NOT NULL THEN 'LOCAL TEMPORARY'
  WHEN ${isTable} THEN 'BASE TABLE'
  ELSE 'VIEW' END`);

export const tables = systemRelation({
  schema,
  name: 'tables',
  columns: `
    table_catalog                varchar(128) :database
    table_schema                 varchar(128) r.schema_name
    table_name                   varchar(128) r.name
    table_type                   varchar(128) ${tableType}
    self_referencing_column_name varchar(128)
    reference_generation         varchar(128)
    user_defined_type_catalog    varchar(128)
    user_defined_type_schema     varchar(128)
    user_defined_name            varchar(128)`,
  from: `${databaseRelations} r WHERE ${visibleRelation('r')}`,
});

export const views = systemRelation({
  schema,
  name: 'views',
  columns: `
    table_catalog      varchar(128) :database
    table_schema       varchar(128) r.schema_name
    table_name         varchar(128) r.name
    view_definition    text         ${viewDefinition}
    check_option       varchar(128) 'NONE'
    is_updatable       varchar(3)   'NO'
    is_insertable_into varchar(3)   'NO'`,
  from: `${databaseRelations} r WHERE NOT ${isTable} AND ${visibleRelation('r')}`,
});

export const viewTableUsage = systemRelation({
  schema,
  name: 'view_table_usage',
  columns: `
    view_catalog  varchar(128) :database
    view_schema   varchar(128) v.schema_name
    view_name     varchar(128) v.name
    table_catalog varchar(128) :database
    table_schema  varchar(128) r.schema_name
    table_name    varchar(128) r.name`,
  from: `warehouse.catalog.dependencies d
    JOIN ${databaseRelations} v ON v.oid = d.dependent_oid
    JOIN ${databaseRelations} r ON r.oid = d.referenced_oid`,
});
