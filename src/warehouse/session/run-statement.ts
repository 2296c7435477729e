import { bind } from '#sql/bind/bind.ts';
import type { Plan } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';
import type { EngineParameter, Prepared } from '#warehouse/engine/prepared.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { authorize } from '#warehouse/session/authorize.ts';
import { SessionContext } from '#warehouse/session/context.ts';
import { executeModify, executeQuery } from '#warehouse/session/execute-plan.ts';
import { lockUses } from '#warehouse/session/lock-tables.ts';
import type { StatementRun } from '#warehouse/session/statement-run.ts';
import { runStatement } from '#warehouse/statements/dispatch.ts';

export interface Execution {
  parameters?: readonly EngineParameter[];
  parameterTypes?: (SqlType | undefined)[];
  /** A plan that is still good, and the engine's plan of it where it is kept. */
  plan?: Plan;
  engine?: Prepared | undefined;
  /** Told the plan that was run. */
  onPlan?: (plan: Plan) => void;
}

/** Binds (unless a plan is given), locks, checks privileges and runs one statement. */
export async function runOne(run: StatementRun, execution: Execution): Promise<StatementResult> {
  const { core, request } = run;
  const bindNow = () =>
    bind(request.statement, core.bindContext(request.text, run.facts, execution.parameterTypes));
  const start = performance.now();
  let plan = execution.plan ?? bindNow();
  run.record.planningUs += BigInt(Math.round((performance.now() - start) * 1000));
  if (plan.kind === 'utility') return runStatement(plan.statement, new SessionContext(run));
  const { version } = core.shared.catalog;
  if ((await lockUses(run, plan.uses)) && version !== core.shared.catalog.version) {
    plan = bindNow();
    if (plan.kind === 'utility') throw new Error('a statement changed its kind while it waited');
    await lockUses(run, plan.uses);
  }
  authorize(core.catalog, run.facts.user, plan.uses);
  execution.onPlan?.(plan);
  if (plan.kind === 'modify') {
    const { target } = plan;
    run.record.target = { oid: target.oid, name: `${target.database}.${target.schema}.${target.name}` };
    return executeModify(run, plan, execution.parameters);
  }
  const engine = plan === execution.plan ? execution.engine : undefined;
  return executeQuery(run, plan, execution.parameters, engine);
}
