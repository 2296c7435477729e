import type { ModifyPlan, Plan, QueryPlan } from '#sql/plan.ts';
import { readParameters } from '#sql/read-parameters.ts';
import type { EngineParameter, Prepared } from '#warehouse/engine/prepared.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { executeModify, executeQuery } from '#warehouse/session/execute-plan.ts';
import { lockUses } from '#warehouse/session/lock-tables.ts';
import type { StatementRun } from '#warehouse/session/statement-run.ts';
import { checkPrivileges } from '#warehouse/users/check-privileges.ts';

export type DataPlan = QueryPlan | ModifyPlan;

/**
 * The plan, with its locks taken and its privileges checked. When a lock had to be waited for and the catalog changed
 * meanwhile, the statement is bound again.
 */
export async function lockedPlan(
  run: StatementRun,
  first: DataPlan,
  bindAgain: () => Plan,
): Promise<DataPlan> {
  let plan = first;
  const { core } = run;
  const { version } = core.shared.catalog;
  if (plan.uses.length > 0 && (await lockUses(run, plan.uses)) && version !== core.shared.catalog.version) {
    const again = bindAgain();
    if (again.kind === 'utility') throw new Error('a statement changed its kind while it waited');
    await lockUses(run, again.uses);
    plan = again;
  }
  if (plan.uses.length > 0) checkPrivileges(plan.uses, run.facts.user, core.catalog);
  return plan;
}

/** Runs a query or a change of rows, after `lockedPlan`. */
export async function runPlan(
  run: StatementRun,
  plan: DataPlan,
  parameters: readonly EngineParameter[] = [],
  engine?: Prepared,
): Promise<StatementResult> {
  const values = readParameters(plan.parameters, parameters);
  if (plan.kind === 'query') return executeQuery(run, plan, values, engine);
  const { target } = plan;
  run.record.target = { oid: target.oid, name: `${target.database}.${target.schema}.${target.name}` };
  return executeModify(run, plan, values, engine);
}
