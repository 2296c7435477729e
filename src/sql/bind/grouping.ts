import { fail } from '#base/errors.ts';
import type { Expression, GroupBy, GroupingElement } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { checkPlacement } from '#sql/bind/condition.ts';
import { entryKey, expressionKey } from '#sql/bind/grouping-keys.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import type { SelectEntry, SelectItems } from '#sql/bind/select-items.ts';
import type { SelectScope } from '#sql/bind/select-scope.ts';

/** A bound GROUP BY: its DuckDB text after the words, and the keys of what it groups by. */
export interface Grouping {
  sql: string;
  keys: Set<string>;
}

/** At most 64 grouping sets, as Redshift documents for ROLLUP, CUBE and GROUPING SETS. */
const groupingSetsMax = 64;

export function bindGroupBy(
  binder: QueryBinder,
  groupBy: GroupBy,
  items: SelectItems,
  scope: SelectScope,
): Grouping {
  const keys = new Set<string>();
  if (groupBy.kind === 'all') return groupByAll(items, scope, keys);
  const bind = (expression: Expression) => bindGroupExpression(binder, expression, items, scope, keys);
  const sql = groupBy.items.map((element) => elementSql(element, bind)).join(', ');
  return { sql, keys };
}

/** GROUP BY ALL: every output column that holds neither aggregate nor window function. */
function groupByAll(items: SelectItems, scope: SelectScope, keys: Set<string>): Grouping {
  const grouped = items.entries.filter((entry) => !entry.value.aggregate && !entry.value.window);
  for (const entry of grouped) keys.add(entryKey(entry, scope));
  return { sql: grouped.map((entry) => groupSql(entry.value)).join(', ') || '()', keys };
}

type BindElement = (expression: Expression) => string;

function elementSql(element: GroupingElement, bind: BindElement): string {
  switch (element.kind) {
    case 'expression':
      return expressions(element.expression).map(bind).join(', ');
    case 'rollup':
    case 'cube':
      checkSetCount(element.kind === 'cube' ? 2 ** element.sets.length : element.sets.length + 1);
      return `${element.kind.toUpperCase()} (${element.sets.map((set) => setSql(set, bind)).join(', ')})`;
    case 'grouping sets':
      checkSetCount(element.elements.length);
      return `GROUPING SETS (${element.elements.map((inner) => innerSetSql(inner, bind)).join(', ')})`;
    case 'empty':
      return '()';
  }
}

function innerSetSql(element: GroupingElement, bind: BindElement): string {
  return element.kind === 'expression'
    ? setSql(expressions(element.expression), bind)
    : elementSql(element, bind);
}

function setSql(set: Expression[], bind: BindElement): string {
  return `(${set.flatMap(expressions).map(bind).join(', ')})`;
}

/** `(a, b)` is two grouping columns. */
function expressions(expression: Expression): Expression[] {
  return expression.kind === 'row' ? expression.items : [expression];
}

function checkSetCount(count: number): void {
  if (count <= groupingSetsMax) return;
  throw fail('program_limit_exceeded', `too many grouping sets present (maximum ${groupingSetsMax})`);
}

function bindGroupExpression(
  binder: QueryBinder,
  expression: Expression,
  items: SelectItems,
  scope: SelectScope,
  keys: Set<string>,
): string {
  const entry = outputColumn(expression, items, scope);
  const value = entry?.value ?? binder.bindExpression(expression, scope, 'group by');
  checkPlacement(value, 'group by', expression.pos);
  keys.add(entry === undefined ? expressionKey(expression, scope) : entryKey(entry, scope));
  return groupSql(value);
}

/** The output column that an ordinal or a name in GROUP BY stands for; a column of FROM comes before a name. */
function outputColumn(
  expression: Expression,
  items: SelectItems,
  scope: SelectScope,
): SelectEntry | undefined {
  if (expression.kind === 'number' || expression.kind === 'string') {
    return ordinalColumn(expression, items.entries, 'GROUP BY');
  }
  if (expression.kind !== 'reference' || expression.parts.length > 1) return undefined;
  if (scope.find(expression.parts) !== undefined) return undefined;
  const name = expression.parts[0]!.name;
  return items.entries.find((entry) => entry.label === name);
}

/** The column at a position in the select list. Throws 42601 for another constant, 42P10 when there is none. */
export function ordinalColumn<T>(
  expression: Extract<Expression, { kind: 'number' | 'string' }>,
  entries: T[],
  clause: string,
): T {
  const position = expression.pos;
  if (expression.kind === 'string' || !/^\d+$/.test(expression.text)) {
    throw fail('syntax_error', `non-integer constant in ${clause}`, { position });
  }
  const entry = entries[Number(expression.text) - 1];
  if (entry !== undefined) return entry;
  throw fail('invalid_column_reference', `${clause} position ${expression.text} is not in select list`, {
    position,
  });
}

/** DuckDB would read a bare number as an ordinal. */
function groupSql(value: TypedSql): string {
  const isConstant = value.literal !== undefined || /^-?\d+$/.test(value.sql);
  return isConstant ? 'CAST(0 AS INTEGER)' : value.sql;
}
