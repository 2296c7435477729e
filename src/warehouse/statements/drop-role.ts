import { fail } from '#base/errors.ts';
import type { DropObject } from '#sql/ast.ts';
import type { RoleRow } from '#warehouse/catalog-interface.ts';
import { noticeSkipped } from '#warehouse/definitions/notices.ts';
import { requireRoleOwner } from '#warehouse/definitions/roles.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** DROP ROLE: refused while the role is granted to anyone, unless FORCE takes it from them. */
export async function dropRoles(statement: DropObject, context: StatementContext): Promise<void> {
  for (const { name } of statement.names) {
    const role = context.catalog.role(name);
    if (!role) {
      if (!statement.ifExists) throw fail('undefined_object', `role "${name}" does not exist`);
      noticeSkipped(context, 'Role', name);
      continue;
    }
    requireRoleOwner(context, role);
    if (!statement.cascade && isInUse(context, role)) {
      throw fail(
        'dependent_objects_still_exist',
        `cannot drop role ${name} because it is granted to other users or roles`,
        {
          hint: 'Use DROP ROLE ... FORCE to remove the role assignments too.',
        },
      );
    }
    await context.apply(context.catalog.dropRole(role.id));
  }
}

/** Granted to someone, or holding another role. */
function isInUse(context: StatementContext, role: RoleRow): boolean {
  const holdsAnother = [...context.catalog.roles()].some(({ members }) =>
    members.some((member) => member.kind === 'role' && member.id === role.id),
  );
  return role.members.length > 0 || holdsAnother;
}
