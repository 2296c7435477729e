import { fail, notSupported } from '#base/errors.ts';
import type { Comment } from '#sql/ast.ts';
import type { CommentClass, RelationRow } from '#warehouse/catalog-interface.ts';
import { findDatabase, requireDatabaseOwner } from '#warehouse/definitions/databases.ts';
import { findTable, requireOwner } from '#warehouse/definitions/find-relation.ts';
import { undefinedColumn, undefinedSchema } from '#warehouse/definitions/names.ts';
import { findSchema, requireSchemaOwner } from '#warehouse/definitions/schemas.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** COMMENT ON; NULL takes the comment away. */
export async function comment(statement: Comment, context: StatementContext): Promise<StatementResult> {
  const { objectClass, oid, subId } = commented(statement, context);
  await context.apply(context.catalog.putComment(objectClass, oid, subId, statement.text));
  return context.done('COMMENT');
}

interface Commented {
  objectClass: CommentClass;
  oid: number;
  subId: number;
}

function commented(statement: Comment, context: StatementContext): Commented {
  const { object, name } = statement;
  switch (object) {
    case 'table':
    case 'view':
      return { objectClass: 'relation', oid: ownRelation(statement, context).oid, subId: 0 };
    case 'column':
      return column(ownRelation(statement, context), statement.part ?? '', name.pos);
    case 'constraint':
      return constraint(ownRelation(statement, context), statement.part ?? '');
    case 'schema': {
      const schema = findSchema(context, name.name);
      if (!schema) throw undefinedSchema(name.name, name.pos);
      requireSchemaOwner(context, schema);
      return { objectClass: 'schema', oid: schema.oid, subId: 0 };
    }
    case 'database': {
      const database = findDatabase(context, name.name);
      requireDatabaseOwner(context, database);
      return { objectClass: 'database', oid: database.oid, subId: 0 };
    }
    default:
      throw notSupported(`COMMENT ON ${object.toUpperCase()}`);
  }
}

function ownRelation({ object, name }: Comment, context: StatementContext): RelationRow {
  const row = findTable(context, name);
  requireOwner(context, row);
  const isView = row.kind !== 'table';
  if ((object === 'table' && isView) || (object === 'view' && !isView)) {
    throw fail('wrong_object_type', `"${row.name}" is not a ${object}`, { position: name.pos });
  }
  return row;
}

function column(row: RelationRow, part: string, position: number): Commented {
  const found = row.columns.find(({ name }) => name === part);
  if (!found) throw undefinedColumn(part, row.name, position);
  return { objectClass: 'relation', oid: row.oid, subId: found.number };
}

function constraint(row: RelationRow, part: string): Commented {
  const found = row.constraints.find(({ name }) => name === part);
  if (!found) {
    throw fail('undefined_object', `constraint "${part}" for table "${row.name}" does not exist`);
  }
  return { objectClass: 'constraint', oid: found.oid, subId: 0 };
}
