import type { Statement } from '#sql/ast.ts';
import type { CatalogReader, Relation } from '#sql/catalog-reader.ts';
import type { SqlType } from '#sql/types.ts';

/** What binding needs besides the tree: the catalog, the session's facts, the statement's text. */
export interface BindContext {
  /** Text that positions refer to. */
  text: string;
  catalog: CatalogReader;
  session: SessionFacts;
  /** Types that the client declared for `$1`, `$2` …; `undefined` is left to the binder. */
  parameterTypes?: (SqlType | undefined)[];
}

/** The session as SQL sees it. Values are those at the start of the statement. */
export interface SessionFacts {
  user: { name: string; id: number; superuser: boolean };
  sessionUser: { name: string; id: number };
  database: string;
  pid: number;
  /** Start of the transaction and of the statement, microseconds since 1970 UTC. */
  transactionStart: bigint;
  statementStart: bigint;
  /** Current value of a session setting, by lower-case name; undefined for an unknown one. */
  setting(name: string): string | undefined;
  /** Resolved search path: existing schemas only, `pg_catalog` and the temporary schema left out. */
  searchPath: string[];
  lastQueryId: bigint;
  lastCopyId: bigint;
  lastCopyCount: bigint;
  lastUnloadId: bigint;
  lastUnloadCount: bigint;
}

export interface OutputColumn {
  name: string;
  type: SqlType;
  /** The stored column that this output passes through unchanged. */
  origin?: { relation: Relation; column: string; attributeNumber: number; notNull: boolean };
}

/** A relation that the statement reads or writes, for locks and privileges. */
export interface RelationUse {
  relation: Relation;
  access: 'read' | 'insert' | 'update' | 'delete';
  columns?: string[];
  /** The view that reads it: its owner's privileges count, not those of the user. */
  through?: Relation;
}

/**
 * DuckDB text that answers a query. Output columns have the engine type of `engineType()`
 * (sql/engine-type.ts), so that a door can encode a column from its Redshift type alone.
 */
export interface QueryPlan {
  kind: 'query';
  sql: string;
  columns: OutputColumn[];
  /** No more rows than this can come, where the text alone says so. */
  rowsMax: number | undefined;
  parameters: SqlType[];
  uses: RelationUse[];
  /** Names of live relations whose placeholders (`livePlaceholder()`) stand in `sql`. */
  live: string[];
  /** The text holds no session value: it may be run again later as it is. */
  reusable: boolean;
  /** Functions with effects, run by the executor before the query: `pg_cancel_backend`, `set_config` … */
  effects: Effect[];
}

/** A call with an effect outside the data; its argument is known when the plan is made. */
export interface Effect {
  name: 'pg_cancel_backend' | 'pg_terminate_backend' | 'set_config';
  args: (string | null)[];
}

/** INSERT, UPDATE, DELETE, MERGE. The statements run in order in one transaction. */
export interface ModifyPlan {
  kind: 'modify';
  command: 'insert' | 'update' | 'delete' | 'merge';
  target: Relation;
  /** The statement whose row count the command tag carries is the last one. */
  statements: string[];
  /** INSERT … VALUES of constants only: rows for the appender, in the order of `columns`. */
  bulk?: {
    columns: string[];
    types: SqlType[];
    rowCount: number;
    /** Read once; each row is checked and coerced when it is asked for. Throws as the statement itself would. */
    rows: Iterable<BulkValue[]>;
    /**
     * Columns that the engine fills row by row: the next number of an IDENTITY, a DEFAULT that is no constant, a
     * function of a text that is in `rows` under the column's name.
     */
    computed: { column: string; sql: string }[];
  };
  parameters: SqlType[];
  uses: RelationUse[];
  live: string[];
  reusable: boolean;
}

/** A value already checked and coerced to its column: text as the engine reads it, or null. */
export type BulkValue = string | number | bigint | boolean | null;

/** Everything else runs from its tree, by the file of its name in `warehouse/statements`. */
export interface UtilityPlan {
  kind: 'utility';
  statement: Statement;
}

export type Plan = QueryPlan | ModifyPlan | UtilityPlan;

/** Stands for a live relation in a plan's SQL until the executor puts its rows there. */
export function livePlaceholder(name: string): string {
  return `/*live:${name}*/`;
}

const quotedOrPlaceholder = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\/\*live:(\w+)\*\//g;

/**
 * Puts DuckDB text in the place of live placeholders, in one pass: what looks like one inside a string or a quoted
 * name is data, whether it came with the statement or with the rows put in.
 */
export function fillPlaceholders(sql: string, texts: ReadonlyMap<string, string>): string {
  return sql.replace(quotedOrPlaceholder, (whole, name: string | undefined) =>
    name === undefined ? whole : (texts.get(name) ?? whole),
  );
}
