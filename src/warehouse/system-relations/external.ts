import { emptyRelation } from '#warehouse/system-relations/declare.ts';

const note = 'Empty until external schemas are executed.';

export const pgExternalSchema = emptyRelation({
  name: 'pg_external_schema',
  columns: `
    esoid     oid
    eskind    int4
    esdbname  text
    esoptions text`,
  note: note,
});

export const svvExternalSchemas = emptyRelation({
  name: 'svv_external_schemas',
  columns: `
    esoid        oid
    eskind       int2
    schemaname   name
    esowner      int4
    databasename text
    esoptions    text`,
  note: note,
});

export const svvExternalDatabases = emptyRelation({
  name: 'svv_external_databases',
  columns: `
    eskind       int4
    esoptions    text
    databasename text
    location     text
    parameters   text`,
  note: note,
});

export const svvExternalTables = emptyRelation({
  name: 'svv_external_tables',
  columns: `
    redshift_database_name text
    schemaname             text
    tablename              text
    tabletype              text
    location               text
    input_format           text
    output_format          text
    serialization_lib      text
    serde_parameters       text
    compressed             int4
    parameters             text`,
  note: note,
});

export const svvExternalColumns = emptyRelation({
  name: 'svv_external_columns',
  columns: `
    redshift_database_name text
    schemaname             text
    tablename              text
    columnname             text
    external_type          text
    columnnum              int4
    part_key               int4
    is_nullable            text`,
  note: note,
});

export const svvExternalPartitions = emptyRelation({
  name: 'svv_external_partitions',
  columns: `
    schemaname        text
    tablename         text
    values            text
    location          text
    input_format      text
    output_format     text
    serialization_lib text
    serde_parameters  text
    compressed        int4
    parameters        text`,
  note: note,
});

export const sysExternalQueryDetail = emptyRelation({
  name: 'sys_external_query_detail',
  columns: `
    user_id              int4
    query_id             int8
    child_query_sequence int4
    transaction_id       int8
    segment_id           int4
    source_type          char(32)
    start_time           timestamp
    end_time             timestamp
    duration             int8
    total_partitions     int4
    qualified_partitions int4
    scanned_files        int4
    returned_rows        int8
    returned_bytes       int8
    file_format          text
    file_location        text
    external_query_text  text
    warning_message      text
    table_name           char(136)`,
  note: note,
});

export const sysExternalQueryError = emptyRelation({
  name: 'sys_external_query_error',
  columns: `
    user_id        int4
    query_id       int8
    file_location  char(256)
    rowid          char(16)
    column_name    char(127)
    original_value char(1024)
    modified_value char(1024)
    trigger        char(90)
    action         char(90)
    action_value   char(127)
    error_code     int4`,
  note: note,
});
