import { oneLine } from '#warehouse/system-relations/declare.ts';

/**
 * FROM fragments that many system relations share: catalog rows of the session's database together with the
 * constant rows that describe the system relations themselves (see constant-tables.ts).
 */

/** Schemas of the session's database, as `n(oid, database_oid, name, owner, quota_mb, created)`. */
export const databaseSchemas = `(SELECT * FROM warehouse.catalog.schemas WHERE database_oid = :database_oid)`;

/**
 * User relations of the session's database and the system relations: `oid, schema_oid, schema_name, name, kind,
 * owner, session_pid, engine_name, dist_style, sort_key_style, encode_auto, backup, created, altered, view_text,
 * view_statement`; `kind` is `system table` or `system view` for the latter.
 */
export const databaseRelations = `(
  SELECT r.oid, r.schema_oid, n.name AS schema_name, r.name, r.kind, r.owner, r.session_pid, r.engine_name,
    r.dist_style, r.sort_key_style, r.encode_auto, r.backup, r.created, r.altered, r.view_text, r.view_statement
  FROM warehouse.catalog.relations r
  JOIN warehouse.catalog.schemas n ON n.oid = r.schema_oid AND n.database_oid = :database_oid
  UNION ALL
  SELECT x.oid, n.oid, n.name, x.name, x.kind, 1, NULL, NULL, 'even', 'none', false, true, n.created, n.created,
    NULL, NULL
  FROM memory.main.rs_system_relations x
  JOIN warehouse.catalog.schemas n ON n.name = x.schema_name AND n.database_oid = :database_oid)`;

/**
 * What pg_class lists: these relations, and an index for every primary key and UNIQUE constraint. No index stands
 * behind them, yet drivers find keys through them; an index has the oid of its constraint.
 */
export const databaseClasses = `(
  SELECT * FROM ${databaseRelations}
  UNION ALL
  SELECT k.oid, r.schema_oid, n.name, k.name, 'index', r.owner, r.session_pid, NULL, 'even', 'none', false, true,
    r.created, r.created, NULL, NULL
  FROM warehouse.catalog.constraints k
  JOIN warehouse.catalog.relations r ON r.oid = k.relation_oid
  JOIN warehouse.catalog.schemas n ON n.oid = r.schema_oid AND n.database_oid = :database_oid
  WHERE k.kind IN ('p', 'u'))`;

/** The same fragment over all databases, for the views that see beyond their own. */
export const ofEveryDatabase = (fragment: string): string =>
  fragment.replaceAll('n.database_oid = :database_oid', 'true');

/** The user's own relations of the session's database, same columns. */
export const userRelations = `(
  SELECT r.*, n.name AS schema_name
  FROM warehouse.catalog.relations r
  JOIN warehouse.catalog.schemas n ON n.oid = r.schema_oid AND n.database_oid = :database_oid)`;

/** Columns of user and system relations; a late-binding view has none until it is used, so it is left out. */
export const databaseColumns = `(
  SELECT c.relation_oid, c.number, c.name, c.type_oid, c.type_modifier, c.type_width, c.type_text, c.not_null,
    c.default_text, c.identity_seed, c.identity_step, c.identity_by_default, c.encoding, c.dist_key,
    c.sort_key_position, c.collation
  FROM warehouse.catalog.columns c
  JOIN warehouse.catalog.relations r ON r.oid = c.relation_oid AND r.kind <> 'late-binding view'
  JOIN warehouse.catalog.schemas n ON n.oid = r.schema_oid AND n.database_oid = :database_oid
  UNION ALL
  SELECT relation_oid, number, name, type_oid, type_modifier, type_width, type_text, false, NULL, NULL, NULL, NULL,
    'none', false, 0, NULL
  FROM memory.main.rs_system_columns)`;

/** What pg_attribute lists: these columns, and those of the indexes. */
export const databaseAttributes = `(
  SELECT * FROM ${databaseColumns}
  UNION ALL
  SELECT k.oid, list_position(k.columns, c.number), c.name, c.type_oid, c.type_modifier, c.type_width, c.type_text,
    false, NULL, NULL, NULL, NULL, 'none', false, 0, NULL
  FROM warehouse.catalog.constraints k
  JOIN warehouse.catalog.columns c ON c.relation_oid = k.relation_oid AND list_contains(k.columns, c.number)
  WHERE k.kind IN ('p', 'u'))`;

/** DEFAULT as pg_attrdef and information_schema print it; IDENTITY in the form that clients parse. */
export const defaultText = (column: string): string =>
  oneLine(`CASE
  WHEN ${column}.identity_seed IS NULL THEN ${column}.default_text
  ELSE concat(CASE WHEN ${column}.identity_by_default THEN 'default_identity(' ELSE '"identity"(' END,
    ${column}.relation_oid, ', ', ${column}.number - 1, ', ''', ${column}.identity_seed, ',',
    ${column}.identity_step, '''::text)') END`);

/** Comment on an object, or on one of its columns. A left join brings it: `comment.text`. */
export const commentJoin = (objectClass: string, oid: string, number = '0'): string =>
  `LEFT JOIN warehouse.catalog.comments comment ON comment.object_class = '${objectClass}'
    AND comment.object_oid = ${oid} AND comment.sub_id = ${number}`;

/** True where the asking user may see a row that belongs to `userId`: its own, or with SYSLOG ACCESS all. */
export const ownRows = (userId: string): string => `(:superuser OR ${userId} = :user_id OR EXISTS (
  SELECT 1 FROM warehouse.catalog.users WHERE id = :user_id AND syslog_access = 'unrestricted'))`;
