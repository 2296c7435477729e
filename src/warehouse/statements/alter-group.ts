import { fail } from '#base/errors.ts';
import type { AlterGroup } from '#sql/ast.ts';
import type { GroupRow } from '#warehouse/catalog-interface.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { findUser } from '#warehouse/definitions/schemas.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { findGroup } from '#warehouse/users/membership.ts';

/** ALTER GROUP g ADD USER, DROP USER, RENAME TO. */
export async function alterGroup(statement: AlterGroup, context: StatementContext): Promise<StatementResult> {
  context.requireSuperuser('alter groups');
  const group = findGroup(context, statement.name);
  const changed = await change(context, group, statement.action);
  await context.apply(context.catalog.putGroup(changed));
  return context.done('ALTER GROUP');
}

async function change(
  context: StatementContext,
  group: GroupRow,
  action: AlterGroup['action'],
): Promise<GroupRow> {
  if (action.kind === 'rename') {
    await lockName(context, 0, `group ${action.to}`);
    if (context.catalog.group(action.to)) {
      throw fail('duplicate_object', `group "${action.to}" already exists`);
    }
    return { ...group, name: action.to };
  }
  const ids = action.users.map((user) => findUser(context, user).id);
  if (action.kind === 'add') return { ...group, members: [...new Set([...group.members, ...ids])] };
  return { ...group, members: group.members.filter((id) => !ids.includes(id)) };
}
