import { openParametersToText } from '#sql/bind/parameters.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { ModifyPlan, RelationUse } from '#sql/plan.ts';

/** The plan of UPDATE, DELETE or MERGE; `uses` are those of the target. */
export function changePlan(
  binder: QueryBinder,
  command: ModifyPlan['command'],
  target: Relation,
  statements: string[],
  uses: RelationUse[],
): ModifyPlan {
  return {
    kind: 'modify',
    command,
    target,
    statements,
    parameters: openParametersToText(binder.parameters),
    uses: [...uses, ...binder.uses],
    live: [...binder.live],
    reusable: !binder.sessionDependent,
  };
}
