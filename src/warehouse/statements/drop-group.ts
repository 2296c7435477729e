import { fail } from '#base/errors.ts';
import type { DropObject } from '#sql/ast.ts';
import { noticeSkipped } from '#warehouse/definitions/notices.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** DROP GROUP: refused while the group has a privilege on anything. Its users stay. */
export async function dropGroups(statement: DropObject, context: StatementContext): Promise<void> {
  context.requireSuperuser('drop groups');
  for (const { name } of statement.names) {
    const group = context.catalog.group(name);
    if (!group) {
      if (!statement.ifExists) throw fail('undefined_object', `group "${name}" does not exist`);
      noticeSkipped(context, 'Group', name);
      continue;
    }
    const isUsed = [...context.catalog.allGrants()].some(({ grants }) =>
      grants.some((grant) => grant.granteeKind === 'group' && grant.granteeId === group.id),
    );
    if (isUsed) {
      throw fail(
        'object_in_use',
        `group "${name}" can't be dropped because the group has a privilege on some object`,
      );
    }
    await context.apply(context.catalog.dropGroup(group.id));
  }
}
