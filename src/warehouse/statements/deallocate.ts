import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { findPrepared } from '#warehouse/statements/execute.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

/** DEALLOCATE [PREPARE] name | ALL. */
export async function deallocate(
  statement: StatementOf<'deallocate'>,
  context: SessionContext,
): Promise<StatementResult> {
  const { prepared } = context.core;
  if (statement.name === 'all') prepared.clear();
  else prepared.delete(findPrepared(context.core, statement.name).name);
  return context.done('DEALLOCATE');
}
