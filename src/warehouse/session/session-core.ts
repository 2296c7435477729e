import { fail, RedshiftError } from '#base/errors.ts';
import type { CatalogReader } from '#sql/catalog-reader.ts';
import type { BindContext, SessionFacts } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { CatalogTransaction, DatabaseRow, UserRow } from '#warehouse/catalog-interface.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import { ConflictError } from '#warehouse/engine/engine-failure.ts';
import type { StatementRecord } from '#warehouse/history/statement-record.ts';
import { conflictError } from '#warehouse/session/conflict.ts';
import type { Cursor } from '#warehouse/session/cursor.ts';
import type { Shared } from '#warehouse/session/shared.ts';
import type { SqlPrepared } from '#warehouse/session/sql-prepared.ts';
import { SessionTransaction } from '#warehouse/session/transaction.ts';
import type { Notice, SessionRequest } from '#warehouse/session-interface.ts';
import { splitSearchPath } from '#warehouse/settings/search-path.ts';
import type { SessionSettings } from '#warehouse/settings/session-settings.ts';

/** The state of one session, and its transactions. */
export class SessionCore {
  readonly pid: number;
  readonly request: SessionRequest;
  readonly shared: Shared;
  readonly connection: Connection;
  readonly settings: SessionSettings;
  readonly started = nowMicroseconds();
  /** Statements of SQL's PREPARE, by name. */
  readonly prepared = new Map<string, SqlPrepared>();
  readonly cursors = new Map<string, Cursor>();
  transaction: SessionTransaction | undefined;
  /** Results that are still read; the end of the transaction closes them. */
  readonly openResults = new Set<{ close(): Promise<void> }>();
  database: string;
  lastQueryId = -1n;
  lastCopy = { id: -1n, count: 0n };
  lastUnload = { id: -1n, count: 0n };
  /** The statement that runs now. */
  running: StatementRecord | undefined;
  readonly userId: number;
  /** What is committed, with the changes of the open transaction. */
  readonly catalog: CatalogTransaction;

  constructor(
    shared: Shared,
    connection: Connection,
    settings: SessionSettings,
    request: SessionRequest,
    identity: { pid: number; userId: number },
  ) {
    this.shared = shared;
    this.connection = connection;
    this.settings = settings;
    this.request = request;
    this.pid = identity.pid;
    this.userId = identity.userId;
    this.catalog = shared.catalog.begin();
    this.database = request.database;
  }

  /** The transaction that statements run in; an implicit one begins where there is none. */
  get currentTransaction(): SessionTransaction {
    return this.ensureTransaction();
  }

  ensureTransaction(): SessionTransaction {
    if (this.transaction) return this.transaction;
    const { shared, connection, settings, catalog, pid, userId, database } = this;
    this.transaction = new SessionTransaction(shared, connection, settings, catalog, {
      pid,
      userId,
      database,
    });
    return this.transaction;
  }

  get user(): UserRow {
    const user = this.catalog.userById(this.userId);
    if (!user) throw fail('undefined_object', `user "${this.request.user}" does not exist`);
    return user;
  }

  get databaseRow(): DatabaseRow {
    const row = this.catalog.database(this.database);
    if (!row) throw fail('invalid_catalog_name', `database "${this.database}" does not exist`);
    return row;
  }

  get timeoutSeconds(): number {
    return this.catalog.userById(this.userId)?.sessionTimeoutSeconds ?? 0;
  }

  async commit(): Promise<void> {
    await this.#closeResults();
    const transaction = this.transaction;
    this.transaction = undefined;
    try {
      await transaction?.commit();
    } catch (error) {
      throw this.named(error, transaction);
    }
  }

  async rollback(): Promise<void> {
    await this.#closeResults();
    const transaction = this.transaction;
    this.transaction = undefined;
    await transaction?.rollback();
  }

  /** After an error: an implicit transaction is over, a block is undone and waits for its end. */
  async abort(): Promise<void> {
    const transaction = this.transaction;
    if (!transaction?.explicit) {
      await this.rollback();
      return;
    }
    await this.#closeResults();
    await transaction.rollback();
    transaction.failed = true;
  }

  /** The error as the client shall see it; a conflict gets the names of its two parties. */
  named(error: unknown, transaction = this.transaction): unknown {
    if (!(error instanceof ConflictError)) return error;
    return conflictError(error, this.shared, transaction);
  }

  facts(statementStart = nowMicroseconds()): SessionFacts {
    const user = this.user;
    return {
      user: { name: user.name, id: user.id, superuser: user.superuser },
      sessionUser: { name: user.name, id: user.id },
      database: this.database,
      pid: this.pid,
      transactionStart: this.transaction?.started ?? statementStart,
      statementStart,
      setting: (name) => this.settings.get(name),
      searchPath: this.resolvedSearchPath(),
      lastQueryId: this.lastQueryId,
      lastCopyId: this.lastCopy.id,
      lastCopyCount: this.lastCopy.count,
      lastUnloadId: this.lastUnload.id,
      lastUnloadCount: this.lastUnload.count,
    };
  }

  /** Schemas of search_path that exist; `$user` is the user's own. */
  resolvedSearchPath(): string[] {
    const { catalog } = this;
    const database = catalog.database(this.database);
    if (!database) return [];
    return this.searchPathNames().filter(
      (name) => name !== 'pg_catalog' && catalog.schema(database.oid, name) !== undefined,
    );
  }

  searchPathNames(): string[] {
    const names = splitSearchPath(this.settings.get('search_path') ?? '');
    return names.map((name) => (name === '$user' ? this.user.name : name));
  }

  reader(): CatalogReader {
    return this.catalog.reader({
      database: this.database,
      searchPath: this.searchPathNames(),
      pid: this.pid,
      user: this.user.name,
    });
  }

  bindContext(text: string, facts = this.facts(), parameterTypes?: (SqlType | undefined)[]): BindContext {
    const context = { text, catalog: this.reader(), session: facts };
    return parameterTypes ? { ...context, parameterTypes } : context;
  }

  notice(notice: Notice): void {
    this.request.onNotice(notice);
  }

  warn(state: string, message: string): void {
    this.notice({ severity: 'WARNING', code: state, message });
  }

  async #closeResults(): Promise<void> {
    this.cursors.clear();
    if (this.openResults.size === 0) return;
    const results = [...this.openResults];
    this.openResults.clear();
    for (const result of results) await result.close();
  }
}

/** An error of ours that was not foreseen: XX000, its text for the log and not for the client. */
export function forClient(error: unknown, unforeseen: (error: unknown) => void): RedshiftError {
  if (error instanceof RedshiftError) return error;
  // Nesting that the parser let pass can still be too deep for those who read its tree.
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return fail('statement_too_complex', 'stack depth limit exceeded');
  }
  unforeseen(error);
  return fail('internal_error', 'internal error: the statement could not be run');
}
