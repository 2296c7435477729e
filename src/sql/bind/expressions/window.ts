import { fail, notSupported } from '#base/errors.ts';
import type { Expression, FrameBound, OrderItem, WindowFrame, WindowSpecification } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import type { Place } from '#sql/bind/expressions/typed.ts';
import type { FunctionDefinition } from '#sql/functions/definition.ts';

/** DuckDB text of what stands in `OVER (…)`; the values it partitions and sorts by are added to `keys`. */
export function overSql(
  over: WindowSpecification | { name: string },
  definition: FunctionDefinition,
  place: Place,
  keys: TypedSql[] = [],
): string {
  if ('name' in over) return namedWindow(over.name, place);
  const needsFrame = definition.aggregate && over.orderBy.length > 0 && over.frame === undefined;
  if (needsFrame && !definition.orderedSet && !definition.withinGroup) {
    throw fail(
      'feature_not_supported',
      'Aggregate window functions with an ORDER BY clause require a frame clause',
      { position: over.pos },
    );
  }
  return windowSql(over, place, keys);
}

function namedWindow(name: string, { scope }: Place): string {
  const text = scope.namedWindow(name);
  if (text === undefined) throw fail('undefined_object', `window "${name}" does not exist`);
  return text;
}

/** DuckDB text of a window specification, for OVER and the WINDOW clause. */
export function windowSql(window: WindowSpecification, place: Place, keys: TypedSql[] = []): string {
  const parts: string[] = [];
  if (window.base !== undefined) parts.push(namedWindow(window.base, place));
  if (window.partitionBy.length > 0) {
    parts.push(`PARTITION BY ${window.partitionBy.map((key) => keySql(key, place, keys)).join(', ')}`);
  }
  if (window.orderBy.length > 0) parts.push(`ORDER BY ${orderSql(window.orderBy, place, keys)}`);
  if (window.frame !== undefined) parts.push(frameSql(window.frame, place));
  return parts.join(' ');
}

function keySql(expression: Expression, { binder, scope, clause }: Place, keys: TypedSql[]): string {
  const value = binder.bindExpression(expression, scope, clause);
  keys.push(value);
  if (value.window) {
    throw fail('grouping_error', 'window function calls cannot be nested', { position: expression.pos });
  }
  return value.type.name === 'unknown'
    ? castTo(binder, value, { name: 'varchar', length: 65535 }, true).sql
    : value.sql;
}

/** Sort keys with Redshift's order of NULLs: last when ascending, first when descending. */
export function orderSql(items: OrderItem[], place: Place, keys: TypedSql[] = []): string {
  return items
    .map(({ expression, direction, nulls }) => {
      const nullsPlace = nulls ?? (direction === 'asc' ? 'last' : 'first');
      return `${keySql(expression, place, keys)} ${direction.toUpperCase()} NULLS ${nullsPlace.toUpperCase()}`;
    })
    .join(', ');
}

/** Frames count rows; Redshift has no other unit. */
function frameSql(frame: WindowFrame, place: Place): string {
  if (frame.unit !== 'rows') {
    throw fail('feature_not_supported', `${frame.unit.toUpperCase()} frames are not supported, use ROWS`, {
      position: frame.pos,
    });
  }
  const from = boundSql(frame.from, place);
  return frame.to === undefined ? `ROWS ${from}` : `ROWS BETWEEN ${from} AND ${boundSql(frame.to, place)}`;
}

function boundSql(bound: FrameBound, { binder, scope, clause }: Place): string {
  if (!('offset' in bound)) return bound.kind.toUpperCase();
  const value = binder.bindExpression(bound.offset, scope, clause);
  const count = castTo(binder, value, { name: 'int8' }, false, bound.offset.pos);
  if (typeof count.literal !== 'string')
    throw notSupported('A frame bound that is not a constant', bound.offset.pos);
  if (count.literal.startsWith('-')) {
    throw fail('invalid_parameter_value', 'frame starting offset must not be negative', {
      position: bound.offset.pos,
    });
  }
  return `${count.literal} ${bound.kind.toUpperCase()}`;
}
