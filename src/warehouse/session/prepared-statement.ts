import type { Statement } from '#sql/ast.ts';
import type { OutputColumn, Plan } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';
import type { Prepared } from '#warehouse/engine/prepared.ts';
import type { PreparedStatement } from '#warehouse/session-interface.ts';

/** A statement of the extended protocol, with its plan as of when it was last bound. */
export interface BoundStatement extends PreparedStatement {
  parsed: { statement: Statement; text: string } | undefined;
  plan: Plan | undefined;
  /** What the plan was bound under: `SessionPlans.stamp`. */
  stamp: string;
  declaredTypes: (SqlType | undefined)[];
  engine: Prepared | undefined;
  parameterTypes: SqlType[];
  columns: OutputColumn[] | undefined;
}
