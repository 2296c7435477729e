import { fail } from '#base/errors.ts';
import type { QualifiedName } from '#sql/ast.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { DatabaseRow, SchemaRow } from '#warehouse/catalog-interface.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** The database of this name, or the session's. Throws 3D000. */
export function findDatabase(name: string | undefined, context: StatementContext): DatabaseRow {
  if (name === undefined) return context.database;
  const database = context.catalog.database(name);
  if (!database) throw fail('invalid_catalog_name', `database "${name}" does not exist`);
  return database;
}

/** `[d.]s`, or the first schema of the search path. Throws 3F000. */
export function findSchema(
  name: QualifiedName | undefined,
  context: StatementContext,
): { database: DatabaseRow; schema: SchemaRow } {
  const database = findDatabase(name?.schema, context);
  const schemaName = name?.name ?? context.session.searchPath[0] ?? 'public';
  const schema = context.catalog.schema(database.oid, schemaName);
  if (!schema) throw fail('invalid_schema_name', `schema "${schemaName}" does not exist`);
  return { database, schema };
}

/** `[[d.]s.]t`. Throws 3D000, 3F000 or 42P01. */
export function findTable(
  name: QualifiedName,
  context: StatementContext,
): { database: DatabaseRow; relation: Relation } {
  const database = findDatabase(name.database, context);
  const relation = context.reader().findRelation(name);
  if (relation) return { database, relation };
  if (name.schema !== undefined && !context.reader().hasSchema(name.schema, name.database)) {
    throw fail('invalid_schema_name', `schema "${name.schema}" does not exist`, { position: name.pos });
  }
  const written = [name.database, name.schema, name.name].filter((part) => part !== undefined).join('.');
  throw fail('undefined_table', `relation "${written}" does not exist`, { position: name.pos });
}
