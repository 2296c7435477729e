import { fail } from '#base/errors.ts';
import type { Grantee } from '#sql/ast.ts';
import type { CatalogTransaction, GrantRow } from '#warehouse/catalog-interface.ts';

export interface GranteeId {
  kind: GrantRow['granteeKind'];
  id: number;
}

/** Who a GRANT names: 42704 when there is no such user, group or role. */
export function findGrantee(catalog: CatalogTransaction, { kind, name }: Grantee): GranteeId {
  if (kind === 'public') return { kind, id: 0 };
  const found = { user: catalog.user(name), group: catalog.group(name), role: catalog.role(name) }[kind];
  if (!found) throw fail('undefined_object', `${kind} "${name}" does not exist`);
  return { kind, id: found.id };
}
