import type { RelationRow } from '#warehouse/catalog-interface.ts';
import {
  type Dependents,
  dependentsExist,
  dependentsOf,
  describeDependents,
} from '#warehouse/definitions/dependents.ts';
import { dropEngineTable } from '#warehouse/definitions/engine-definition.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { noticeCascade } from '#warehouse/definitions/notices.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/**
 * Drops the relations and, with CASCADE, the views on them and the foreign keys to them. Without it any such
 * dependent is 2BP01; `subject` names what was to be dropped.
 */
export async function dropRelations(
  context: StatementContext,
  rows: RelationRow[],
  options: { cascade: boolean; subject: string },
): Promise<void> {
  const dependents = dependentsOf(context.catalog, rows);
  if (!options.cascade && hasAny(dependents)) throw dependentsExist(options.subject, dependents);
  const all = [...rows, ...dependents.views.map(({ row }) => row)];
  await context.lock([...all, ...dependents.referrers.map(({ row }) => row)].map(({ oid }) => oid));
  for (const row of all) await lockName(context, row.schemaOid, row.name);
  for (const { what } of describeDependents(dependents)) {
    noticeCascade(context, what);
  }
  for (const row of all) await context.apply(dropEngineTable(row));
  await context.apply([
    ...all.flatMap((row) => context.catalog.dropRelation(row.oid)),
    ...dependents.referrers.flatMap(({ row }) => withoutForeignKeys(context, row, rows)),
  ]);
}

function hasAny({ views, referrers }: Dependents): boolean {
  return views.length > 0 || referrers.length > 0;
}

function withoutForeignKeys(context: StatementContext, row: RelationRow, targets: RelationRow[]): string[] {
  const gone = new Set(targets.map(({ oid }) => oid));
  const constraints = row.constraints.filter(
    ({ foreignRelationOid }) => foreignRelationOid === undefined || !gone.has(foreignRelationOid),
  );
  return context.catalog.putRelation({ ...row, constraints });
}
