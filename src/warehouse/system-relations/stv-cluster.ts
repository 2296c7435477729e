import { systemRelation } from '#warehouse/system-relations/declare.ts';

/** Slipher is one node with one slice. */
export const stvSlices = systemRelation({
  name: 'stv_slices',
  columns: `
    node       int4    0
    slice      int4    0
    localslice int4    0
    type       char(1) 'D'`,
  from: '(SELECT 1)',
  note: 'One node with one slice.',
});

export const stvTblPerm = systemRelation({
  name: 'stv_tbl_perm',
  columns: `
    slice           int4     0
    id              int4     r.oid
    name            char(72) r.name
    rows            int8     t.estimated_size
    sorted_rows     int8     t.estimated_size
    temp            int4     CASE WHEN r.session_pid IS NULL THEN 0 ELSE 1 END
    db_id           int4     n.database_oid
    insert_pristine int8     0
    delete_pristine int8     0
    backup          int4     CASE WHEN r.backup THEN 1 ELSE 0 END
    dist_style      int4     CASE r.dist_style WHEN 'key' THEN 1 WHEN 'all' THEN 8 WHEN 'auto' THEN 9 ELSE 0 END
    block_count     int4     0`,
  from: `warehouse.catalog.relations r
    JOIN warehouse.catalog.schemas n ON n.oid = r.schema_oid
    JOIN duckdb_tables() t ON t.database_name IN ('warehouse', 'temp') AND t.table_name = r.engine_name
    WHERE :superuser`,
  note: 'One row per table: there is one slice.',
});
