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

const systemDatabases = ['template0', 'template1', 'padb_harvest', 'sys:internal'];

/** Throws 42P04 for a name that is taken or the system's own. */
export function checkDatabaseName(context: StatementContext, name: string): void {
  if (!context.catalog.database(name) && !systemDatabases.includes(name)) return;
  throw fail('duplicate_database', `database "${name}" already exists`);
}

/** CONNECTION LIMIT as the catalog keeps it: -1 for none. */
export function connectionLimitOf(limit: number | 'unlimited' | undefined): number | undefined {
  if (limit === 'unlimited') return -1;
  if (limit !== undefined && limit < 0) {
    throw fail('invalid_parameter_value', `invalid connection limit: ${limit}`);
  }
  return limit;
}
