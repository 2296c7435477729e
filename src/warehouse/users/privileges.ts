import type { CatalogTransaction, GrantableClass, GrantRow } from '#warehouse/catalog-interface.ts';

/** The user a privilege is asked for. */
export interface PrivilegedUser {
  id: number;
  superuser: boolean;
}
export interface PrivilegedObject {
  objectClass: GrantableClass;
  oid: number;
  owner: number;
}

/** True when the user owns the object, is a superuser, or was granted the privilege in any way. */
export function hasPrivilege(
  catalog: CatalogTransaction,
  user: PrivilegedUser,
  object: PrivilegedObject,
  privilege: string,
): boolean {
  return hasAllRights(user, object.owner) || grantedTo(catalog, user, object, privilege, isWhole);
}

/** True when the privilege was granted on every one of these columns, or on the whole relation. */
export function hasColumnPrivilege(
  catalog: CatalogTransaction,
  user: PrivilegedUser,
  object: PrivilegedObject,
  privilege: string,
  columnNumbers: number[],
): boolean {
  if (hasPrivilege(catalog, user, object, privilege)) return true;
  return (
    columnNumbers.length > 0 &&
    columnNumbers.every((number) =>
      grantedTo(catalog, user, object, privilege, (grant) => grant.columnNumber === number),
    )
  );
}

/** May this user pass the privilege on? */
export function hasGrantOption(
  catalog: CatalogTransaction,
  user: PrivilegedUser,
  object: PrivilegedObject,
  privilege: string,
): boolean {
  if (hasAllRights(user, object.owner)) return true;
  return grantedTo(catalog, user, object, privilege, (grant) => isWhole(grant) && grant.grantOption);
}

/** Owner and superusers need no grant; 1 is the system's own user. */
export function hasAllRights(user: PrivilegedUser, owner: number): boolean {
  return user.superuser || user.id === owner;
}

/** Roles that the user holds, directly or through other roles. */
export function rolesOf(catalog: CatalogTransaction, userId: number): Set<number> {
  const roles = [...catalog.roles()];
  const held = new Set<number>();
  const isHeld = (member: { kind: 'user' | 'role'; id: number }) =>
    member.kind === 'user' ? member.id === userId : held.has(member.id);
  for (let before = -1; before !== held.size; ) {
    before = held.size;
    for (const role of roles) if (role.members.some(isHeld)) held.add(role.id);
  }
  return held;
}

function isWhole(grant: GrantRow): boolean {
  return grant.columnNumber === 0;
}

function grantedTo(
  catalog: CatalogTransaction,
  user: PrivilegedUser,
  object: PrivilegedObject,
  privilege: string,
  counts: (grant: GrantRow) => boolean,
): boolean {
  const grants = catalog
    .grants(object.objectClass, object.oid)
    .filter((grant) => grant.privilege === privilege && counts(grant));
  return grants.length > 0 && grants.some(isHeldBy(catalog, user.id));
}

function isHeldBy(catalog: CatalogTransaction, userId: number): (grant: GrantRow) => boolean {
  let roles: Set<number> | undefined;
  return (grant) => {
    switch (grant.granteeKind) {
      case 'public':
        return true;
      case 'user':
        return grant.granteeId === userId;
      case 'group':
        return [...catalog.groups()].some(
          (group) => group.id === grant.granteeId && group.members.includes(userId),
        );
      case 'role':
        roles ??= rolesOf(catalog, userId);
        return roles.has(grant.granteeId);
      default:
        return false;
    }
  };
}
