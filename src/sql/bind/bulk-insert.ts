import type { Expression } from '#sql/ast.ts';
import { defaultSql, refuseIdentity } from '#sql/bind/assignment.ts';
import { type ConstantKind, coerceConstant } from '#sql/bind/expressions/constant.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { stagedCall, stagedText, stagedType } from '#sql/bind/staged-call.ts';
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
 * are few or when a cell is neither a constant nor the same call on a text as in every other row.
 */
export function bulkRows(
  binder: QueryBinder,
  target: Relation,
  listed: RelationColumn[],
  rows: Expression[][],
): ModifyPlan['bulk'] {
  if (rows.length < bulkRowsMin) return undefined;
  const { constants, computed } = defaultsOf(binder, target, listed);
  const columns = [...listed, ...constants.map(({ column }) => column)];
  const tail = constants.map(({ value }) => value);
  const staged = listed.map((column, i) =>
    stagedCall(
      binder,
      column,
      rows.map((row) => row[i]!),
    ),
  );
  if (!rows.every((row) => row.every((cell, i) => staged[i] !== undefined || isConstant(cell))))
    return undefined;
  return {
    columns: columns.map((column) => column.name),
    types: columns.map((column, i) => (staged[i] === undefined ? column.type : stagedType)),
    rowCount: rows.length,
    rows: coerced(binder, listed, staged, rows, tail),
    computed: [
      ...computed,
      ...listed.flatMap(({ name }, i) => (staged[i] === undefined ? [] : [{ column: name, sql: staged[i] }])),
    ],
  };
}

function* coerced(
  binder: QueryBinder,
  columns: RelationColumn[],
  staged: (string | undefined)[],
  rows: Expression[][],
  tail: BulkValue[],
): Generator<BulkValue[], undefined> {
  for (const row of rows) {
    const values = bulkRow(binder, columns, staged, row);
    yield tail.length === 0 ? values : [...values, ...tail];
  }
}

function bulkRow(
  binder: QueryBinder,
  columns: RelationColumn[],
  staged: (string | undefined)[],
  row: Expression[],
): BulkValue[] {
  const values: BulkValue[] = new Array(row.length);
  for (let index = 0; index < row.length; index++) {
    const cell = row[index]!;
    const column = columns[index]!;
    if (staged[index] !== undefined) {
      values[index] = stagedText(cell);
      continue;
    }
    const constant = constantOf(cell)!;
    if (column.identity !== undefined) refuseIdentity(column, cell.pos);
    values[index] = coerceConstant(binder, constant.value, constant.kind, column.type, column, cell.pos);
  }
  return values;
}

function isConstant(cell: Expression): boolean {
  const { kind } = cell;
  return kind === 'number' || kind === 'string' || constantOf(cell) !== undefined;
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

/** Columns that are not listed, by whether their default is a constant or is worked out for each row. */
function defaultsOf(binder: QueryBinder, target: Relation, listed: RelationColumn[]) {
  const constants: { column: RelationColumn; value: BulkValue }[] = [];
  const computed: { column: string; sql: string }[] = [];
  for (const column of target.columns) {
    if (listed.includes(column) || (column.identity ?? column.default) === undefined) continue;
    const constant =
      column.identity === undefined ? constantOf(parseExpressionText(column.default!)) : undefined;
    if (constant === undefined) {
      computed.push({ column: column.name, sql: defaultSql(binder, column) ?? 'NULL' });
    } else {
      const { value, kind } = constant;
      constants.push({ column, value: coerceConstant(binder, value, kind, column.type, column) });
    }
  }
  return { constants, computed };
}
