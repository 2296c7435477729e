import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

/** CANCEL pid [message]: stops what the session runs (Amazon Redshift, "CANCEL"). */
export async function cancel(
  statement: StatementOf<'cancel'>,
  context: SessionContext,
): Promise<StatementResult> {
  context.core.shared.sessions.cancelFor(context.core, statement.pid);
  return context.done('CANCEL');
}
