import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { findCursor } from '#warehouse/statements/fetch.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

/** CLOSE cursor, CLOSE ALL. */
export async function closeCursor(
  statement: StatementOf<'close'>,
  context: SessionContext,
): Promise<StatementResult> {
  const { core } = context;
  const closing =
    statement.cursor === 'all' ? [...core.cursors.values()] : [findCursor(core, statement.cursor)];
  for (const cursor of closing) {
    core.cursors.delete(cursor.name);
    await cursor.rows?.close();
  }
  return context.done('CLOSE CURSOR');
}
