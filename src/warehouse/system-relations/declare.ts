import { engineType } from '#sql/engine-type.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { type SqlType, typeFacts } from '#sql/types.ts';
import type { SystemRelation, SystemRelationSession } from '#warehouse/catalog-interface.ts';
import { systemRelationOid } from '#warehouse/system-relations/oids.ts';

type Column = SystemRelation['columns'][number] & { sql: string };

export interface Declaration {
  /** pg_catalog unless given. */
  schema?: SystemRelation['schema'];
  name: string;
  /**
   * One column per line: name, type, DuckDB expression (`relnamespace oid r.schema_oid`). A line that starts with
   * `hidden` is a column that `*` leaves out. Without an expression the column is NULL.
   */
  columns: string;
  /** DuckDB FROM clause, without the word, with WHERE and what follows. */
  from: string;
  live?: SystemRelation['live'];
  note?: string;
}

/**
 * A system relation from its table of columns. Each expression is cast to its column's engine type, so that a
 * client can rely on the declared type. `:database`, `:database_oid`, `:user`, `:user_id`, `:pid`, `:superuser` and
 * `:search_path` (a LIST) in expressions and FROM stand for the asking session.
 */
export function systemRelation(declaration: Declaration): SystemRelation {
  const { columns, text } = declaredSelect(declaration);
  return {
    oid: systemRelationOid(declaration.name),
    schema: declaration.schema ?? 'pg_catalog',
    name: declaration.name,
    columns,
    select: (session) => forSession(text, session),
    ...(declaration.live === undefined ? {} : { live: declaration.live }),
    ...(declaration.note === undefined ? {} : { note: declaration.note }),
  };
}

/** The columns of a declaration, and its SELECT before `forSession`. */
export function declaredSelect(declaration: Pick<Declaration, 'columns' | 'from'>): {
  columns: SystemRelation['columns'];
  text: string;
} {
  const columns = parseColumns(declaration.columns);
  const items = columns.map(
    (column) => `CAST(${column.sql} AS ${engineType(column.type)}) AS "${column.name}"`,
  );
  return {
    columns: columns.map(({ sql: _, ...column }) => column),
    text: `SELECT ${items.join(', ')} FROM ${declaration.from}`,
  };
}

/** A relation that has no rows: what it would tell of does not happen in Slipher, or not yet. */
export function emptyRelation(declaration: Omit<Declaration, 'from' | 'live'>): SystemRelation {
  return systemRelation({ ...declaration, from: '(SELECT 1) WHERE false' });
}

/** Replaces `:name` by the session's value as a DuckDB literal; `more` holds further ones as DuckDB text. */
export function forSession(
  text: string,
  session: SystemRelationSession,
  more: Record<string, string> = {},
): string {
  const values: Record<string, string> = {
    database: quoteLiteral(session.database),
    database_oid: String(session.databaseOid),
    user: quoteLiteral(session.user),
    user_id: String(session.userId),
    pid: String(session.pid),
    superuser: String(session.superuser),
    search_path: `[${session.searchPath.map(quoteLiteral).join(', ')}]::VARCHAR[]`,
    ...more,
  };
  return text.replace(/(?<![:\w]):([a-z_]+)\b/g, (whole, name: string) => values[name] ?? whole);
}

const linePattern = /^(hidden\s+)?(\S+)\s+((?:"char"|[a-z_0-9]+)(?:\(\d+(?:,\d+)?\))?(?:\[\])?)(?:\s+(.+))?$/;

function parseColumns(text: string): Column[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map(parseColumn);
}

function parseColumn(line: string): Column {
  const [, hidden, name, type, sql] = linePattern.exec(line) ?? [];
  if (name === undefined || type === undefined) throw new Error(`not a column of a system relation: ${line}`);
  const column = { name, type: parseType(type), sql: sql ?? 'NULL' };
  return hidden === undefined ? column : { ...column, hidden: true };
}

function parseType(text: string): SqlType {
  if (text.endsWith('[]')) return { name: 'array', element: parseType(text.slice(0, -2)) };
  const [, name = '', first = '', second = ''] = /^([^(]+)(?:\((\d+)(?:,(\d+))?\))?$/.exec(text) ?? [];
  if (name === 'numeric') return { name, precision: Number(first), scale: Number(second) };
  if (!(name in typeFacts)) throw new Error(`not a type: ${text}`);
  if (name === 'char' || name === 'varchar' || name === 'varbyte') return { name, length: Number(first) };
  return { name } as SqlType;
}

/** A fragment written over several lines, for use in a column's line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
