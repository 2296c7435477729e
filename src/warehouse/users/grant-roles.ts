import { fail } from '#base/errors.ts';
import type { Grant } from '#sql/ast.ts';
import type { RoleMember, RoleRow } from '#warehouse/catalog-interface.ts';
import { findRole } from '#warehouse/definitions/roles.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { findGrantee } from '#warehouse/users/grantees.ts';
import { hasAllRights } from '#warehouse/users/privileges.ts';

/** GRANT ROLE and REVOKE ROLE for users and other roles. */
export function grantRole(context: StatementContext, name: string, statement: Grant): string[] {
  const role = findRole(context, name);
  requireRight(context, role);
  const wanted = statement.grantees.map((grantee): RoleMember => {
    const { kind, id } = findGrantee(context.catalog, grantee);
    if (kind !== 'user' && kind !== 'role') {
      throw fail('invalid_grant_operation', 'a role can be granted to users and roles only');
    }
    if (kind === 'role' && !statement.revoke) refuseCircle(context, role, id);
    return { kind, id, adminOption: statement.grantOption };
  });
  const members = statement.revoke
    ? without(role.members, wanted, statement.grantOption)
    : joined(role.members, wanted);
  return context.catalog.putRole({ ...role, members });
}

/** Superusers, the role's owner, and who holds it with ADMIN OPTION. */
function requireRight(context: StatementContext, role: RoleRow): void {
  const { user } = context.session;
  if (hasAllRights(user, role.owner)) return;
  if (role.members.some(({ kind, id, adminOption }) => kind === 'user' && id === user.id && adminOption))
    return;
  throw fail('insufficient_privilege', `permission denied to grant role ${role.name}`);
}

/** Roles that hold the role, directly or not, cannot be granted to it. */
function refuseCircle(context: StatementContext, role: RoleRow, granteeId: number): void {
  const roles = [...context.catalog.roles()];
  const above = new Set([granteeId]);
  const queue = [granteeId];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const { kind, id: next } of roles.find((candidate) => candidate.id === id)?.members ?? []) {
      if (kind === 'role' && !above.has(next)) queue.push(next);
      if (kind === 'role') above.add(next);
    }
  }
  if (above.has(role.id)) {
    throw fail('invalid_grant_operation', `role "${role.name}" cannot be granted to itself or in a circle`);
  }
}

function isSame(one: RoleMember, other: RoleMember): boolean {
  return one.kind === other.kind && one.id === other.id;
}

function joined(members: RoleMember[], wanted: RoleMember[]): RoleMember[] {
  const kept = members.filter((member) => !wanted.some((other) => isSame(member, other)));
  const renewed = wanted.map((member) => ({
    ...member,
    adminOption: member.adminOption || members.some((other) => isSame(member, other) && other.adminOption),
  }));
  return [...kept, ...renewed];
}

function without(members: RoleMember[], gone: RoleMember[], optionOnly: boolean): RoleMember[] {
  if (!optionOnly) return members.filter((member) => !gone.some((other) => isSame(member, other)));
  return members.map((member) =>
    gone.some((other) => isSame(member, other)) ? { ...member, adminOption: false } : member,
  );
}
