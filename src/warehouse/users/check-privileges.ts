import { fail } from '#base/errors.ts';
import type { RelationUse } from '#sql/plan.ts';
import type { CatalogTransaction, RelationRow } from '#warehouse/catalog-interface.ts';
import { hasColumnPrivilege, hasPrivilege, type PrivilegedUser } from '#warehouse/users/privileges.ts';

const privilegeOf: Record<RelationUse['access'], string> = {
  read: 'SELECT',
  insert: 'INSERT',
  update: 'UPDATE',
  delete: 'DELETE',
};

/**
 * Throws 42501 unless the user may do what a plan does with each relation. What a view reads is asked of the
 * view's owner; system relations filter their own rows.
 */
export function checkPrivileges(
  uses: RelationUse[],
  user: PrivilegedUser,
  catalog: CatalogTransaction,
): void {
  for (const use of uses) {
    const row = use.relation.kind === 'system' ? undefined : catalog.relation(use.relation.oid);
    if (row) checkUse(use, row, use.through ? ownerOf(use.through.owner, catalog) : user, catalog);
  }
}

function checkUse(
  use: RelationUse,
  row: RelationRow,
  user: PrivilegedUser,
  catalog: CatalogTransaction,
): void {
  if (user.superuser) return;
  const schema = catalog.schemaByOid(row.schemaOid);
  const mayEnter =
    !schema ||
    hasPrivilege(catalog, user, { objectClass: 'schema', oid: schema.oid, owner: schema.owner }, 'USAGE');
  if (!mayEnter) throw fail('insufficient_privilege', `permission denied for schema ${schema.name}`);
  const object = { objectClass: 'relation', oid: row.oid, owner: row.owner } as const;
  const numbers = row.columns.filter(({ name }) => use.columns?.includes(name)).map(({ number }) => number);
  if (hasColumnPrivilege(catalog, user, object, privilegeOf[use.access], numbers)) return;
  throw fail('insufficient_privilege', `permission denied for relation ${row.name}`);
}

function ownerOf(id: number, catalog: CatalogTransaction): PrivilegedUser {
  return catalog.userById(id) ?? { id, superuser: false };
}
