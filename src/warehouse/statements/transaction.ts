import { sqlState } from '#base/errors.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

type Transaction = StatementOf<'transaction'>;

/**
 * BEGIN, START TRANSACTION, COMMIT, END, ROLLBACK, ABORT. An isolation level is accepted and has no effect: the
 * database's counts (Amazon Redshift, "BEGIN").
 */
export async function transaction(statement: Transaction, context: SessionContext): Promise<StatementResult> {
  if (statement.action === 'begin') return begin(statement, context);
  const { core } = context;
  const wasFailed = core.transaction?.failed ?? false;
  if (!core.transaction?.explicit) {
    core.warn(sqlState.no_active_sql_transaction, 'there is no transaction in progress');
  }
  if (statement.action === 'rollback' || wasFailed) {
    await core.rollback();
    return context.done('ROLLBACK');
  }
  await core.commit();
  return context.done('COMMIT');
}

function begin(statement: Transaction, context: SessionContext): StatementResult {
  const { core } = context;
  const tag = statement.word.startsWith('START') ? 'START TRANSACTION' : 'BEGIN';
  if (core.transaction?.explicit) {
    core.warn(sqlState.active_sql_transaction, 'there is already a transaction in progress');
    return context.done(tag);
  }
  const own = core.currentTransaction;
  own.explicit = true;
  own.readOnly = statement.readOnly ?? core.settings.get('default_transaction_read_only') === 'on';
  return context.done(tag);
}
