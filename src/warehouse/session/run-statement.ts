import { bind } from '#sql/bind/bind.ts';
import type { Plan } from '#sql/plan.ts';
import { fillUtilityParameters } from '#sql/show-parameters.ts';
import type { SqlType } from '#sql/types.ts';
import type { EngineParameter, Prepared } from '#warehouse/engine/prepared.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { SessionContext } from '#warehouse/session/context.ts';
import { lockedPlan, runPlan } from '#warehouse/session/run-plan.ts';
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
  const bound = execution.plan ?? bindNow();
  run.record.planningUs += BigInt(Math.round((performance.now() - start) * 1000));
  if (bound.kind === 'utility') {
    const statement = fillUtilityParameters(bound.statement, execution.parameters ?? []);
    return runStatement(statement, new SessionContext(run));
  }
  const plan = await lockedPlan(run, bound, bindNow);
  execution.onPlan?.(plan);
  return runPlan(run, plan, execution.parameters, plan === execution.plan ? execution.engine : undefined);
}
