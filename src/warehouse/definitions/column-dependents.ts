import { bindQueryForTable } from '#sql/bind/bind.ts';
import { viewCatalog, viewQuery } from '#sql/bind/view-expansion.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** Bound views that read this column of the table, directly. */
export function viewsOnColumn(context: StatementContext, table: RelationRow, column: string): RelationRow[] {
  return context.catalog.dependents(table.oid).filter((view) => readsColumn(context, view, table, column));
}

/** Found by binding the view again; one that no longer binds counts as a reader. */
function readsColumn(
  context: StatementContext,
  view: RelationRow,
  table: RelationRow,
  column: string,
): boolean {
  const schema = context.catalog.schemaByOid(view.schemaOid);
  const relation = schema && context.reader().findRelation({ schema: schema.name, name: view.name });
  if (!relation) return true;
  try {
    const { uses } = bindQueryForTable(viewQuery(relation, false), {
      text: view.viewText ?? '',
      catalog: viewCatalog(context.reader(), relation),
      session: context.session,
    });
    return uses.some(
      (use) => use.relation.oid === table.oid && (use.columns === undefined || use.columns.includes(column)),
    );
  } catch {
    return true;
  }
}
