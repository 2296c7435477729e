import { fail } from '#base/errors.ts';
import { fillPlaceholders, type ModifyPlan, type OutputColumn, type QueryPlan } from '#sql/plan.ts';
import { appendRows } from '#warehouse/engine/append-rows.ts';
import type { EngineParameter, Prepared } from '#warehouse/engine/prepared.ts';
import type { RowBatch, StatementResult } from '#warehouse/result.ts';
import type { BatchSource } from '#warehouse/results/batch-reader.ts';
import { noRows } from '#warehouse/results/no-rows.ts';
import { QueryBatches } from '#warehouse/results/query-batches.ts';
import { applyEffects } from '#warehouse/session/effects.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import type { StatementRun } from '#warehouse/session/statement-run.ts';

/** A result of no more rows than this is taken at once: streaming it would cost two more calls of the engine. */
const fewRows = 2048;

/** Runs a query; its rows are pulled from the result. `prepared` is the engine's plan of it, where it is kept. */
export async function executeQuery(
  run: StatementRun,
  plan: QueryPlan,
  parameters: readonly EngineParameter[] = [],
  prepared?: Prepared,
): Promise<StatementResult> {
  applyEffects(run, plan.effects);
  const { core } = run;
  const sql = plan.live.length === 0 ? plan.sql : await fillLive(core, plan);
  const few = plan.rowsMax !== undefined && plan.rowsMax <= fewRows;
  const start = async (kept?: Prepared) =>
    few
      ? wholeResult(await core.connection.whole(sql, parameters, kept))
      : openQuery(core, sql, parameters, kept);
  const kept = stillGood(core, plan, prepared);
  const alone = run.mayAutocommit(plan) ? await startAlone(core, plan, () => start(kept)) : undefined;
  if (alone) return queryResult(plan.columns, alone, 'SELECT');
  // Planned and run in one transaction, it is planned with what its snapshot has.
  await core.currentTransaction.beginEngine();
  return queryResult(plan.columns, await start(stillGood(core, plan, kept)), 'SELECT');
}

/** The engine's plan, unless a table of it was or is being written since it was made. */
function stillGood(
  core: SessionCore,
  { uses }: QueryPlan,
  prepared: Prepared | undefined,
): Prepared | undefined {
  const { tableWrites } = core.shared;
  return tableWrites.quiet(uses) && prepared?.tableWrites === tableWrites.of(uses) ? prepared : undefined;
}

/** Without a transaction around it, planning and running see different moments: good where nothing was written between. */
async function startAlone(
  core: SessionCore,
  { uses }: QueryPlan,
  start: () => Promise<BatchSource>,
): Promise<BatchSource | undefined> {
  const { tableWrites } = core.shared;
  if (!tableWrites.quiet(uses)) return undefined;
  const before = tableWrites.of(uses);
  const source = await start();
  if (tableWrites.of(uses) === before) return source;
  await source.close();
  return undefined;
}

function wholeResult(batches: RowBatch[]): BatchSource {
  return { next: async () => batches.shift(), close: async () => undefined };
}

/** A result that reads a running query. */
export function queryResult(columns: OutputColumn[], source: BatchSource, tag: string): StatementResult {
  const batches = new QueryBatches({
    next: () => source.next(),
    complete: () => source.close(),
    failed: async (error) => {
      await source.close();
      return error;
    },
    abandoned: () => source.close(),
  });
  return { columns, batches, tag: () => tag };
}

/** Starts DuckDB text that gives rows; it is closed at the latest with the transaction. */
export async function openQuery(
  core: SessionCore,
  sql: string,
  parameters: readonly EngineParameter[] = [],
  kept?: Prepared,
): Promise<BatchSource> {
  const { connection, openResults } = core;
  const prepared = kept ?? (await connection.prepare(sql));
  try {
    const stream = await connection.stream(prepared, parameters);
    const source = {
      next: () => stream.next(),
      close: async () => {
        openResults.delete(source);
        await stream.close();
        await connection.letGo();
      },
    };
    openResults.add(source);
    return source;
  } finally {
    if (!kept) prepared.close();
  }
}

/** Runs INSERT, UPDATE, DELETE or MERGE to its end. */
export async function executeModify(
  run: StatementRun,
  plan: ModifyPlan,
  parameters: readonly EngineParameter[] = [],
  prepared?: Prepared,
): Promise<StatementResult> {
  const { core } = run;
  const transaction = core.currentTransaction;
  if (transaction.readOnly) throw fail('read_only_sql_transaction', 'transaction is read-only');
  if (!run.mayAutocommit(plan)) await transaction.beginEngine();
  transaction.wrote(plan.target.oid);
  let rows = 0;
  for (const statement of plan.statements) {
    const sql =
      plan.live.length === 0 ? statement : await fillLive(core, { sql: statement, live: plan.live });
    rows = await core.connection.run(sql, parameters, prepared);
  }
  if (plan.bulk) rows = await appendRows(core.connection, plan.target, plan.bulk, run.cancellation.signal);
  run.record.affectedRows = BigInt(rows);
  return noRows(modifyTag(plan.command, rows));
}

/** Puts the rows of live relations in the place of their names. */
export async function fillLive(core: SessionCore, plan: { sql: string; live: string[] }): Promise<string> {
  const texts = new Map<string, string>();
  for (const name of plan.live) texts.set(name, await core.shared.history.liveSelect(name, core));
  return fillPlaceholders(plan.sql, texts);
}

function modifyTag(command: ModifyPlan['command'], rows: number): string {
  switch (command) {
    case 'insert':
      return `INSERT 0 ${rows}`;
    case 'merge':
      return 'MERGE';
    default:
      return `${command.toUpperCase()} ${rows}`;
  }
}
