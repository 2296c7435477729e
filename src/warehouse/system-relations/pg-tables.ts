import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseColumns, databaseRelations } from '#warehouse/system-relations/fragments.ts';

const relationsOf = (kinds: string): string => `${databaseRelations} r
  LEFT JOIN warehouse.catalog.users u ON u.id = r.owner
  WHERE r.kind IN (${kinds})`;

export const pgTables = systemRelation({
  name: 'pg_tables',
  columns: `
    schemaname  name r.schema_name
    tablename   name r.name
    tableowner  name u.name
    tablespace  name NULL
    hasindexes  bool EXISTS (SELECT 1 FROM warehouse.catalog.constraints k WHERE k.relation_oid = r.oid AND k.kind IN ('p', 'u'))
    hasrules    bool false
    hastriggers bool false`,
  from: relationsOf(`'table', 'system table'`),
});

/** What CREATE VIEW and CREATE MATERIALIZED VIEW leave to be read back; clients tell the kinds apart by it. */
export const viewDefinition = `CASE r.kind WHEN 'view' THEN r.view_text WHEN 'system view' THEN NULL ELSE coalesce(r.view_statement, r.view_text) END`;

export const pgViews = systemRelation({
  name: 'pg_views',
  columns: `
    schemaname name r.schema_name
    viewname   name r.name
    viewowner  name u.name
    definition text ${viewDefinition}`,
  from: relationsOf(`'view', 'late-binding view', 'materialized view', 'system view'`),
  note: 'System views show no definition.',
});

export const pgTableDef = systemRelation({
  name: 'pg_table_def',
  columns: `
    schemaname name     r.schema_name
    tablename  name     r.name
    column     name     c.name
    type       text     c.type_text
    encoding   char(32) c.encoding
    distkey    bool     c.dist_key
    sortkey    int4     c.sort_key_position
    notnull    bool     c.not_null`,
  from: `${databaseRelations} r JOIN ${databaseColumns} c ON c.relation_oid = r.oid
    WHERE list_contains(:search_path, r.schema_name) OR r.session_pid = :pid
      OR r.schema_name = 'pg_catalog'`,
});
