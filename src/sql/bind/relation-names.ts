import { fail } from '#base/errors.ts';
import type { ScopeRelation } from '#sql/bind/scope.ts';

/**
 * Two relations of one FROM may not have the same name, unless both were written without an alias and come
 * from different schemas. Throws 42712.
 */
export function checkRelationNames(relations: ScopeRelation[]): void {
  for (let index = 1; index < relations.length; index++) {
    const relation = relations[index]!;
    if (relation.name === undefined) continue;
    for (let other = 0; other < index; other++) checkPair(relations[other]!, relation);
  }
}

function checkPair(first: ScopeRelation, second: ScopeRelation): void {
  if (first.name !== second.name) return;
  const qualified = first.schema !== undefined && second.schema !== undefined;
  if (qualified && (first.schema !== second.schema || first.database !== second.database)) return;
  throw fail('duplicate_alias', `table name "${second.name}" specified more than once`, {
    ...(second.position === undefined ? {} : { position: second.position }),
  });
}
