import { fail } from '#base/errors.ts';
import type { DatabaseRow } from '#warehouse/catalog-interface.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasAllRights } from '#warehouse/users/privileges.ts';

/** The database that a statement names: 3D000 when there is none. */
export function findDatabase(context: StatementContext, name: string): DatabaseRow {
  const row = context.catalog.database(name);
  if (!row) throw fail('invalid_catalog_name', `database "${name}" does not exist`);
  return row;
}

export function requireDatabaseOwner(context: StatementContext, row: DatabaseRow): void {
  if (hasAllRights(context.session.user, row.owner)) return;
  throw fail('insufficient_privilege', `must be owner of database ${row.name}`);
}
