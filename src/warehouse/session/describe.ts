import type { OutputColumn, Plan } from '#sql/plan.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import { statementColumns } from '#warehouse/statements/dispatch.ts';

/** Columns that a statement will answer with, before it runs; undefined for none. */
export function describeStatement(core: SessionCore, plan: Plan, text: string): OutputColumn[] | undefined {
  switch (plan.kind) {
    case 'query':
      return plan.columns;
    case 'modify':
      return undefined;
    case 'utility':
      return statementColumns(plan.statement, core, text);
  }
}
