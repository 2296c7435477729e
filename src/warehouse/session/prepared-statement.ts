import type { ParsedStatement } from '#sql/parse.ts';
import type { OutputColumn, Plan } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';
import type { CachedPlan } from '#warehouse/session/plan-cache.ts';
import type { PreparedStatement } from '#warehouse/session-interface.ts';

/** A statement of the extended protocol, with its plan as of when it was last bound. */
export interface BoundStatement extends PreparedStatement {
  readonly parsed: ParsedStatement | undefined;
  readonly declaredTypes: (SqlType | undefined)[];
  plan: Plan | undefined;
  cached: CachedPlan | undefined;
  parameterTypes: SqlType[];
  columns: OutputColumn[] | undefined;
}
