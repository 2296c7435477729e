import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { userRelations } from '#warehouse/system-relations/fragments.ts';
import { visibleRelation } from '#warehouse/system-relations/visible-relations.ts';

const schema = 'information_schema';
const constraints = `warehouse.catalog.constraints k JOIN ${userRelations} r ON r.oid = k.relation_oid`;
const kindWords = `CASE k.kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' ELSE 'FOREIGN KEY' END`;

const constraintName = `
    constraint_catalog varchar(128) :database
    constraint_schema  varchar(128) r.schema_name
    constraint_name    varchar(128) k.name`;

export const tableConstraints = systemRelation({
  schema,
  name: 'table_constraints',
  columns: `${constraintName}
    table_catalog      varchar(128) :database
    table_schema       varchar(128) r.schema_name
    table_name         varchar(128) r.name
    constraint_type    varchar(128) ${kindWords}
    is_deferrable      varchar(3)   'NO'
    initially_deferred varchar(3)   'NO'`,
  from: `${constraints} WHERE ${visibleRelation('r')}`,
});

export const keyColumnUsage = systemRelation({
  schema,
  name: 'key_column_usage',
  columns: `${constraintName}
    table_catalog    varchar(128) :database
    table_schema     varchar(128) r.schema_name
    table_name       varchar(128) r.name
    column_name      varchar(128) c.name
    ordinal_position int4         list_position(k.columns, c.number)
    hidden position_in_unique_constraint int4 CASE k.kind WHEN 'f' THEN list_position(k.columns, c.number) END`,
  from: `${constraints}
    JOIN warehouse.catalog.columns c ON c.relation_oid = r.oid AND list_contains(k.columns, c.number)
    WHERE ${visibleRelation('r')}`,
});

/** The columns that a key stands on: its own for primary keys and UNIQUE, the referenced ones for foreign keys. */
export const constraintColumnUsage = systemRelation({
  schema,
  name: 'constraint_column_usage',
  columns: `
    table_catalog varchar(128) :database
    table_schema  varchar(128) used.schema_name
    table_name    varchar(128) used.name
    column_name   varchar(128) c.name
    ${constraintName.trim()}`,
  from: `${constraints}
    JOIN ${userRelations} used ON used.oid = CASE k.kind WHEN 'f' THEN k.foreign_relation_oid ELSE k.relation_oid END
    JOIN warehouse.catalog.columns c ON c.relation_oid = used.oid
      AND list_contains(CASE k.kind WHEN 'f' THEN k.foreign_columns ELSE k.columns END, c.number)
    WHERE ${visibleRelation('r')}`,
});

export const constraintTableUsage = systemRelation({
  schema,
  name: 'constraint_table_usage',
  columns: `
    table_catalog varchar(128) :database
    table_schema  varchar(128) used.schema_name
    table_name    varchar(128) used.name
    ${constraintName.trim()}`,
  from: `${constraints}
    JOIN ${userRelations} used ON used.oid = CASE k.kind WHEN 'f' THEN k.foreign_relation_oid ELSE k.relation_oid END
    WHERE ${visibleRelation('r')}`,
});

/** A foreign key stands on the key of the referenced table that has the same columns. */
export const referentialConstraints = systemRelation({
  schema,
  name: 'referential_constraints',
  columns: `${constraintName}
    unique_constraint_catalog varchar(128) CASE WHEN target.name IS NOT NULL THEN :database END
    unique_constraint_schema  varchar(128) CASE WHEN target.name IS NOT NULL THEN used.schema_name END
    unique_constraint_name    varchar(128) target.name
    match_option              varchar(128) 'NONE'
    update_rule               varchar(128) 'NO ACTION'
    delete_rule               varchar(128) 'NO ACTION'`,
  from: `${constraints}
    JOIN ${userRelations} used ON used.oid = k.foreign_relation_oid
    LEFT JOIN warehouse.catalog.constraints target ON target.relation_oid = k.foreign_relation_oid
      AND target.kind IN ('p', 'u') AND list_sort(target.columns) = list_sort(k.foreign_columns)
    WHERE k.kind = 'f' AND ${visibleRelation('r')}`,
});
