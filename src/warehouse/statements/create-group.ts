import { fail } from '#base/errors.ts';
import type { CreateGroup } from '#sql/ast.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { findUser } from '#warehouse/definitions/schemas.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** CREATE GROUP g [WITH USER u, …]. */
export async function createGroup(
  statement: CreateGroup,
  context: StatementContext,
): Promise<StatementResult> {
  context.requireSuperuser('create groups');
  const { name, users } = statement;
  const members = [...new Set(users.map((user) => findUser(context, user).id))];
  await lockName(context, 0, `group ${name}`);
  if (context.catalog.group(name)) throw fail('duplicate_object', `group "${name}" already exists`);
  await context.apply(context.catalog.putGroup({ id: context.catalog.nextUserId(), name, members }));
  return context.done('CREATE GROUP');
}
