import { fail } from '#base/errors.ts';
import type { DropObject, QualifiedName } from '#sql/ast.ts';
import type { SchemaRow } from '#warehouse/catalog-interface.ts';
import { dependentsExist } from '#warehouse/definitions/dependents.ts';
import { dropRelations } from '#warehouse/definitions/drop-relations.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { undefinedSchema } from '#warehouse/definitions/names.ts';
import { noticeSkipped } from '#warehouse/definitions/notices.ts';
import { findSchema, requireSchemaOwner } from '#warehouse/definitions/schemas.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

const neededSchemas = ['pg_catalog', 'information_schema'];

/** DROP SCHEMA: what the schema holds is dropped with CASCADE only. */
export async function dropSchemas(statement: DropObject, context: StatementContext): Promise<void> {
  for (const name of statement.names) {
    const schema = find(statement, context, name);
    if (schema) await dropOne(statement, context, schema);
  }
}

function find(
  statement: DropObject,
  context: StatementContext,
  { name, pos }: QualifiedName,
): SchemaRow | undefined {
  const schema = findSchema(context, name);
  if (schema) return schema;
  if (!statement.ifExists) throw undefinedSchema(name, pos);
  noticeSkipped(context, 'Schema', name);
  return undefined;
}

async function dropOne(statement: DropObject, context: StatementContext, schema: SchemaRow): Promise<void> {
  requireSchemaOwner(context, schema);
  if (neededSchemas.includes(schema.name)) {
    throw fail(
      'dependent_objects_still_exist',
      `cannot drop schema ${schema.name} because it is required by the database system`,
    );
  }
  await lockName(context, context.database.oid, schema.name);
  const rows = [...context.catalog.relations(schema.oid)];
  if (rows.length > 0 && !statement.cascade) {
    throw dependentsExist(`schema ${schema.name}`, { views: [], referrers: [] });
  }
  await dropRelations(context, rows, { cascade: true, subject: `schema ${schema.name}` });
  await context.apply(context.catalog.dropSchema(schema.oid));
}
