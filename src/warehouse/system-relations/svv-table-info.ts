import { oneLine, systemRelation } from '#warehouse/system-relations/declare.ts';
import { userRelations } from '#warehouse/system-relations/fragments.ts';

const distStyle = oneLine(`CASE r.dist_style
  WHEN 'key' THEN concat('KEY(', k.dist_key, ')')
  WHEN 'auto' THEN 'AUTO(ALL)'
  ELSE upper(r.dist_style) END`);

const sortKey = `CASE r.sort_key_style WHEN 'interleaved' THEN 'INTERLEAVED' WHEN 'auto' THEN 'AUTO(SORTKEY)' ELSE k.sort_key END`;

/** One block is a megabyte; every column of a table holds one at least. */
const blocks = `greatest(k.column_count, (t.estimated_size * k.row_width) // 1048576)`;

export const svvTableInfo = systemRelation({
  name: 'svv_table_info',
  columns: `
    database              text          :database
    schema                text          r.schema_name
    table_id              oid           r.oid
    table                 text          r.name
    encoded               text          CASE WHEN r.encode_auto THEN 'Y, AUTO(ENCODE)' WHEN k.encoded THEN 'Y' ELSE 'N' END
    diststyle             text          ${distStyle}
    sortkey1              text          ${sortKey}
    max_varchar           int4          k.max_varchar
    sortkey1_enc          char(32)      k.sort_key_encoding
    sortkey_num           int4          k.sort_key_count
    size                  int8          ${blocks}
    pct_used              numeric(10,4) 0
    empty                 int8          0
    unsorted              numeric(5,2)  CASE WHEN k.sort_key_count > 0 THEN 0 END
    stats_off             numeric(5,2)  0
    tbl_rows              numeric(38,0) t.estimated_size
    skew_sortkey1         numeric(19,2) NULL
    skew_rows             numeric(19,2) NULL
    estimated_visible_rows numeric(38,0) t.estimated_size
    risk_event            text          NULL
    vacuum_sort_benefit   numeric(12,2) NULL
    create_time           timestamp     r.created`,
  from: `${userRelations} r
    JOIN duckdb_tables() t ON t.database_name IN ('warehouse', 'temp') AND t.table_name = r.engine_name
    JOIN (SELECT relation_oid, count(*) AS column_count,
        max(name) FILTER (dist_key) AS dist_key,
        max(name) FILTER (abs(sort_key_position) = 1) AS sort_key,
        max(encoding) FILTER (abs(sort_key_position) = 1) AS sort_key_encoding,
        count(*) FILTER (sort_key_position <> 0) AS sort_key_count,
        bool_or(encoding <> 'none') AS encoded,
        coalesce(max(type_modifier - 4) FILTER (type_oid = 1043), 0) AS max_varchar,
        sum(CASE WHEN type_width > 0 THEN type_width ELSE 16 END) AS row_width
      FROM warehouse.catalog.columns GROUP BY relation_oid) k ON k.relation_oid = r.oid
    WHERE r.kind IN ('table', 'materialized view') AND t.estimated_size > 0 AND (:superuser OR r.owner = :user_id)`,
  note: 'size is estimated from widths; row counts, also the visible ones, include deleted rows; skew, sortedness and statistics are those of a freshly vacuumed table.',
});
