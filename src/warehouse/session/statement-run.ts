import { fail, type RedshiftError } from '#base/errors.ts';
import type { Statement } from '#sql/ast.ts';
import type { Plan, SessionFacts } from '#sql/plan.ts';
import type { StatementRecord } from '#warehouse/history/statement-record.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { QueryBatches } from '#warehouse/results/query-batches.ts';
import { Cancellation, canceled } from '#warehouse/session/cancellation.ts';
import { forClient, type SessionCore } from '#warehouse/session/session-core.ts';

/** How a statement came, and when its transaction ends. */
export interface RunRequest {
  /** The client's whole text, which positions refer to. */
  text: string;
  /** The statement's own part of it, for the logs. */
  ownText: string;
  statement: Statement;
  /** Commit an implicit transaction when the statement is complete. */
  commitAtEnd: boolean;
  /** Nothing else can run in its implicit transaction. */
  alone: boolean;
}

/**
 * One statement from its start until its rows are read: cancelling, its row in the history, and what becomes of
 * the transaction when it succeeds or fails.
 */
export class StatementRun {
  readonly core: SessionCore;
  readonly request: RunRequest;
  readonly cancellation: Cancellation;
  readonly record: StatementRecord;
  #facts: SessionFacts | undefined;
  #starting: Promise<unknown> | undefined;
  #batches: QueryBatches | undefined;

  constructor(core: SessionCore, request: RunRequest) {
    this.core = core;
    this.request = request;
    core.ensureTransaction();
    this.record = core.shared.history.statementStarted(core, request);
    core.running = this.record;
    const { queryId } = this.record;
    const timeout = Number(core.settings.get('statement_timeout') ?? 0);
    this.cancellation = new Cancellation(core.connection, timeout, () => canceled(queryId));
  }

  /** Made when something asks: a plan that is kept rarely does. Nothing of it changes while the statement runs. */
  get facts(): SessionFacts {
    this.#facts ??= this.core.facts(this.record.started);
    return this.#facts;
  }

  cancel(reason: Error = canceled(this.record.queryId)): void {
    this.cancellation.cancel(reason);
  }

  /** Runs `work`; its result ends the statement when its last row was read. */
  start(work: () => Promise<StatementResult>): Promise<StatementResult> {
    const starting = this.#start(work);
    this.#starting = starting;
    return starting;
  }

  /** Nothing of the statement is going on any more, nor of what its failure brought with it. */
  async settled(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    await this.#batches?.settled();
  }

  async #start(work: () => Promise<StatementResult>): Promise<StatementResult> {
    try {
      this.#requireUsableTransaction();
      const result = await this.cancellation.during(work);
      if (result.columns === undefined) {
        this.record.tag = result.tag();
        await this.#complete();
        return result;
      }
      return this.#withEnd(result);
    } catch (error) {
      throw await this.#failed(error);
    }
  }

  /** The implicit transaction of this statement needs no engine transaction of its own around it. */
  mayAutocommit(plan: Plan): boolean {
    const transaction = this.core.currentTransaction;
    if (transaction.explicit || transaction.engineBegun || transaction.catalog.changed) return false;
    if (plan.kind === 'query') return this.request.alone || !this.request.commitAtEnd;
    const single = plan.kind === 'modify' && plan.statements.length === 1 && !plan.bulk;
    return single && this.request.alone && this.request.commitAtEnd;
  }

  #withEnd(result: StatementResult): StatementResult {
    const { batches } = result;
    this.record.status = 'returning';
    this.#batches = new QueryBatches({
      next: async () => {
        const { value } = await this.cancellation.during(() => batches.next());
        if (value) this.record.returnedRows += BigInt(value.rowCount);
        return value;
      },
      complete: async () => {
        this.record.tag = result.tag();
        await this.#complete();
      },
      failed: (error) => this.#failed(error),
      abandoned: async () => {
        await batches.return?.();
        await this.#complete();
      },
    });
    return { columns: result.columns, batches: this.#batches, tag: result.tag };
  }

  async #complete(): Promise<void> {
    const { core } = this;
    if (this.request.commitAtEnd && !core.transaction?.explicit) await core.commit();
    this.#end('success');
    if (this.record.log === 'query') core.lastQueryId = this.record.queryId;
  }

  async #failed(error: unknown): Promise<unknown> {
    const { core, record } = this;
    const named = forClient(core.named(error), (cause) =>
      core.shared.log.error('a statement failed unexpectedly', { error: cause, query: record.text }),
    );
    await core.abort();
    const status = named.code === '57014' ? 'canceled' : 'failed';
    this.#end(status, named);
    return named;
  }

  #end(status: 'success' | 'failed' | 'canceled', error?: RedshiftError): void {
    this.core.shared.history.statementEnded(this.record, status, error);
    if (this.core.running === this.record) this.core.running = undefined;
  }

  #requireUsableTransaction(): void {
    if (!this.core.transaction?.failed || endsTransaction(this.request.statement)) return;
    throw fail(
      'in_failed_sql_transaction',
      'current transaction is aborted, commands ignored until end of transaction block',
    );
  }
}

export function endsTransaction(statement: Statement): boolean {
  return statement.kind === 'transaction' && statement.action !== 'begin';
}
