import type { Expression, NamePart, Query } from '#sql/ast.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { BindContext, Effect, OutputColumn, RelationUse } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';

/** A bound expression: DuckDB text and the Redshift type it has. The text is safe to put inside any other. */
export interface TypedSql {
  sql: string;
  type: SqlType;
  /** Constant as written (string, number, boolean); `null` for NULL. A string literal has type `unknown`. */
  literal?: string | null;
  /** 1-based index of a bare parameter whose type is still open (type `unknown`). */
  parameter?: number;
  /** A regclass, regproc or regtype, whose text is a name: DuckDB text of the object's number. */
  objectId?: string;
  /** A place inside a SUPER value: a longer path starts from the same value. */
  superPath?: { base: string; path: string };
  /**
   * A decimal of more than 18 digits: DuckDB text of the same value in 64 bits, several times quicker, which fails
   * when it does not fit. Only for use inside TRY (sql/functions/exact-sum.ts).
   */
  narrow?: string;
  /** Label of an unnamed output column; `?column?` when absent. */
  label?: string;
  origin?: NonNullable<OutputColumn['origin']>;
  /** Contains an aggregate of this query level / a window function. */
  aggregate?: boolean;
  window?: boolean;
}

/** Where an expression stands: decides what is allowed and what an error says. */
export type Clause =
  | 'select'
  | 'where'
  | 'group by'
  | 'having'
  | 'qualify'
  | 'order by'
  | 'join condition'
  | 'values'
  | 'limit'
  | 'from'
  | 'default'
  | 'set';

/** A name resolved in a scope; `rest` are the parts left over, a path into a SUPER column. */
export interface ResolvedName {
  column: TypedSql;
  rest: NamePart[];
}

/** Names visible to an expression. Queries make scopes; expressions only ask them. */
export interface Scope {
  /** The scope of the enclosing query, for correlated references. */
  readonly parent: Scope | undefined;
  /**
   * Finds the longest prefix of the chain that names a column (`c`, `t.c`, `s.t.c`), in this scope, then in
   * its parents. Undefined when nothing matches; throws 42702 when ambiguous.
   */
  resolve(parts: NamePart[], clause: Clause): ResolvedName | undefined;
  /** A window named in the WINDOW clause, as DuckDB text. */
  namedWindow(name: string): string | undefined;
  /** True when a name part is a relation alias here: to say `missing FROM-clause entry` or not. */
  hasRelation(name: string): boolean;
}

/** A bound query: DuckDB text without parentheses, and what comes out. */
export interface BoundQuery {
  sql: string;
  columns: (OutputColumn & { literal?: string | null })[];
}

/** One statement being bound: shared state, and the two directions of recursion. */
export interface Binder {
  readonly context: BindContext;
  /** `$n` types, filled as they become known. */
  readonly parameters: (SqlType | undefined)[];
  /** A row that holds the parameters as text, in columns `p1`, `p2` …, where the statement has put one. */
  parameterRow: string | undefined;
  readonly uses: RelationUse[];
  readonly live: Set<string>;
  readonly effects: Effect[];
  /** Set when the emitted text holds a session value or the clock. */
  sessionDependent: boolean;
  bindExpression(expression: Expression, scope: Scope, clause: Clause): TypedSql;
  /** `parent` is the scope that correlated references may see. */
  bindQuery(query: Query, parent: Scope | undefined): BoundQuery;
  /** Records the use of a relation and expands a view; DuckDB text for FROM. */
  relationSource(relation: Relation): string;
}
