import { randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { fail, type RedshiftError } from '#base/errors.ts';
import type { Statement } from '#sql/ast.ts';
import { bind } from '#sql/bind/bind.ts';
import { type ParsedStatement, parseInPieces } from '#sql/parse.ts';
import { utilityParameterTypes } from '#sql/show-parameters.ts';
import type { SqlType } from '#sql/types.ts';
import { dropTemporarySchemas } from '#warehouse/catalog/temporary-schema.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { noRows } from '#warehouse/results/no-rows.ts';
import { SessionContext } from '#warehouse/session/context.ts';
import { describeStatement } from '#warehouse/session/describe.ts';
import { IdleTimer } from '#warehouse/session/idle-timer.ts';
import { PlanCache } from '#warehouse/session/plan-cache.ts';
import type { BoundStatement } from '#warehouse/session/prepared-statement.ts';
import { runOne } from '#warehouse/session/run-statement.ts';
import { forClient, type SessionCore } from '#warehouse/session/session-core.ts';
import { type OpenSession, terminated } from '#warehouse/session/sessions.ts';
import { endsTransaction, StatementRun } from '#warehouse/session/statement-run.ts';
import type { ParameterValue, PreparedStatement, Session } from '#warehouse/session-interface.ts';

/** See Session. Its door calls one method at a time; `cancel` and `terminate` may come in between. */
export class WarehouseSession implements Session, OpenSession {
  readonly core: SessionCore;
  readonly secret = randomInt(1, 2 ** 31 - 1);
  readonly #plans = new PlanCache();
  readonly #idle: IdleTimer;
  #run: StatementRun | undefined;
  #disposed = false;
  #ended: 'closed' | 'timed out' | undefined;

  constructor(core: SessionCore) {
    this.core = core;
    this.#idle = new IdleTimer(core, (error) => this.#end('timed out', error));
    core.shared.sessions.add(this);
    this.#idle.start();
  }

  get pid(): number {
    return this.core.pid;
  }

  get lastQueryId(): bigint {
    return this.core.lastQueryId;
  }

  get transactionStatus(): 'idle' | 'transaction' | 'failed' {
    const { transaction } = this.core;
    if (transaction?.failed) return 'failed';
    return transaction?.explicit ? 'transaction' : 'idle';
  }

  setting(name: string): string | undefined {
    return this.core.settings.get(name);
  }

  async *run(text: string): AsyncGenerator<StatementResult, undefined> {
    this.#idle.stop();
    try {
      yield* this.#runAll(text);
    } finally {
      if (!this.core.transaction?.explicit) await this.core.rollback();
      this.#idle.start();
    }
    return undefined;
  }

  async prepare(text: string, parameterTypes: (SqlType | undefined)[]): Promise<PreparedStatement> {
    return this.#orAbort(async () => {
      const statement: BoundStatement = {
        text,
        empty: false,
        parsed: await this.#parseOne(text, parameterTypes),
        declaredTypes: parameterTypes,
        plan: undefined,
        cached: undefined,
        parameterTypes: [],
        columns: undefined,
      };
      if (!statement.parsed) return { ...statement, empty: true };
      this.#requireUsable(statement.parsed);
      this.#bindAgain(statement);
      return statement;
    });
  }

  async execute(
    prepared: PreparedStatement,
    parameters: ParameterValue[],
    last = false,
  ): Promise<StatementResult> {
    const statement = prepared as BoundStatement;
    const { parsed, text } = statement;
    if (!parsed) return noRows('');
    this.#idle.stop();
    const alone = this.core.transaction === undefined;
    const commitAtEnd = last && alone && changesRows(parsed);
    const run = this.#begin(requestOf(text, parsed, commitAtEnd, alone));
    return run.start(async () => {
      this.#bindAgain(statement);
      this.#requireParameters(statement, parameters);
      const engine = await statement.cached?.enginePlan(this.core.connection, this.core.shared.tableWrites);
      const { plan, parameterTypes } = statement;
      return runOne(run, { parameters, parameterTypes, engine, ...(plan ? { plan } : {}) });
    });
  }

  async sync(failed: boolean): Promise<void> {
    const { core } = this;
    try {
      if (failed) await core.abort();
      else if (core.transaction && !core.transaction.explicit) await core.commit();
    } catch (error) {
      throw this.#forClient(error);
    } finally {
      this.core.running = undefined;
      this.#idle.start();
    }
  }

  /** Does the work of a statement that the warehouse itself gives, in a transaction of its own that is committed at the end. */
  async perform(
    text: string,
    statement: Statement,
    work: (context: SessionContext) => Promise<StatementResult>,
  ): Promise<void> {
    const run = this.#begin({ text, ownText: text, statement, commitAtEnd: true, alone: true });
    await run.start(() => work(new SessionContext(run)));
  }

  cancel(): void {
    if (this.core.running) this.#run?.cancel();
  }

  terminate(error: Error): void {
    this.#end('closed', error);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { core } = this;
    if (this.#disposed) return;
    this.#disposed = true;
    this.#idle.stop();
    this.#run?.cancel(terminated());
    await this.#run?.settled();
    core.shared.sessions.remove(this.pid);
    await core.rollback().catch((error) => core.shared.log.error('a session ended badly', { error }));
    await this.#dropTemporaryTables();
    this.#plans.close();
    await core.connection.close();
    core.shared.history.sessionEnded(core, this.#ended ?? 'closed');
    if (!core.request.internal)
      core.shared.history.connectionEvent('disconnecting session', core.request, core.pid);
  }

  async *#runAll(text: string): AsyncGenerator<StatementResult, undefined> {
    const cached = this.#usablePlans ? this.#plans.find(text, this.#stamp) : undefined;
    if (cached) {
      const run = this.#begin(requestOf(text, cached.parsed, true, true));
      const result = await run.start(async () => {
        const engine = await cached.enginePlan(this.core.connection, this.core.shared.tableWrites);
        return runOne(run, { plan: cached.plan, engine });
      });
      yield result;
      await result.batches.return?.();
      return undefined;
    }
    const statements = await this.#orAbort(() => this.#parse(text));
    if (statements.length === 0) yield noRows('');
    for (const [index, parsed] of statements.entries()) {
      const last = index === statements.length - 1;
      const run = this.#begin(requestOf(text, parsed, last, statements.length === 1));
      const stamp = this.#stamp;
      const keep = statements.length === 1 && this.#usablePlans;
      const result = await run.start(() =>
        runOne(run, { onPlan: (plan) => keep && this.#plans.add(text, parsed, plan, stamp) }),
      );
      yield result;
      await result.batches.return?.();
    }
    return undefined;
  }

  #begin(request: ConstructorParameters<typeof StatementRun>[1]): StatementRun {
    const run = new StatementRun(this.core, request);
    this.#run = run;
    return run;
  }

  /** Plans of committed catalogs only: what a transaction changed itself is not in the version. */
  get #usablePlans(): boolean {
    return !this.core.transaction?.catalog.changed && !this.core.transaction?.failed;
  }

  /** Two equal stamps bind the same text to the same plan. */
  get #stamp(): string {
    const { core } = this;
    return `${core.shared.catalog.version}:${core.settings.changes}:${core.database}`;
  }

  #bindAgain(statement: BoundStatement): void {
    const { text, parsed, declaredTypes } = statement;
    if (!parsed) return;
    const stamp = this.#stamp;
    const key = planKey(text, declaredTypes);
    const cached = this.#usablePlans ? this.#plans.find(key, stamp) : undefined;
    const plan =
      cached?.plan ?? bind(parsed.statement, this.core.bindContext(text, this.core.facts(), declaredTypes));
    statement.plan = plan;
    statement.cached = cached ?? (this.#usablePlans ? this.#plans.add(key, parsed, plan, stamp) : undefined);
    statement.parameterTypes =
      plan.kind === 'utility' ? utilityParameterTypes(plan.statement) : plan.parameters;
    statement.columns = describeStatement(this.core, plan, text);
  }

  async #parse(text: string): Promise<ParsedStatement[]> {
    const caseSensitiveIdentifiers = this.setting('enable_case_sensitive_identifier') === 'true';
    const pieces = parseInPieces(text, { caseSensitiveIdentifiers });
    for (;;) {
      const { done, value } = pieces.next();
      if (done) return value;
      // Other sessions get a turn.
      await setImmediate();
    }
  }

  async #parseOne(text: string, types: (SqlType | undefined)[]): Promise<ParsedStatement | undefined> {
    const known = this.#usablePlans ? this.#plans.find(planKey(text, types), this.#stamp) : undefined;
    const parsed = known ? [known.parsed] : await this.#parse(text);
    if (parsed.length > 1) {
      throw fail('syntax_error', 'cannot insert multiple commands into a prepared statement');
    }
    return parsed[0];
  }

  #requireUsable({ statement }: ParsedStatement): void {
    if (!this.core.transaction?.failed || endsTransaction(statement)) return;
    throw fail(
      'in_failed_sql_transaction',
      'current transaction is aborted, commands ignored until end of transaction block',
    );
  }

  #requireParameters(statement: BoundStatement, parameters: ParameterValue[]): void {
    const expected = statement.parameterTypes.length;
    if (parameters.length === expected) return;
    throw fail(
      'protocol_violation',
      `bind message supplies ${parameters.length} parameters, but prepared statement requires ${expected}`,
    );
  }

  async #orAbort<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const named = this.#forClient(error);
      await this.core.abort();
      throw named;
    }
  }

  #forClient(error: unknown): RedshiftError {
    return forClient(this.core.named(error), (cause) =>
      this.core.shared.log.error('a statement failed unexpectedly', { error: cause }),
    );
  }

  #end(how: 'closed' | 'timed out', error: Error): void {
    if (this.#ended) return;
    this.#ended = how;
    this.#idle.stop();
    this.#run?.cancel(error);
    this.core.request.onTerminate(error);
  }

  async #dropTemporaryTables(): Promise<void> {
    const { core } = this;
    const transaction = core.currentTransaction;
    const statements = dropTemporarySchemas(transaction.catalog, this.pid);
    try {
      if (statements.length > 0) await transaction.beginEngine();
      for (const statement of statements) await core.connection.run(statement);
      await core.commit();
    } catch (error) {
      core.shared.log.error('temporary tables could not be forgotten', { error });
      await core.rollback().catch(() => undefined);
    }
  }
}

/** Such a statement has no rows to be read after its end. */
function changesRows({ statement: { kind } }: ParsedStatement): boolean {
  return kind === 'insert' || kind === 'update' || kind === 'delete' || kind === 'merge';
}

function requestOf(text: string, parsed: ParsedStatement, commitAtEnd: boolean, alone: boolean) {
  const { statement, text: ownText } = parsed;
  return { text, ownText, statement, commitAtEnd, alone };
}

/** Declared parameter types change what a text means. */
function planKey(text: string, types: (SqlType | undefined)[]): string {
  return types.length === 0 ? text : `${text}\0${JSON.stringify(types)}`;
}
