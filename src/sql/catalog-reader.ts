import type { SqlType } from '#sql/types.ts';

/** What the binder must know of a relation. `warehouse/catalog` implements it over its own tables. */
export interface Relation {
  oid: number;
  database: string;
  schema: string;
  name: string;
  kind: 'table' | 'view' | 'late-binding view' | 'materialized view' | 'external table' | 'system';
  temporary: boolean;
  owner: number;
  columns: RelationColumn[];
  /**
   * How the engine reaches the rows: quoted, fully qualified DuckDB text for a table (`"dev.public"."t"`),
   * a parenthesised DuckDB SELECT for a system relation. Views have none: the binder expands `viewQuery`.
   */
  source: string | undefined;
  /** A view's Redshift query text as written, and the search path under which it was created. */
  viewQuery?: string;
  viewSearchPath?: string[];
  /**
   * A system relation whose rows live in memory (sessions, running statements …): the executor replaces
   * the placeholder of this name in `source` just before it runs the statement.
   */
  live?: string;
}

export interface RelationColumn {
  name: string;
  type: SqlType;
  notNull: boolean;
  /** Redshift text of the DEFAULT expression. */
  default?: string;
  identity?: { seed: bigint; step: bigint; byDefault: boolean; sequence: string };
  caseInsensitive?: boolean;
  /** A system column that `*` leaves out, such as oid. */
  hidden?: boolean;
}

export interface UserFunction {
  schema: string;
  name: string;
  argumentTypes: SqlType[];
  returns: SqlType;
  language: string;
  body: string;
}

/** The session's view of the catalog, as of now and including its own uncommitted changes. */
export interface CatalogReader {
  /** Database of the session. */
  readonly database: string;
  /** The relation that the name stands for, by the search path where no schema is given. */
  findRelation(name: { database?: string; schema?: string; name: string }): Relation | undefined;
  hasSchema(schema: string, database?: string): boolean;
  findFunctions(name: { schema?: string; name: string }): UserFunction[];
}
