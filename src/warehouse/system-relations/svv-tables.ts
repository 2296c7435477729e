import { aclText, grantedAcl } from '#warehouse/system-relations/access-control-list.ts';
import {
  characterLength,
  dataType,
  datetimePrecision,
  isNullable,
  numericPrecision,
  numericRadix,
  numericScale,
} from '#warehouse/system-relations/column-facts.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import {
  commentJoin,
  databaseColumns,
  databaseRelations,
  defaultText,
  ofEveryDatabase,
} from '#warehouse/system-relations/fragments.ts';
import { visibleRelation } from '#warehouse/system-relations/visible-relations.ts';

const isTable = `r.kind IN ('table', 'system table')`;

export const svvTables = systemRelation({
  name: 'svv_tables',
  columns: `
    table_catalog text :database
    table_schema  text r.schema_name
    table_name    text r.name
    table_type    text CASE WHEN ${isTable} THEN 'BASE TABLE' ELSE 'VIEW' END
    remarks       text comment.text`,
  from: `${databaseRelations} r ${commentJoin('relation', 'r.oid')} WHERE ${visibleRelation('r')}`,
});

export const svvColumns = systemRelation({
  name: 'svv_columns',
  columns: `
    table_catalog            text :database
    table_schema             text r.schema_name
    table_name               text r.name
    column_name              text c.name
    ordinal_position         int4 c.number
    column_default           text ${defaultText('c')}
    is_nullable              text ${isNullable}
    data_type                text ${dataType}
    character_maximum_length int4 ${characterLength}
    numeric_precision        int4 ${numericPrecision}
    numeric_precision_radix  int4 ${numericRadix}
    numeric_scale            int4 ${numericScale}
    datetime_precision       int4 ${datetimePrecision}
    interval_type            text
    interval_precision       text
    character_set_catalog    text
    character_set_schema     text
    character_set_name       text
    collation_catalog        text
    collation_schema         text
    collation_name           text c.collation
    domain_name              text
    remarks                  text comment.text`,
  from: `${databaseColumns} c
    JOIN ${databaseRelations} r ON r.oid = c.relation_oid
    ${commentJoin('relation', 'c.relation_oid', 'c.number')}
    WHERE ${visibleRelation('r')}`,
});

/** Redshift prints a column's list only here; a relation's list is one text, entries separated by `~`. */
const tableAcl = aclText('relation', 'acl.items', 'u.name');
const aclJoins = `LEFT JOIN warehouse.catalog.users u ON u.id = r.owner
    LEFT JOIN ${grantedAcl('relation')} acl ON acl.object_oid = r.oid AND acl.column_number = 0`;

const tableColumns = `
    database_name varchar(128) d.name
    schema_name   varchar(128) r.schema_name
    table_name    varchar(128) r.name
    table_type    varchar(128) CASE WHEN ${isTable} THEN 'TABLE' ELSE 'VIEW' END
    table_acl     varchar(128) ${tableAcl}`;

/** These views see every database. */
const everyRelation = `${ofEveryDatabase(databaseRelations)} r
    JOIN warehouse.catalog.schemas home ON home.oid = r.schema_oid
    JOIN warehouse.catalog.databases d ON d.oid = home.database_oid`;

const tableRows = `${everyRelation} ${aclJoins} ${commentJoin('relation', 'r.oid')}
    WHERE ${visibleRelation('r')}`;

export const svvAllTables = systemRelation({
  name: 'svv_all_tables',
  columns: `${tableColumns}\nremarks varchar(256) comment.text`,
  from: tableRows,
});

export const svvRedshiftTables = systemRelation({
  name: 'svv_redshift_tables',
  columns: `${tableColumns}\nremarks varchar(128) comment.text\ntable_owner varchar(128) u.name`,
  from: tableRows,
});

const columnRows = `${everyRelation}
    JOIN ${ofEveryDatabase(databaseColumns)} c ON c.relation_oid = r.oid
    ${commentJoin('relation', 'c.relation_oid', 'c.number')}`;

const columnName = `
    database_name    varchar(128) d.name
    schema_name      varchar(128) r.schema_name
    table_name       varchar(128) r.name
    column_name      varchar(128) c.name
    ordinal_position int4         c.number`;

export const svvAllColumns = systemRelation({
  name: 'svv_all_columns',
  columns: `${columnName}
    column_default           varchar(4000) ${defaultText('c')}
    is_nullable              varchar(3)    ${isNullable}
    data_type                varchar(128)  ${dataType}
    character_maximum_length int4          ${characterLength}
    numeric_precision        int4          ${numericPrecision}
    numeric_scale            int4          ${numericScale}
    remarks                  varchar(256)  comment.text`,
  from: `${columnRows} WHERE ${visibleRelation('r')}`,
});

export const svvRedshiftColumns = systemRelation({
  name: 'svv_redshift_columns',
  columns: `${columnName}
    data_type      varchar(32)   c.type_text
    column_default varchar(4000) ${defaultText('c')}
    is_nullable    varchar(3)    ${isNullable}
    encoding       varchar(128)  c.encoding
    distkey        bool          c.dist_key
    sortkey        int4          c.sort_key_position
    column_acl     varchar(128)  array_to_string(acl.items, '~')
    remarks        varchar(256)  comment.text`,
  from: `${columnRows}
    LEFT JOIN ${grantedAcl('relation')} acl ON acl.object_oid = c.relation_oid AND acl.column_number = c.number
    WHERE ${visibleRelation('r')}`,
});
