import { fail } from '#base/errors.ts';
import type { Expression } from '#sql/ast.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { NameScope } from '#sql/bind/scope.ts';

/** ` LIMIT … OFFSET …` as DuckDB text, or ''. */
export function limitSql(
  binder: QueryBinder,
  limit: Expression | 'all' | undefined,
  offset: Expression | undefined,
): string {
  const limitText = limit === undefined || limit === 'all' ? '' : countSql(binder, limit, 'LIMIT');
  const offsetText = offset === undefined ? '' : countSql(binder, offset, 'OFFSET');
  return limitText + offsetText;
}

function countSql(binder: QueryBinder, expression: Expression, word: 'LIMIT' | 'OFFSET'): string {
  const value = binder.bindExpression(expression, new NameScope(undefined), 'limit');
  if (value.literal === null) return '';
  if (value.literal?.startsWith('-')) {
    throw fail('invalid_parameter_value', `${word} must not be negative`, { position: expression.pos });
  }
  return ` ${word} ${castTo(binder, value, { name: 'int8' }, false).sql}`;
}

/** A LIMIT that is written as a number; undefined for any other. */
export function constantLimit(limit: Expression | 'all' | undefined): number | undefined {
  return limit !== undefined && limit !== 'all' && limit.kind === 'number' ? Number(limit.text) : undefined;
}

/** The smaller of two bounds, either of which may be missing. */
export function fewest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
