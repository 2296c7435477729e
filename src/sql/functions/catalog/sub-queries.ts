import type { SessionFacts } from '#sql/plan.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { typeFacts } from '#sql/types.ts';

/**
 * DuckDB text that looks things up in the catalog tables, for functions that take an oid or a name. Aliases begin
 * with `$` so that none hides an alias of the statement, to which the arguments refer.
 */

/** Oid of the session's database. */
export function databaseOid(session: SessionFacts): string {
  return `(SELECT "$d".oid FROM warehouse.catalog.databases "$d" WHERE "$d".name = ${quoteLiteral(session.database)})`;
}

export function searchPathList(session: SessionFacts): string {
  return `[${session.searchPath.map(quoteLiteral).join(', ')}]::VARCHAR[]`;
}

/** format_type() of a type's oid and modifier; `???` for an unknown oid, as PostgreSQL prints it. */
export function typeSpelling(oid: string, modifier: string): string {
  const spelling = `coalesce((SELECT "$t".spelling FROM memory.main.rs_types "$t" WHERE "$t".oid = ${oid}), '???')`;
  const lengthTypes = [typeFacts.char.oid, typeFacts.varchar.oid, typeFacts.varbyte.oid].join(', ');
  return `CASE WHEN ${oid} IS NULL THEN NULL
    WHEN ${oid} IN (${lengthTypes}) AND ${modifier} >= 4 THEN concat(${spelling}, '(', ${modifier} - 4, ')')
    WHEN ${oid} = ${typeFacts.char.oid} THEN 'character'
    WHEN ${oid} = ${typeFacts.numeric.oid} AND ${modifier} >= 4
      THEN concat('numeric(', (${modifier} - 4) >> 16, ',', (${modifier} - 4) & 65535, ')')
    ELSE ${spelling} END`;
}

/** A name that needs quotes gets them. */
export function quotedName(name: string): string {
  return `CASE WHEN regexp_full_match(${name}, '[a-z_][a-z0-9_$]*') THEN ${name}
    ELSE concat('"', replace(${name}, '"', '""'), '"') END`;
}

/** Names of a relation's columns with these numbers (a LIST), in the list's order: `a, b`. */
export function columnNames(relation: string, numbers: string): string {
  return `(SELECT string_agg(${quotedName('"$c".name')}, ', ' ORDER BY list_position(${numbers}, "$c".number))
    FROM warehouse.catalog.columns "$c"
    WHERE "$c".relation_oid = ${relation} AND list_contains(${numbers}, "$c".number))`;
}

/**
 * Oid of the relation that a text names: `t` by the search path, `s.t` or `db.s.t`, quoted or not.
 * NULL where there is none in the session's database.
 */
export function relationOidByName(text: string, session: SessionFacts): string {
  const path = searchPathList(session);
  const parts = `string_split(replace(${text}, '"', ''), '.')`;
  return `(SELECT any_value("$found".oid ORDER BY "$found".place) FROM (
    SELECT "$r".oid, "$r".name, "$n".name AS schema_name, list_position(${path}, "$n".name) + 2 AS place, "$r".session_pid
    FROM warehouse.catalog.relations "$r"
    JOIN warehouse.catalog.schemas "$n" ON "$n".oid = "$r".schema_oid AND "$n".database_oid = ${databaseOid(session)}
    UNION ALL
    SELECT "$x".oid, "$x".name, "$x".schema_name, CASE "$x".schema_name WHEN 'pg_catalog' THEN 1 END, NULL
    FROM memory.main.rs_system_relations "$x") "$found"
    WHERE "$found".name = ${parts}[-1] AND CASE WHEN len(${parts}) > 1 THEN "$found".schema_name = ${parts}[-2]
      ELSE "$found".place IS NOT NULL OR "$found".session_pid = ${session.pid} END)`;
}
