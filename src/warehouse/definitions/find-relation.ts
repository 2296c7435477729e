import { fail, type RedshiftError } from '#base/errors.ts';
import type { QualifiedName } from '#sql/ast.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import { undefinedSchema, writtenName } from '#warehouse/definitions/names.ts';
import { requireOwnDatabase } from '#warehouse/definitions/target-schema.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasAllRights } from '#warehouse/users/privileges.ts';

/** The table or view that a definition statement names; undefined when there is none. */
export function lookUpRelation(context: StatementContext, name: QualifiedName): RelationRow | undefined {
  requireOwnDatabase(context, name);
  const found = context.reader().findRelation(name);
  if (found?.kind === 'system') {
    throw fail('insufficient_privilege', `permission denied: "${found.name}" is a system catalog`, {
      position: name.pos,
    });
  }
  return found && context.catalog.relation(found.oid);
}

/** The same, where it must be: 42P01 otherwise. */
export function findTable(context: StatementContext, name: QualifiedName): RelationRow {
  const row = lookUpRelation(context, name);
  if (row) return row;
  if (name.schema !== undefined && !context.reader().hasSchema(name.schema)) {
    throw undefinedSchema(name.schema, name.pos);
  }
  throw undefinedTable(name);
}

export function undefinedTable(name: QualifiedName): RedshiftError {
  return fail('undefined_table', `relation "${writtenName(name)}" does not exist`, { position: name.pos });
}

/** Definitions are changed by the owner, the owner of the schema, and superusers. */
export function requireOwner(context: StatementContext, row: RelationRow): void {
  const { user } = context.session;
  const schema = context.catalog.schemaByOid(row.schemaOid);
  if (hasAllRights(user, row.owner) || (schema && schema.owner === user.id)) return;
  throw fail('insufficient_privilege', `must be owner of relation ${row.name}`);
}
