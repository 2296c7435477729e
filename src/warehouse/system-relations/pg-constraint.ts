import { oneLine, systemRelation } from '#warehouse/system-relations/declare.ts';
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
    hidden conindid    oid CASE WHEN k.kind <> 'f' THEN k.oid ELSE 0 END`,
  from: `warehouse.catalog.constraints k JOIN ${userRelations} r ON r.oid = k.relation_oid`,
});

/** Drivers find primary keys here. No index stands behind them: keys are declarations. */
export const pgIndex = systemRelation({
  name: 'pg_index',
  columns: `
    indexrelid     oid        k.oid
    indrelid       oid        k.relation_oid
    indkey         int2vector array_to_string(k.columns, ' ')
    indclass       oidvector  array_to_string(list_transform(k.columns, lambda number: 0), ' ')
    indnatts       int2       len(k.columns)
    indisunique    bool       true
    indisprimary   bool       k.kind = 'p'
    indisclustered bool       false
    indexprs       text       NULL
    indpred        text       NULL
    hidden indisvalid     bool       true
    hidden indisready     bool       true
    hidden indisreplident bool       false
    hidden indimmediate   bool       true
    hidden indoption      int2vector array_to_string(list_transform(k.columns, lambda number: 0), ' ')`,
  from: `warehouse.catalog.constraints k JOIN ${userRelations} r ON r.oid = k.relation_oid WHERE k.kind IN ('p', 'u')`,
  note: 'One row per PRIMARY KEY or UNIQUE declaration; no index stands behind it.',
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
