import type { Statement } from '#sql/ast.ts';
import type { CatalogReader } from '#sql/catalog-reader.ts';
import type { BindContext, BulkValue, OutputColumn, Plan, QueryPlan, SessionFacts } from '#sql/plan.ts';
import type { CatalogTransaction, DatabaseRow } from '#warehouse/catalog-interface.ts';
import type { LoadContext } from '#warehouse/copy/load-context.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { Notice } from '#warehouse/session-interface.ts';

/**
 * What a utility statement (a file of `warehouse/statements`) may see and do. It lives for one statement.
 * Every statement runs inside a transaction: the session's block, or an implicit one that the session commits
 * after the statement. A handler that throws leaves the undoing to the session.
 */
export interface StatementContext {
  /** The text that the statement's positions refer to. */
  readonly text: string;
  /** User, database, search path, settings: as of the start of this statement. */
  readonly session: SessionFacts;
  /** The session's database. */
  readonly database: DatabaseRow;
  /** The catalog as this transaction sees it and changes it. Run what a change returns with `apply`. */
  readonly catalog: CatalogTransaction;
  /**
   * DuckDB text in the session's transaction, which begins in the engine with the first call. Take table locks
   * before: a lock that must be waited for after the engine's snapshot is taken ends in 1023 instead.
   */
  readonly engine: EngineConnection;

  /** A reader for the binder with this session's database, search path and temporary tables. */
  reader(): CatalogReader;
  /** Binds a statement or a query of this text in the session (`text` when it is not the statement's own). */
  bind(statement: Statement, text?: string): Plan;
  /** What the binder's own entries need (`bindQueryForTable`). */
  bindContext(text?: string): BindContext;
  /** A query plan's DuckDB text with its live relations filled in, ready for CREATE TABLE AS or EXPLAIN. */
  queryText(plan: Pick<QueryPlan, 'sql' | 'live'> & Partial<QueryPlan>): Promise<string>;

  /** Runs the engine statements that a catalog change returned, in order. */
  apply(statements: string[]): Promise<void>;
  /** Takes the write lock of these tables, waiting for other writers; held to the end of the transaction. */
  lock(relationOids: number[]): Promise<void>;
  /** Throws 25001 `<name> cannot run inside a transaction block` in a block or a multi-statement string. */
  requireOutsideTransaction(name: string): void;
  /** Commits now, also an open BEGIN block (TRUNCATE); what follows in this statement runs in a new transaction. */
  commit(): Promise<void>;
  /** Flushes the engine's log into its data file where nothing stands against it (VACUUM). */
  checkpoint(): Promise<void>;
  /** Throws 42501 unless the user is a superuser; `what` completes "must be superuser to …". */
  requireSuperuser(what: string): void;
  /** How many other sessions are connected to this database (DROP DATABASE), or of this user (DROP USER). */
  otherSessions(of: { database?: string; user?: string }): number;

  /** A result with rows from memory: values as the engine reads them for the column's type (times as ISO text). */
  rows(columns: OutputColumn[], values: BulkValue[][], tag?: string): Promise<StatementResult>;
  /** A result with rows from DuckDB text whose columns have the engine types of `columns`. */
  query(columns: OutputColumn[], sql: string, tag?: string): Promise<StatementResult>;
  /** A result without rows: only its command tag. */
  done(tag: string): StatementResult;
  notice(notice: Notice): void;
  /** For COPY and UNLOAD. */
  readonly load: LoadContext;
}
