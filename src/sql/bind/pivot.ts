import { fail } from '#base/errors.ts';
import type { Expression, FunctionCall, Pivot, Reference } from '#sql/ast.ts';
import { forEachChild } from '#sql/bind/expression-walk.ts';
import { type FromContext, type FromItem, nameRows } from '#sql/bind/from-item.ts';
import { outputNames } from '#sql/bind/output-names.ts';
import type { RelationRowColumn } from '#sql/bind/query-binder.ts';
import { columnValue, RelationScope, type ScopeColumn } from '#sql/bind/scope.ts';
import { quoteIdentifier } from '#sql/quote.ts';

type PivotValue = Pivot['values'][number];

/**
 * `t PIVOT (agg(x) FOR c IN (v, …))`: one group per value of all columns that the aggregates and `c` do not
 * read, one column per value and aggregate. An aggregate sees `x` only where `c` is the value.
 */
export function bindPivot(context: FromContext, pivot: Pivot): FromItem {
  const source = context.bind(pivot.source, context.siblings);
  const scope = new RelationScope(context.outer);
  scope.show(source);
  const groups = groupColumns(pivot, scope);
  const cells = pivot.values.flatMap((value) =>
    pivot.aggregates.map((aggregate) => bindCell(context, pivot, value, aggregate, scope)),
  );
  const columns: RelationRowColumn[] = [...groups, ...cells].map(({ name, type }) => ({
    name,
    type,
    emitted: name,
  }));
  const names = outputNames(columns.map((column) => column.name));
  for (const [index, column] of columns.entries()) column.emitted = names[index]!;
  const sqls = [...groups.map((column) => columnValue(column).sql), ...cells.map((cell) => cell.sql)];
  const list = sqls.map((sql, index) => `${sql} AS ${quoteIdentifier(names[index]!)}`).join(', ');
  const groupBy = groups.length === 0 ? '' : ` GROUP BY ${groups.map((column) => column.sql).join(', ')}`;
  return nameRows(
    context.binder,
    { source: `(SELECT ${list} FROM ${source.sql}${groupBy})`, columns },
    pivot.alias,
  );
}

/** Columns that neither FOR nor an aggregate names. */
function groupColumns(pivot: Pivot, scope: RelationScope): ScopeColumn[] {
  const used = new Set<ScopeColumn>();
  const note = (node: Expression): void => {
    if (node.kind === 'reference') {
      const found = scope.find(node.parts);
      if (found !== undefined) used.add(found.column);
    } else {
      forEachChild(node, note);
    }
  };
  note(columnReference(pivot));
  for (const aggregate of pivot.aggregates) note(aggregate.call);
  return scope.columns.filter((column) => !column.hidden && !used.has(column));
}

function columnReference(pivot: Pivot): Reference {
  const [first] = pivot.column;
  return { kind: 'reference', parts: pivot.column, pos: first!.pos, end: first!.end };
}

function bindCell(
  context: FromContext,
  pivot: Pivot,
  value: PivotValue,
  aggregate: Pivot['aggregates'][number],
  scope: RelationScope,
) {
  const call = whereValue(aggregate.call, pivot, value);
  const bound = context.binder.bindExpression(call, scope, 'select');
  if (!bound.aggregate) {
    throw fail('syntax_error', 'PIVOT takes aggregate functions only', { position: aggregate.call.pos });
  }
  const valueName = value.alias?.name ?? valueText(value.value);
  const name = aggregate.alias === undefined ? valueName : `${valueName}_${aggregate.alias.name}`;
  return { name, type: bound.type, sql: bound.sql };
}

/** The name of a column without an alias: the value as written. */
function valueText(value: Expression): string {
  switch (value.kind) {
    case 'string':
    case 'typed-literal':
      return value.value.toLowerCase();
    case 'number':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'null':
      return 'null';
    case 'unary':
      return value.operator + valueText(value.operand);
    case 'cast':
      return valueText(value.operand);
    default:
      throw fail('syntax_error', 'PIVOT IN list must hold constants', { position: value.pos });
  }
}

/** `agg(CASE WHEN column = value THEN x END)`. */
function whereValue(call: FunctionCall, pivot: Pivot, { value }: PivotValue): FunctionCall {
  const span = { pos: call.pos, end: call.end };
  const column = columnReference(pivot);
  const when: Expression =
    value.kind === 'null'
      ? { kind: 'is', operand: column, test: 'null', negated: false, ...span }
      : { kind: 'comparison', operator: '=', left: column, right: value, ...span };
  const only = (then: Expression): Expression => ({ kind: 'case', branches: [{ when, then }], ...span });
  const { star, ...rest } = call;
  if (star) return { ...rest, args: [only({ kind: 'number', text: '1', ...span })] };
  const [first, ...others] = call.args;
  return { ...rest, args: first === undefined ? [] : [only(first), ...others] };
}
