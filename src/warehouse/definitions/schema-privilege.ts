import { fail } from '#base/errors.ts';
import type { SchemaRow } from '#warehouse/catalog-interface.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasPrivilege } from '#warehouse/users/privileges.ts';

/** Throws 42501 unless the session's user may create in the schema, or look into it. */
export function requireSchemaPrivilege(
  context: StatementContext,
  schema: SchemaRow,
  privilege: 'CREATE' | 'USAGE',
): void {
  const object = { objectClass: 'schema', oid: schema.oid, owner: schema.owner } as const;
  if (hasPrivilege(context.catalog, context.session.user, object, privilege)) return;
  throw fail('insufficient_privilege', `permission denied for schema ${schema.name}`);
}
