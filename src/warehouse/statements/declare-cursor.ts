import { fail } from '#base/errors.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

/** DECLARE name CURSOR FOR query: inside a transaction block, one at a time (Amazon Redshift, "DECLARE"). */
export async function declareCursor(
  statement: StatementOf<'declare-cursor'>,
  context: SessionContext,
): Promise<StatementResult> {
  const { core } = context;
  const { name, query, pos, end } = statement;
  if (!core.transaction?.explicit) {
    throw fail(
      'no_active_sql_transaction',
      'DECLARE CURSOR may only be used in begin/end transaction blocks',
    );
  }
  if (core.cursors.has(name)) throw fail('duplicate_cursor', `cursor "${name}" already exists`);
  const [open] = core.cursors.keys();
  if (open !== undefined) {
    throw fail('object_in_use', `cursor "${open}" is open: only one cursor can be open at a time`);
  }
  const plan = await context.lockedPlan(() => context.bind({ kind: 'select', query, pos, end }));
  if (plan.kind !== 'query') throw new Error('a cursor needs a query');
  core.cursors.set(name, { name, plan, columns: plan.columns, rows: undefined });
  return context.done('DECLARE CURSOR');
}
