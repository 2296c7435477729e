import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

/** RESET name, RESET ALL: back to the values the session began with. */
export async function reset(
  statement: StatementOf<'reset'>,
  context: SessionContext,
): Promise<StatementResult> {
  context.core.settings.reset(statement.name);
  return context.done('RESET');
}
