import type { Query } from '#sql/ast.ts';
import type { Binder, BoundQuery, Scope, TypedSql } from '#sql/bind/binder-interface.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { OutputColumn, RelationUse } from '#sql/plan.ts';

/** An output column of a query inside the statement: its label for users, its own name in the DuckDB text. */
export interface BoundColumn extends OutputColumn {
  /** Unique within the query, whatever the labels are. */
  emitted: string;
  literal?: string | null;
  /** A bare `$n` whose type nothing has settled. */
  parameter?: number;
}

/** Puts an output value into another form: a cast to a common type, an assignment, final text. */
export type Conversion = (value: TypedSql) => string;

/**
 * A query bound but not yet written: whoever uses it may still convert its columns, which then happens inside
 * its select list, so that no extra level stands in the engine's way.
 */
export interface BoundBody {
  columns: BoundColumn[];
  /** No more rows than this can come, where the text alone says so. */
  rowsMax?: number | undefined;
  render(conversions?: (Conversion | undefined)[]): string;
}

/** A sub-query ready to stand in FROM or in an expression: every column has a settled type. */
export interface BoundSubquery extends BoundQuery {
  columns: BoundColumn[];
}

/** A relation's rows for FROM, and the columns they have. */
export interface RelationRows {
  sql: string;
  columns: RelationRowColumn[];
  use: RelationUse;
}
export interface RelationRowColumn extends BoundColumn {
  hidden?: boolean;
}

/** What the files of queries and DML need of the statement's binder beyond the contract with expressions. */
export interface QueryBinder extends Binder {
  /** A name that no other relation, common table expression or derived table of the statement has. */
  uniqueName(wanted: string): string;
  bindQuery(query: Query, parent: Scope | undefined): BoundSubquery;
  /** The same with columns as they come: literals and parameters may still be of unknown type. */
  bindQueryBody(query: Query, parent: Scope | undefined): BoundBody;
  relationRows(relation: Relation, position: number): RelationRows;
}
