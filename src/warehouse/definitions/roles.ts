import { fail } from '#base/errors.ts';
import type { RoleRow } from '#warehouse/catalog-interface.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasAllRights } from '#warehouse/users/privileges.ts';

/** The role that a statement names: 42704 when there is none. */
export function findRole(context: StatementContext, name: string): RoleRow {
  const role = context.catalog.role(name);
  if (!role) throw fail('undefined_object', `role "${name}" does not exist`);
  return role;
}

export function requireRoleOwner(context: StatementContext, role: RoleRow): void {
  if (hasAllRights(context.session.user, role.owner)) return;
  throw fail('insufficient_privilege', `must be owner of role ${role.name}`);
}

/** PUBLIC stands for everyone, and `sys:` marks Redshift's own roles. */
export function checkRoleName(name: string): void {
  const folded = name.toLowerCase();
  if (folded !== 'public' && !folded.startsWith('sys:') && !folded.startsWith('ds:')) return;
  throw fail('invalid_parameter_value', `role name "${name}" is reserved`);
}
