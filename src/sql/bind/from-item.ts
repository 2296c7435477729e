import { fail } from '#base/errors.ts';
import type { TableAlias, TableExpression } from '#sql/ast.ts';
import type { Scope } from '#sql/bind/binder-interface.ts';
import type { QueryBinder, RelationRowColumn } from '#sql/bind/query-binder.ts';
import {
  qualifiedColumn,
  type RelationScope,
  type ScopeColumn,
  type ScopeRelation,
} from '#sql/bind/scope.ts';
import type { RelationUse } from '#sql/plan.ts';
import { quoteIdentifier } from '#sql/quote.ts';

/** A bound item of FROM: its DuckDB text, the relations it shows, and what unqualified names see of it. */
export interface FromItem {
  sql: string;
  /** The quoted name of a single relation in the text. */
  alias?: string;
  relations: ScopeRelation[];
  columns: ScopeColumn[];
}

/** What the binding of a table expression needs. */
export interface FromContext {
  binder: QueryBinder;
  /** The enclosing query's scope: derived tables see nothing else. */
  outer: Scope | undefined;
  /** Items to the left in the same FROM, which a SUPER path may start from. */
  siblings: RelationScope;
  /** Binds a table expression that stands inside another one. */
  bind(table: TableExpression, siblings: RelationScope): FromItem;
}

/** Rows that get a name in FROM. */
export interface NamedRows {
  /** DuckDB text without alias: a table, a parenthesised query, a function call. */
  source: string;
  columns: RelationRowColumn[];
  /** The name where no alias is written; undefined for a derived table. */
  name?: string;
  schema?: string;
  database?: string;
  /** Where the name is written. */
  position?: number;
  use?: RelationUse;
}

/** Gives rows their alias in the text and in the scope. */
export function nameRows(binder: QueryBinder, rows: NamedRows, alias: TableAlias | undefined): FromItem {
  const name = alias?.name.name ?? rows.name;
  const emitted = binder.uniqueName(name ?? 'q');
  const relation: ScopeRelation = { name, columns: [] };
  const position = alias?.name.pos ?? rows.position;
  if (position !== undefined) relation.position = position;
  if (rows.use !== undefined) relation.use = rows.use;
  if (alias === undefined && rows.schema !== undefined) relation.schema = rows.schema;
  if (alias === undefined && rows.database !== undefined) relation.database = rows.database;
  checkColumnAliases(alias, rows.columns.length);
  relation.columns = rows.columns.map((column, index) =>
    scopeColumn(column, relation, emitted, alias?.columns?.[index]?.name ?? column.name),
  );
  const quoted = quoteIdentifier(emitted);
  return {
    sql: `${rows.source} AS ${quoted}`,
    alias: quoted,
    relations: [relation],
    columns: relation.columns,
  };
}

function scopeColumn(
  column: RelationRowColumn,
  relation: ScopeRelation,
  alias: string,
  name: string,
): ScopeColumn {
  const shown: ScopeColumn = {
    name,
    type: column.type,
    sql: qualifiedColumn(alias, column.emitted),
    relation,
  };
  if (column.hidden) shown.hidden = true;
  if (column.origin !== undefined) shown.origin = column.origin;
  if (column.literal !== undefined) shown.literal = column.literal;
  return shown;
}

function checkColumnAliases(alias: TableAlias | undefined, available: number): void {
  const written = alias?.columns?.length ?? 0;
  if (written <= available) return;
  throw fail(
    'invalid_column_reference',
    `table "${alias!.name.name}" has ${available} columns available but ${written} columns specified`,
    { position: alias!.name.pos },
  );
}
