import { fail } from '#base/errors.ts';
import type { Statement } from '#sql/ast.ts';
import { bind } from '#sql/bind/bind.ts';
import type { CatalogReader } from '#sql/catalog-reader.ts';
import { engineType } from '#sql/engine-type.ts';
import type { BindContext, BulkValue, OutputColumn, Plan, SessionFacts } from '#sql/plan.ts';
import { quoteLiteral } from '#sql/quote.ts';
import type { CatalogTransaction, DatabaseRow } from '#warehouse/catalog-interface.ts';
import type { LoadContext } from '#warehouse/copy/load-context.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';
import type { EngineParameter } from '#warehouse/engine/prepared.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { noRows } from '#warehouse/results/no-rows.ts';
import { fillLive, openQuery, queryResult } from '#warehouse/session/execute-plan.ts';
import { loadContext } from '#warehouse/session/load-context.ts';
import { lockTable } from '#warehouse/session/lock-tables.ts';
import { type DataPlan, lockedPlan, runPlan } from '#warehouse/session/run-plan.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import type { StatementRun } from '#warehouse/session/statement-run.ts';
import type { Notice } from '#warehouse/session-interface.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** What utility statements work with: one run's view of its session. */
export class SessionContext implements StatementContext {
  readonly run: StatementRun;
  readonly core: SessionCore;
  readonly text: string;
  readonly engine: EngineConnection;

  constructor(run: StatementRun) {
    this.run = run;
    this.core = run.core;
    this.text = run.request.text;
    this.engine = {
      run: async (sql) => (await this.#writable()).run(sql),
      rows: async (sql) => (await this.#writable()).rows(sql),
    };
  }

  get session(): SessionFacts {
    return this.run.facts;
  }
  get database(): DatabaseRow {
    return this.core.databaseRow;
  }
  get catalog(): CatalogTransaction {
    return this.core.currentTransaction.catalog;
  }

  reader(): CatalogReader {
    return this.core.reader();
  }

  bindContext(text = this.text): BindContext {
    return this.core.bindContext(text, this.session);
  }

  bind(statement: Statement, text = this.text): Plan {
    return bind(statement, this.bindContext(text));
  }

  /** Runs a plan of this statement's text with locks and privileges (EXECUTE). */
  async runPlan(bindPlan: () => Plan, parameters: readonly EngineParameter[]): Promise<StatementResult> {
    const plan = await this.lockedPlan(bindPlan);
    return runPlan(this.run, plan, parameters);
  }

  /** A plan with its locks taken and its privileges checked, to be run later (DECLARE). */
  async lockedPlan(bindPlan: () => Plan): Promise<DataPlan> {
    const plan = bindPlan();
    if (plan.kind === 'utility') throw new Error('a utility statement has no plan');
    return lockedPlan(this.run, plan, bindPlan);
  }

  async queryText(plan: { sql: string; live: string[] }): Promise<string> {
    return fillLive(this.core, plan);
  }

  async apply(statements: string[]): Promise<void> {
    for (const statement of statements) await this.engine.run(statement);
  }

  async lock(relationOids: number[]): Promise<void> {
    for (const oid of relationOids) await lockTable(this.run, oid, 'write');
    for (const oid of relationOids) this.core.currentTransaction.wrote(oid);
  }

  requireOutsideTransaction(name: string): void {
    if (!this.core.transaction?.explicit && this.run.request.alone) return;
    throw fail('active_sql_transaction', `${name} cannot run inside a transaction block`);
  }

  async commit(): Promise<void> {
    await this.core.commit();
  }

  async checkpoint(): Promise<void> {
    // Refused while another transaction writes; the engine does it by itself later.
    await this.core.connection.run('CHECKPOINT warehouse').catch(() => 0);
  }

  requireSuperuser(what: string): void {
    if (this.session.user.superuser) return;
    throw fail('insufficient_privilege', `must be superuser to ${what}`);
  }

  otherSessions(of: { database?: string; user?: string }): number {
    return this.core.shared.sessions.count(
      (other) =>
        other.pid !== this.core.pid &&
        (of.database === undefined || other.core.database === of.database) &&
        (of.user === undefined || (other.core.request.user === of.user && !other.core.request.internal)),
    );
  }

  async rows(columns: OutputColumn[], values: BulkValue[][], tag?: string): Promise<StatementResult> {
    return this.query(columns, valuesQuery(columns, values), tag);
  }

  async query(columns: OutputColumn[], sql: string, tag = 'SHOW'): Promise<StatementResult> {
    const { transaction } = this.core;
    if (transaction?.explicit) await transaction.beginEngine();
    return queryResult(columns, await openQuery(this.core, sql), tag);
  }

  done(tag: string): StatementResult {
    return noRows(tag);
  }

  get load(): LoadContext {
    return loadContext(this.run);
  }

  notice(notice: Notice): void {
    this.core.notice(notice);
  }

  async #writable() {
    await this.core.currentTransaction.beginEngine();
    return this.core.connection;
  }
}

/** DuckDB text of these rows, each value cast to its column's type. */
function valuesQuery(columns: OutputColumn[], rows: BulkValue[][]): string {
  const names = columns.map((_, index) => `c${index}`);
  const items = columns.map(({ type }, index) => `CAST(c${index} AS ${engineType(type)})`).join(', ');
  if (rows.length === 0)
    return `SELECT ${items} FROM (SELECT ${names.map((name) => `NULL AS ${name}`).join(', ')}) WHERE false`;
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ');
  return `SELECT ${items} FROM (VALUES ${values}) AS v(${names.join(', ')})`;
}

function literal(value: BulkValue): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? quoteLiteral(value) : String(value);
}
