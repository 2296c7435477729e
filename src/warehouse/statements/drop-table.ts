import { fail, type RedshiftError } from '#base/errors.ts';
import type { DropObject, QualifiedName } from '#sql/ast.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import { kindWord } from '#warehouse/definitions/dependents.ts';
import { dropRelations } from '#warehouse/definitions/drop-relations.ts';
import { lookUpRelation, requireOwner } from '#warehouse/definitions/find-relation.ts';
import { undefinedSchema, writtenName } from '#warehouse/definitions/names.ts';
import { noticeSkipped } from '#warehouse/definitions/notices.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasPrivilege } from '#warehouse/users/privileges.ts';

/** DROP TABLE, DROP VIEW, DROP MATERIALIZED VIEW: several at once, dependents only with CASCADE. */
export async function dropTables(statement: DropObject, context: StatementContext): Promise<void> {
  const rows: RelationRow[] = [];
  for (const name of statement.names) {
    const row = find(statement, context, name);
    if (row && !rows.includes(row)) rows.push(row);
  }
  const [first] = rows;
  if (!first) return;
  const subject = `${kindWord(first)} ${first.name}`;
  await dropRelations(context, rows, { cascade: statement.cascade, subject });
}

function find(
  statement: DropObject,
  context: StatementContext,
  name: QualifiedName,
): RelationRow | undefined {
  const row = lookUpRelation(context, name);
  if (row) {
    requireKind(row, statement.object, name);
    requireDropRight(context, row);
    return row;
  }
  const kind = statement.object === 'table' ? 'Table' : 'View';
  if (statement.ifExists) {
    noticeSkipped(context, kind, writtenName(name));
    return undefined;
  }
  if (name.schema !== undefined && !context.reader().hasSchema(name.schema)) {
    throw undefinedSchema(name.schema, name.pos);
  }
  throw fail('undefined_table', `${kind} "${writtenName(name)}" does not exist`, { position: name.pos });
}

function requireKind(row: RelationRow, wanted: DropObject['object'], name: QualifiedName): void {
  const kind = kindWord(row);
  if (kind === wanted) return;
  throw wrongKind(row.name, wanted, kind, name.pos);
}

function wrongKind(name: string, wanted: string, kind: string, position: number): RedshiftError {
  const article = kind === 'table' ? 'a table' : `a ${kind}`;
  return fail('wrong_object_type', `"${name}" is not a ${wanted}`, {
    hint: `To drop ${article} use DROP ${kind.toUpperCase()}.`,
    position,
  });
}

function requireDropRight(context: StatementContext, row: RelationRow): void {
  const object = { objectClass: 'relation', oid: row.oid, owner: row.owner } as const;
  if (hasPrivilege(context.catalog, context.session.user, object, 'DROP')) return;
  requireOwner(context, row);
}
