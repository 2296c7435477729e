import { fail, type RedshiftError } from '#base/errors.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { RelationUse } from '#sql/plan.ts';
import type { CatalogTransaction } from '#warehouse/catalog-interface.ts';
import { hasColumnPrivilege, hasPrivilege, type PrivilegedUser } from '#warehouse/users/privileges.ts';

const privileges: Record<RelationUse['access'], string> = {
  read: 'SELECT',
  insert: 'INSERT',
  update: 'UPDATE',
  delete: 'DELETE',
};

/** Throws 42501 unless the user may use all these relations so. What a view reads is its owner's business. */
export function authorize(catalog: CatalogTransaction, user: PrivilegedUser, uses: RelationUse[]): void {
  if (user.superuser) return;
  for (const use of uses) {
    if (use.relation.kind === 'system' || use.relation.temporary) continue;
    const asking = use.through ? ownerOf(catalog, use.through) : user;
    requireSchema(catalog, asking, use.relation);
    if (!isAllowed(catalog, asking, use)) throw denied('relation', use.relation.name);
  }
}

function isAllowed(catalog: CatalogTransaction, user: PrivilegedUser, use: RelationUse): boolean {
  const { relation, columns } = use;
  const object = { objectClass: 'relation', oid: relation.oid, owner: relation.owner } as const;
  const privilege = privileges[use.access];
  if (!columns) return hasPrivilege(catalog, user, object, privilege);
  const numbers = columns.map((name) => relation.columns.findIndex((column) => column.name === name) + 1);
  return hasColumnPrivilege(catalog, user, object, privilege, numbers);
}

function requireSchema(catalog: CatalogTransaction, user: PrivilegedUser, relation: Relation): void {
  const database = catalog.database(relation.database);
  const schema = database && catalog.schema(database.oid, relation.schema);
  if (!schema) return;
  const object = { objectClass: 'schema', oid: schema.oid, owner: schema.owner } as const;
  const allowed = ['USAGE', 'CREATE'].some((privilege) => hasPrivilege(catalog, user, object, privilege));
  if (!allowed) throw denied('schema', schema.name);
}

function ownerOf(catalog: CatalogTransaction, view: Relation): PrivilegedUser {
  return { id: view.owner, superuser: catalog.userById(view.owner)?.superuser ?? false };
}

function denied(kind: string, name: string): RedshiftError {
  return fail('insufficient_privilege', `permission denied for ${kind} ${name}`);
}
