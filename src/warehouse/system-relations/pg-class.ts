import { aclItems, grantedAcl } from '#warehouse/system-relations/access-control-list.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseClasses } from '#warehouse/system-relations/fragments.ts';

const isView = `r.kind IN ('view', 'late-binding view', 'materialized view', 'system view')`;

/** 0 EVEN, 1 KEY, 8 ALL, 9 AUTO. */
const distStyle = `CASE r.dist_style WHEN 'key' THEN 1 WHEN 'all' THEN 8 WHEN 'auto' THEN 9 ELSE 0 END`;

const classColumns = `
  relname        name      r.name
  relnamespace   oid       r.schema_oid
  reltype        oid       0
  relowner       int4      r.owner
  relam          oid       CASE r.kind WHEN 'index' THEN 403 ELSE 0 END
  relfilenode    oid       CASE WHEN ${isView} THEN 0 ELSE r.oid END
  reltablespace  oid       0
  relpages       int4      0
  reltuples      float4    CASE WHEN ${isView} THEN 0 ELSE 0.001 END
  reltoastrelid  oid       0
  reltoastidxid  oid       0
  relhasindex    bool      coalesce(facts.has_index, false)
  relisshared    bool      false
  relkind        "char"    CASE WHEN ${isView} THEN 'v' WHEN r.kind = 'index' THEN 'i' ELSE 'r' END
  relnatts       int2      coalesce(facts.column_count, 0)
  relexternid    oid       0
  relisreplicated bool     false
  relispinned    bool      false
  reldiststyle   int2      ${distStyle}
  relprojbaseid  oid       0
  relchecks      int2      0
  reltriggers    int2      0
  relukeys       int2      0
  relfkeys       int2      0
  relrefs        int2      0
  relhasoids     bool      r.kind = 'system table'
  relhaspkey     bool      coalesce(facts.has_key, false)
  relhasrules    bool      ${isView}
  relhassubclass bool      false
  relacl         aclitem[] ${aclItems('relation', 'acl.items', 'u.name')}`;

/** Numbers of columns, and whether there are keys. */
const classFacts = `(
  SELECT oid, sum(column_count) AS column_count, bool_or(has_key) AS has_key, bool_or(has_index) AS has_index FROM (
    SELECT relation_oid AS oid, count(*) AS column_count, false AS has_key, false AS has_index
    FROM warehouse.catalog.columns GROUP BY relation_oid
    UNION ALL
    SELECT oid, column_count, false, false FROM memory.main.rs_system_relations
    UNION ALL
    SELECT relation_oid, 0, kind = 'p', kind IN ('p', 'u') FROM warehouse.catalog.constraints
    UNION ALL
    SELECT oid, len(columns), false, false FROM warehouse.catalog.constraints WHERE kind IN ('p', 'u')) counted
  GROUP BY oid)`;

const classRows = `${databaseClasses} r
  LEFT JOIN ${classFacts} facts ON facts.oid = r.oid
  LEFT JOIN warehouse.catalog.users u ON u.id = r.owner
  LEFT JOIN ${grantedAcl('relation')} acl ON acl.object_oid = r.oid AND acl.column_number = 0`;

/**
 * Columns of later PostgreSQL versions that psql's \d asks for whatever the server says it is.
 * Redshift has none of them, so `*` leaves them out.
 */
const psqlColumns = `
  hidden relhastriggers      bool    false
  hidden relrowsecurity      bool    false
  hidden relforcerowsecurity bool    false
  hidden relispartition      bool    false
  hidden reloftype           oid     0
  hidden relpersistence      "char"  CASE WHEN r.session_pid IS NULL THEN 'p' ELSE 't' END
  hidden relreplident        "char"  'n'
  hidden reloptions          text[]  NULL`;

export const pgClass = systemRelation({
  name: 'pg_class',
  columns: `hidden oid oid r.oid\n${classColumns}\n${psqlColumns}`,
  from: classRows,
  note: 'reltuples is not kept (0.001, as before the first ANALYZE). Hidden columns of later PostgreSQL versions let \\d of any psql work.',
});

export const pgClassInfo = systemRelation({
  name: 'pg_class_info',
  columns: `reloid oid r.oid\n${classColumns}
    relcreationtime       timestamp r.created
    releffectivediststyle int4      CASE r.dist_style WHEN 'key' THEN 1 WHEN 'all' THEN 8 WHEN 'auto' THEN 10 ELSE 0 END`,
  from: classRows,
});
