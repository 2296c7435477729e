import { showForm } from '#warehouse/statements/show-object/show-form.ts';
import { aclText, grantedAcl } from '#warehouse/system-relations/access-control-list.ts';
import {
  characterLength,
  dataType,
  isNullable,
  numericPrecision,
  numericScale,
} from '#warehouse/system-relations/column-facts.ts';
import { oneLine } from '#warehouse/system-relations/declare.ts';
import {
  commentJoin,
  databaseColumns,
  databaseRelations,
  defaultText,
} from '#warehouse/system-relations/fragments.ts';
import { visibleRelation } from '#warehouse/system-relations/visible-relations.ts';

const isTable = `r.kind IN ('table', 'system table')`;

const distStyle = oneLine(`CASE WHEN NOT ${isTable} AND r.kind <> 'materialized view' THEN NULL
  WHEN r.dist_style = 'key' THEN concat('KEY(', dist.name, ')')
  WHEN r.dist_style = 'auto' THEN 'AUTO (ALL)'
  ELSE upper(r.dist_style) END`);

const subtype =
  oneLine(`CASE r.kind WHEN 'view' THEN 'REGULAR VIEW' WHEN 'late-binding view' THEN 'LATE BINDING VIEW'
  WHEN 'materialized view' THEN 'MATERIALIZED VIEW' WHEN 'system view' THEN 'SYSTEM VIEW'
  WHEN 'system table' THEN 'SYSTEM TABLE' ELSE 'REGULAR TABLE' END`);

export const showTables = showForm(
  'schema',
  'table_name',
  {
    columns: `
      database_name      varchar(128) :database
      schema_name        varchar(128) r.schema_name
      table_name         varchar(128) r.name
      table_type         varchar(128) CASE WHEN ${isTable} THEN 'TABLE' ELSE 'VIEW' END
      table_acl          varchar(128) ${aclText('relation', 'acl.items', 'u.name')}
      remarks            varchar(256) comment.text
      owner              varchar(128) u.name
      last_altered_time  timestamp    CASE WHEN r.kind NOT LIKE 'system%' THEN r.altered END
      last_modified_time timestamp    NULL
      dist_style         varchar(128) ${distStyle}
      table_subtype      varchar(128) ${subtype}`,
    from: `${databaseRelations} r
      LEFT JOIN warehouse.catalog.users u ON u.id = r.owner
      LEFT JOIN warehouse.catalog.columns dist ON dist.relation_oid = r.oid AND dist.dist_key
      LEFT JOIN ${grantedAcl('relation')} acl ON acl.object_oid = r.oid AND acl.column_number = 0
      ${commentJoin('relation', 'r.oid')}
      WHERE r.schema_oid = :schema_oid AND ${visibleRelation('r')}`,
  },
  'table_name',
);

export const showColumns = showForm(
  'table',
  'ordinal_position',
  {
    columns: `
      database_name            varchar(128)  :database
      schema_name              varchar(128)  r.schema_name
      table_name               varchar(128)  r.name
      column_name              varchar(128)  c.name
      ordinal_position         int4          c.number
      column_default           varchar(4000) ${defaultText('c')}
      is_nullable              varchar(3)    ${isNullable}
      data_type                varchar(128)  ${dataType}
      character_maximum_length int4          ${characterLength}
      numeric_precision        int4          ${numericPrecision}
      numeric_scale            int4          ${numericScale}
      remarks                  varchar(256)  comment.text
      sort_key_type            varchar(128)  CASE WHEN c.sort_key_position <> 0 THEN upper(r.sort_key_style) END
      sort_key                 int4          abs(c.sort_key_position)
      dist_key                 int4          CAST(c.dist_key AS INTEGER)
      encoding                 varchar(128)  c.encoding
      collation                varchar(128)  c.collation`,
    from: `${databaseColumns} c JOIN ${databaseRelations} r ON r.oid = c.relation_oid
      ${commentJoin('relation', 'c.relation_oid', 'c.number')}
      WHERE c.relation_oid = :oid`,
  },
  'column_name',
);
