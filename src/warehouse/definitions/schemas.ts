import { fail } from '#base/errors.ts';
import type { SchemaRow, UserRow } from '#warehouse/catalog-interface.ts';
import { undefinedUser } from '#warehouse/definitions/names.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasAllRights } from '#warehouse/users/privileges.ts';

/** A schema of the session's database. */
export function findSchema(context: StatementContext, name: string): SchemaRow | undefined {
  return context.catalog.schema(context.database.oid, name);
}

export function requireSchemaOwner(context: StatementContext, schema: SchemaRow): void {
  if (hasAllRights(context.session.user, schema.owner)) return;
  throw fail('insufficient_privilege', `must be owner of schema ${schema.name}`);
}

/** The user that a statement names: 42704 when there is none. */
export function findUser(context: StatementContext, name: string): UserRow {
  const user = context.catalog.user(name);
  if (!user) throw undefinedUser(name);
  return user;
}

/** Names that begin with `pg_` are the system's (Amazon Redshift, "CREATE SCHEMA"). */
export function checkSchemaName(name: string): void {
  if (!name.startsWith('pg_')) return;
  throw fail('insufficient_privilege', `unacceptable schema name "${name}"`, {
    detail: 'The prefix "pg_" is reserved for system schemas.',
  });
}
