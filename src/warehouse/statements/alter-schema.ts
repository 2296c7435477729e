import { fail } from '#base/errors.ts';
import type { AlterSchema } from '#sql/ast.ts';
import type { SchemaRow } from '#warehouse/catalog-interface.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { undefinedSchema } from '#warehouse/definitions/names.ts';
import { checkSchemaName, findSchema, findUser, requireSchemaOwner } from '#warehouse/definitions/schemas.ts';
import { qualifiedText, rewriteViews } from '#warehouse/definitions/view-text.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** ALTER SCHEMA … RENAME TO, OWNER TO, QUOTA. */
export async function alterSchema(
  statement: AlterSchema,
  context: StatementContext,
): Promise<StatementResult> {
  const schema = findSchema(context, statement.name);
  if (!schema) throw undefinedSchema(statement.name);
  requireSchemaOwner(context, schema);
  const { action } = statement;
  switch (action.kind) {
    case 'rename':
      await rename(context, schema, action.to);
      break;
    case 'owner':
      await put(context, { ...schema, owner: findUser(context, action.owner).id });
      break;
    case 'quota':
      await put(context, { ...schema, quotaMb: action.quotaMb === 'unlimited' ? undefined : action.quotaMb });
      break;
  }
  return context.done('ALTER SCHEMA');
}

/** Bound views on what the schema holds name it anew. */
async function rename(context: StatementContext, schema: SchemaRow, to: string): Promise<void> {
  checkSchemaName(to);
  await lockName(context, schema.databaseOid, schema.name);
  await lockName(context, schema.databaseOid, to);
  if (findSchema(context, to)) throw fail('duplicate_schema', `Schema "${to}" already exists`);
  for (const relation of [...context.catalog.relations(schema.oid)]) {
    await context.apply(rewriteViews(context.catalog, relation, qualifiedText(to, relation.name)));
  }
  await put(context, { ...schema, name: to });
}

async function put(context: StatementContext, schema: SchemaRow): Promise<void> {
  await context.apply(context.catalog.putSchema(schema));
}
