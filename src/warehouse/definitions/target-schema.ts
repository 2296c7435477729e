import { fail } from '#base/errors.ts';
import type { QualifiedName } from '#sql/ast.ts';
import { temporarySchema } from '#warehouse/catalog/temporary-schema.ts';
import type { SchemaRow } from '#warehouse/catalog-interface.ts';
import { undefinedSchema } from '#warehouse/definitions/names.ts';
import { requireSchemaPrivilege } from '#warehouse/definitions/schema-privilege.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasPrivilege } from '#warehouse/users/privileges.ts';

/** Where a new relation goes: the schema that was written, the temporary one, or the first of the search path. */
export async function targetSchema(
  context: StatementContext,
  name: QualifiedName,
  temporary: boolean,
): Promise<SchemaRow> {
  requireOwnDatabase(context, name);
  if (temporary) return temporaryTarget(context, name);
  const schemaName = name.schema ?? firstOfSearchPath(context);
  const schema = context.catalog.schema(context.database.oid, schemaName);
  if (!schema) throw undefinedSchema(schemaName, name.pos);
  if (schemaName === 'pg_catalog' || schemaName === 'information_schema') {
    throw fail('insufficient_privilege', `permission denied to create "${schemaName}.${name.name}"`, {
      detail: 'System catalog modifications are currently disallowed.',
    });
  }
  requireSchemaPrivilege(context, schema, 'CREATE');
  return schema;
}

/** Definitions are made in the session's own database only. */
export function requireOwnDatabase(context: StatementContext, name: QualifiedName): void {
  if (name.database === undefined || name.database === context.database.name) return;
  if (!context.catalog.database(name.database)) {
    throw fail('invalid_catalog_name', `database "${name.database}" does not exist`, { position: name.pos });
  }
  throw fail(
    'feature_not_supported',
    `cross-database references are not implemented: "${name.database}.${name.schema}.${name.name}"`,
    { position: name.pos },
  );
}

async function temporaryTarget(context: StatementContext, name: QualifiedName): Promise<SchemaRow> {
  if (name.schema !== undefined && !name.schema.startsWith('pg_temp')) {
    throw fail('invalid_table_definition', 'temporary tables may not specify a schema name', {
      position: name.pos,
    });
  }
  const { oid, owner } = context.database;
  if (!hasPrivilege(context.catalog, context.session.user, { objectClass: 'database', oid, owner }, 'TEMP')) {
    throw fail(
      'insufficient_privilege',
      `permission denied to create temporary tables in database "${context.database.name}"`,
    );
  }
  const { schema, statements } = temporarySchema(context.catalog, {
    databaseOid: context.database.oid,
    pid: context.session.pid,
    userId: context.session.user.id,
  });
  await context.apply(statements);
  return schema;
}

function firstOfSearchPath(context: StatementContext): string {
  const [first] = context.session.searchPath;
  if (first === undefined) throw fail('invalid_schema_name', 'no schema has been selected to create in');
  return first;
}
