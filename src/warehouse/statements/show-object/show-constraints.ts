import { showForm } from '#warehouse/statements/show-object/show-form.ts';
import { databaseRelations } from '#warehouse/system-relations/fragments.ts';

export const showPrimaryKeys = showForm('table', 'key_seq', {
  columns: `
    database_name varchar(128) :database
    schema_name   varchar(128) r.schema_name
    table_name    varchar(128) r.name
    pk_name       varchar(128) k.name
    column_name   varchar(128) c.name
    key_seq       int2         list_position(k.columns, c.number)`,
  from: `warehouse.catalog.constraints k
    JOIN ${databaseRelations} r ON r.oid = k.relation_oid
    JOIN warehouse.catalog.columns c ON c.relation_oid = k.relation_oid AND list_contains(k.columns, c.number)
    WHERE k.kind = 'p' AND k.relation_oid = :oid`,
});

/** Rules and deferrability stay empty: foreign keys are not enforced. */
const columns = `
    pk_database_name varchar(128) :database
    pk_schema_name   varchar(128) p.schema_name
    pk_table_name    varchar(128) p.name
    pk_column_name   varchar(128) pc.name
    fk_database_name varchar(128) :database
    fk_schema_name   varchar(128) f.schema_name
    fk_table_name    varchar(128) f.name
    fk_column_name   varchar(128) fc.name
    key_seq          int2         pair.place
    fk_name          varchar(128) k.name
    pk_name          varchar(128) key.name
    update_rule      int2         NULL
    delete_rule      int2         NULL
    deferrability    int2         NULL`;

const foreignKeys = (side: string): string => `warehouse.catalog.constraints k
    JOIN ${databaseRelations} f ON f.oid = k.relation_oid
    JOIN ${databaseRelations} p ON p.oid = k.foreign_relation_oid
    JOIN (SELECT oid, unnest(columns) AS fk_number, unnest(foreign_columns) AS pk_number,
        unnest(range(1, len(columns) + 1)) AS place
      FROM warehouse.catalog.constraints WHERE kind = 'f') pair ON pair.oid = k.oid
    JOIN warehouse.catalog.columns fc ON fc.relation_oid = k.relation_oid AND fc.number = pair.fk_number
    JOIN warehouse.catalog.columns pc ON pc.relation_oid = p.oid AND pc.number = pair.pk_number
    LEFT JOIN warehouse.catalog.constraints key ON key.relation_oid = p.oid AND key.kind = 'p'
      AND list_sort(key.columns) = list_sort(k.foreign_columns)
    WHERE ${side} = :oid`;

export const showForeignKeys = showForm('table', 'pk_schema_name, pk_table_name, fk_name, key_seq', {
  columns,
  from: foreignKeys('k.relation_oid'),
});

export const showExportedKeys = showForm('table', 'fk_schema_name, fk_table_name, fk_name, key_seq', {
  columns,
  from: foreignKeys('k.foreign_relation_oid'),
});
