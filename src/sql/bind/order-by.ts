import { fail } from '#base/errors.ts';
import type { Expression, OrderItem } from '#sql/ast.ts';
import type { Clause, TypedSql } from '#sql/bind/binder-interface.ts';
import { ordinalColumn } from '#sql/bind/grouping.ts';

/** What ORDER BY sees of an output column. */
export interface OrderColumn {
  label: string;
  /** DuckDB text of the column; undefined after a set operation, where only the name and the place count. */
  sql: string | undefined;
}

/**
 * DuckDB text of ORDER BY after the words. An item is an ordinal, the name of an output column (which comes
 * before an input column), or an expression for `bind`. NULL sorts last ascending and first descending.
 */
export function orderBySql(
  items: OrderItem[],
  columns: OrderColumn[],
  bind: (expression: Expression, clause: Clause) => TypedSql,
  distinct: boolean,
): string {
  return items.flatMap((item) => orderItemSql(item, columns, bind, distinct) ?? []).join(', ');
}

function orderItemSql(
  item: OrderItem,
  columns: OrderColumn[],
  bind: (expression: Expression, clause: Clause) => TypedSql,
  distinct: boolean,
): string | undefined {
  const target =
    outputOrdinal(item.expression, columns) ?? expressionTarget(item.expression, columns, bind, distinct);
  return target === undefined ? undefined : `${target} ${directionSql(item)}`;
}

/** `ASC NULLS LAST` and so on, always in full. */
export function directionSql(item: OrderItem): string {
  const nulls = item.nulls ?? (item.direction === 'asc' ? 'last' : 'first');
  return `${item.direction.toUpperCase()} NULLS ${nulls.toUpperCase()}`;
}

function outputOrdinal(expression: Expression, columns: OrderColumn[]): number | undefined {
  if (expression.kind === 'number' || expression.kind === 'string') {
    return columns.indexOf(ordinalColumn(expression, columns, 'ORDER BY')) + 1;
  }
  if (expression.kind !== 'reference' || expression.parts.length > 1) return undefined;
  const name = expression.parts[0]!.name;
  const named = columns.filter((column) => column.label === name);
  if (named.length > 1 && named.some((column) => column.sql !== named[0]!.sql || column.sql === undefined)) {
    throw fail('ambiguous_column', `ORDER BY "${name}" is ambiguous`, { position: expression.pos });
  }
  return named.length === 0 ? undefined : columns.indexOf(named[0]!) + 1;
}

function expressionTarget(
  expression: Expression,
  columns: OrderColumn[],
  bind: (expression: Expression, clause: Clause) => TypedSql,
  distinct: boolean,
): string | number | undefined {
  const value = bind(expression, 'order by');
  const ordinal = columns.findIndex((column) => column.sql === value.sql) + 1;
  if (ordinal > 0) return ordinal;
  if (distinct) {
    const message = 'for SELECT DISTINCT, ORDER BY expressions must appear in select list';
    throw fail('invalid_column_reference', message, { position: expression.pos });
  }
  // A constant orders nothing, and DuckDB refuses one.
  return value.literal === undefined ? value.sql : undefined;
}
