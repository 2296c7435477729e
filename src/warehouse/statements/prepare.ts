import { fail, notSupported } from '#base/errors.ts';
import { bind } from '#sql/bind/bind.ts';
import { resolveTypeName } from '#sql/bind/expressions/type-name.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';
import { statementName } from '#warehouse/statements/statement-name.ts';

const preparable = ['select', 'insert', 'update', 'delete'];

/** PREPARE name [(types)] AS statement (Amazon Redshift, "PREPARE"). */
export async function prepare(
  statement: StatementOf<'prepare'>,
  context: SessionContext,
): Promise<StatementResult> {
  const { name, statement: inner } = statement;
  const { core, text } = context;
  if (core.prepared.has(name)) {
    throw fail('duplicate_prepared_statement', `prepared statement "${name}" already exists`);
  }
  if (!preparable.includes(inner.kind)) throw notSupported(`PREPARE of ${statementName(inner)}`, inner.pos);
  const declared = statement.types.map(resolveTypeName);
  const plan = bind(inner, core.bindContext(text, context.session, declared));
  const parameterTypes = plan.kind === 'utility' ? declared : plan.parameters;
  core.prepared.set(name, { name, statement: inner, text, parameterTypes });
  return context.done('PREPARE');
}
