import { fail } from '#base/errors.ts';
import type { ShowObject } from '#sql/ast.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { findTable } from '#warehouse/statements/show-object/resolve-place.ts';
import {
  type ForeignTable,
  tableDefinition,
  writtenName,
} from '#warehouse/statements/show-object/table-definition.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** SHOW TABLE: the CREATE TABLE that makes it again. */
export async function showTableDefinition(
  statement: ShowObject,
  context: StatementContext,
): Promise<StatementResult> {
  const { relation, row } = findRow(statement, context);
  if (row?.kind !== 'table') throw fail('wrong_object_type', `"${relation.name}" is not a table`);
  const text = tableDefinition(qualified(relation), row, (oid) => foreignTable(oid, context));
  return context.rows([{ name: 'Show Table DDL statement', type: { name: 'text' } }], [[text]]);
}

/** SHOW VIEW: a view's query; the whole CREATE of a materialized view. */
export async function showViewDefinition(
  statement: ShowObject,
  context: StatementContext,
): Promise<StatementResult> {
  const { relation, row } = findRow(statement, context);
  if (row?.viewText === undefined) throw fail('wrong_object_type', `"${relation.name}" is not a view`);
  const text = row.kind === 'materialized view' ? (row.viewStatement ?? row.viewText) : row.viewText;
  return context.rows([{ name: 'Show View DDL statement', type: { name: 'text' } }], [[text]]);
}

function findRow(
  { name }: ShowObject,
  context: StatementContext,
): { relation: Relation; row: RelationRow | undefined } {
  if (!name) throw fail('syntax_error', 'a name is missing');
  const { relation } = findTable(name, context);
  return { relation, row: context.catalog.relation(relation.oid) };
}

function foreignTable(oid: number, context: StatementContext): ForeignTable | undefined {
  const row = context.catalog.relation(oid);
  const schema = row && context.catalog.schemaByOid(row.schemaOid);
  return row && schema && { name: qualified({ schema: schema.name, name: row.name }), columns: row.columns };
}

function qualified({ schema, name }: { schema: string; name: string }): string {
  return `${writtenName(schema)}.${writtenName(name)}`;
}
