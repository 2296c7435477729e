import { emptyRelation, oneLine, systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseRelations, userRelations } from '#warehouse/system-relations/fragments.ts';

export const pgConstraint = systemRelation({
  name: 'pg_constraint',
  columns: `
    hidden oid oid k.oid
    conname       name   k.name
    connamespace  oid    r.schema_oid
    contype       "char" k.kind
    condeferrable bool   false
    condeferred   bool   false
    conrelid      oid    k.relation_oid
    contypid      oid    0
    confrelid     oid    coalesce(k.foreign_relation_oid, 0)
    confupdtype   "char" CASE k.kind WHEN 'f' THEN 'a' ELSE ' ' END
    confdeltype   "char" CASE k.kind WHEN 'f' THEN 'a' ELSE ' ' END
    confmatchtype "char" CASE k.kind WHEN 'f' THEN 'u' ELSE ' ' END
    conkey        int2[] k.columns
    confkey       int2[] CASE k.kind WHEN 'f' THEN k.foreign_columns END
    conbin        text   NULL
    consrc        text   NULL
    hidden conparentid oid 0
    hidden conindid    oid 0`,
  from: `warehouse.catalog.constraints k JOIN ${userRelations} r ON r.oid = k.relation_oid`,
});

/** Redshift keeps no indexes; \d and drivers ask all the same. */
export const pgIndex = emptyRelation({
  name: 'pg_index',
  columns: `
    indexrelid     oid
    indrelid       oid
    indkey         int2vector
    indclass       oidvector
    indnatts       int2
    indisunique    bool
    indisprimary   bool
    indisclustered bool
    indexprs       text
    indpred        text
    hidden indisvalid     bool
    hidden indisreplident bool
    hidden indoption      int2vector`,
  note: 'Empty: keys are declarations, no index stands behind them. pg_indexes lists them.',
});

const keyColumns = oneLine(`(SELECT string_agg(c.name, ', ' ORDER BY list_position(k.columns, c.number))
  FROM warehouse.catalog.columns c
  WHERE c.relation_oid = k.relation_oid AND list_contains(k.columns, c.number))`);

/** Loaders read primary keys out of `indexdef`, between the parentheses. */
export const pgIndexes = systemRelation({
  name: 'pg_indexes',
  columns: `
    schemaname name n.name
    tablename  name r.name
    indexname  name k.name
    tablespace name NULL
    indexdef   text concat('CREATE UNIQUE INDEX ', k.name, ' ON ', n.name, '.', r.name, ' USING btree (', ${keyColumns}, ')')`,
  from: `warehouse.catalog.constraints k
    JOIN ${databaseRelations} r ON r.oid = k.relation_oid
    JOIN warehouse.catalog.schemas n ON n.oid = r.schema_oid
    WHERE k.kind IN ('p', 'u')`,
});
