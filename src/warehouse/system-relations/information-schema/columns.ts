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
import { databaseColumns, databaseRelations, defaultText } from '#warehouse/system-relations/fragments.ts';
import { visibleRelation } from '#warehouse/system-relations/visible-relations.ts';

/** Types of information_schema's domains: names are sql_identifier, numbers cardinal_number in PostgreSQL. */
export const columns = systemRelation({
  schema: 'information_schema',
  name: 'columns',
  columns: `
    table_catalog            varchar(128) :database
    table_schema             varchar(128) r.schema_name
    table_name               varchar(128) r.name
    column_name              varchar(128) c.name
    ordinal_position         int4         c.number
    column_default           text         ${defaultText('c')}
    is_nullable              varchar(3)   ${isNullable}
    data_type                varchar(128) ${dataType}
    character_maximum_length int4         ${characterLength}
    character_octet_length   int4         ${characterLength}
    numeric_precision        int4         ${numericPrecision}
    numeric_precision_radix  int4         ${numericRadix}
    numeric_scale            int4         ${numericScale}
    datetime_precision       int4         ${datetimePrecision}
    interval_type            varchar(128)
    interval_precision       varchar(128)
    character_set_catalog    varchar(128)
    character_set_schema     varchar(128)
    character_set_name       varchar(128)
    collation_catalog        varchar(128)
    collation_schema         varchar(128)
    collation_name           varchar(128) c.collation
    domain_catalog           varchar(128)
    domain_schema            varchar(128)
    domain_name              varchar(128)
    udt_catalog              varchar(128) :database
    udt_schema               varchar(128) 'pg_catalog'
    udt_name                 varchar(128) t.name
    scope_catalog            varchar(128)
    scope_schema             varchar(128)
    scope_name               varchar(128)
    maximum_cardinality      int4
    dtd_identifier           varchar(128) c.number::VARCHAR
    is_self_referencing      varchar(3)   'NO'`,
  from: `${databaseColumns} c
    JOIN ${databaseRelations} r ON r.oid = c.relation_oid
    LEFT JOIN memory.main.rs_types t ON t.oid = c.type_oid
    WHERE ${visibleRelation('r')}`,
  note: 'Late-binding views have no rows: pg_get_late_binding_view_cols() has theirs.',
});
