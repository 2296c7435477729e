import type { Expression } from '#sql/ast.ts';
import { refuseIdentity } from '#sql/bind/assignment.ts';
import { type ConstantKind, coerceConstant } from '#sql/bind/expressions/constant.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import type { Relation, RelationColumn } from '#sql/catalog-reader.ts';
import { parseExpressionText } from '#sql/parse.ts';
import type { BulkValue, ModifyPlan } from '#sql/plan.ts';

/** From this many rows on, appending beats a statement whose literals DuckDB has to parse. */
const bulkRowsMin = 20;

interface Constant {
  kind: ConstantKind;
  /** null for NULL. */
  value: string | null;
}

/**
 * The rows of INSERT … VALUES for the appender, coerced as the statement itself would; undefined when there
 * are few, when a cell is no constant, or when a default must be computed row by row.
 */
export function bulkRows(
  binder: QueryBinder,
  target: Relation,
  listed: RelationColumn[],
  rows: Expression[][],
): ModifyPlan['bulk'] {
  if (rows.length < bulkRowsMin) return undefined;
  const defaults = constantDefaults(binder, target, listed);
  if (defaults === undefined) return undefined;
  const columns = [...listed, ...defaults.map(({ column }) => column)];
  const tail = defaults.map(({ value }) => value);
  const coerced: BulkValue[][] = [];
  for (const row of rows) {
    const values = bulkRow(binder, listed, row);
    if (values === undefined) return undefined;
    coerced.push(tail.length === 0 ? values : [...values, ...tail]);
  }
  return {
    columns: columns.map((column) => column.name),
    types: columns.map((column) => column.type),
    rows: coerced,
  };
}

function bulkRow(binder: QueryBinder, columns: RelationColumn[], row: Expression[]): BulkValue[] | undefined {
  const values: BulkValue[] = new Array(row.length);
  for (let index = 0; index < row.length; index++) {
    const cell = row[index]!;
    const column = columns[index]!;
    const constant = constantOf(cell);
    if (constant === undefined) return undefined;
    if (column.identity !== undefined) refuseIdentity(column, cell.pos);
    values[index] = coerceConstant(binder, constant.value, constant.kind, column.type, column, cell.pos);
  }
  return values;
}

/** A literal, signed or not; undefined for anything that has to be computed. */
function constantOf(cell: Expression): Constant | undefined {
  switch (cell.kind) {
    case 'string':
      return { kind: 'string', value: cell.value };
    case 'number':
      return { kind: 'number', value: cell.text };
    case 'boolean':
      return { kind: 'boolean', value: String(cell.value) };
    case 'null':
      return { kind: 'string', value: null };
    case 'unary':
      if (cell.operator !== '-' || cell.operand.kind !== 'number') return undefined;
      return { kind: 'number', value: `-${cell.operand.text}` };
    default:
      return undefined;
  }
}

/** Columns that are not listed and have a constant default; undefined when one is generated or computed. */
function constantDefaults(binder: QueryBinder, target: Relation, listed: RelationColumn[]) {
  const defaults: { column: RelationColumn; value: BulkValue }[] = [];
  for (const column of target.columns) {
    if (listed.includes(column)) continue;
    if (column.identity !== undefined) return undefined;
    if (column.default === undefined) continue;
    const constant = constantOf(parseExpressionText(column.default));
    if (constant === undefined) return undefined;
    defaults.push({
      column,
      value: coerceConstant(binder, constant.value, constant.kind, column.type, column),
    });
  }
  return defaults;
}
