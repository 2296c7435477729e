import { fail } from '#base/errors.ts';
import type { CreateTable, TableAttributes } from '#sql/ast.ts';
import type { ColumnRow, ConstraintRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { checkColumnNames, definedColumn } from '#warehouse/definitions/column-rows.ts';
import {
  columnConstraints,
  withConstraint,
  withPrimaryKeyNotNull,
} from '#warehouse/definitions/constraints.ts';
import { createEngineTable } from '#warehouse/definitions/engine-definition.ts';
import { findTable } from '#warehouse/definitions/find-relation.ts';
import { newRelation, type RelationPlace } from '#warehouse/definitions/new-relation.ts';
import { layOut, type TableLayout } from '#warehouse/definitions/table-layout.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

const tag = 'CREATE TABLE';

/** CREATE TABLE (Amazon Redshift, "CREATE TABLE"). */
export async function createTable(
  statement: CreateTable,
  context: StatementContext,
): Promise<StatementResult> {
  const place = await newRelation(context, statement);
  if (!place) return context.done(tag);
  const { columns, inherited } = tableColumns(context, statement, place);
  const table = { name: place.name, temporary: place.sessionPid !== undefined };
  const layout = inherited ?? layOut(table, columns, statement.attributes, statement.columns);
  const constraints = tableConstraints(context, statement, { ...place, columns });
  const row: RelationRow = {
    ...place,
    ...layout,
    columns: withPrimaryKeyNotNull(layout.columns, constraints),
    constraints,
  };
  await context.apply(createEngineTable(row));
  await context.apply(context.catalog.putRelation(row));
  return context.done(tag);
}

function tableColumns(
  context: StatementContext,
  statement: CreateTable,
  place: RelationPlace,
): { columns: ColumnRow[]; inherited: TableLayout | undefined } {
  const parents = statement.like.map(({ table, including }) => ({
    row: findTable(context, table),
    including,
  }));
  const copied = parents.flatMap(({ row, including }) =>
    row.columns.map((column) => copy(column, including)),
  );
  const table = {
    name: place.name,
    engineName: place.engineName ?? '',
    temporary: place.sessionPid !== undefined,
  };
  const own = statement.columns.map((definition, index) =>
    definedColumn(context, definition, table, copied.length + index + 1),
  );
  const columns = [...copied, ...own].map((column, index) => ({ ...column, number: index + 1 }));
  checkColumnNames(columns);
  const [parent] = parents;
  if (!parent) return { columns, inherited: undefined };
  refuseAttributes(statement.attributes);
  const { distStyle, sortKeyStyle, encodeAuto, backup } = parent.row;
  const encoded = layOut(table, columns, {}).columns.map((column, index) => ({
    ...column,
    distKey: columns[index]?.distKey ?? false,
    sortKeyPosition: columns[index]?.sortKeyPosition ?? 0,
  }));
  return { columns: encoded, inherited: { distStyle, sortKeyStyle, encodeAuto, backup, columns: encoded } };
}

/** LIKE copies name, type, NOT NULL, encoding and keys; defaults when asked; never an identity. */
function copy(column: ColumnRow, including: boolean): ColumnRow {
  return { ...column, identity: undefined, defaultText: including ? column.defaultText : undefined };
}

function refuseAttributes(attributes: TableAttributes): void {
  if (Object.values(attributes).every((value) => value === undefined)) return;
  throw fail(
    'feature_not_supported',
    'CREATE TABLE LIKE takes distribution style, sort keys and BACKUP from the parent table; they cannot be specified',
  );
}

function tableConstraints(
  context: StatementContext,
  statement: CreateTable,
  table: { oid: number; name: string; columns: ColumnRow[] },
): ConstraintRow[] {
  const written = [...columnConstraints(statement.columns), ...statement.constraints];
  let constraints: ConstraintRow[] = [];
  for (const constraint of written) {
    constraints = withConstraint(context, { ...table, constraints }, constraint);
  }
  return constraints;
}
