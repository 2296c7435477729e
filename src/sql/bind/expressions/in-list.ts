import type { Between, InList } from '#sql/ast.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { comparableSides } from '#sql/bind/expressions/comparable.ts';
import { compare, joined, negate, rowPairs } from '#sql/bind/expressions/comparison.ts';
import { noOperator, operatorPosition } from '#sql/bind/expressions/operator-error.ts';
import { boolType, type Place, typed } from '#sql/bind/expressions/typed.ts';

/** `x [NOT] IN (a, b, …)`, also of rows. */
export function bindInList(expression: InList, place: Place): TypedSql {
  const { binder, scope, clause } = place;
  const { operand, items, negated, pos } = expression;
  if (operand.kind === 'row') {
    const rows = items.map((item) => {
      const fields = item.kind === 'row' ? item.items : [item];
      const pairs = rowPairs(place, operand.items, fields, item.pos);
      return joined(
        pairs.map(([one, other]) => compare(binder, '=', one, other, pos)),
        'AND',
      );
    });
    return negate(joined(rows, 'OR'), negated);
  }
  const value = typedOperand(binder.bindExpression(operand, scope, clause), items, place);
  const bound = items.map((item) => binder.bindExpression(item, scope, clause));
  return inValues(binder, value, bound, negated, operatorPosition(binder, operand.end));
}

/** An untyped operand takes the type of the first item that has one: `$1 IN (a, b)`. */
function typedOperand(value: TypedSql, items: InList['items'], { binder, scope, clause }: Place): TypedSql {
  if (value.type.name !== 'unknown') return value;
  for (const item of items) {
    const { type } = binder.bindExpression(item, scope, clause);
    if (type.name === 'unknown') continue;
    const sides = comparableSides(binder, value, { sql: 'NULL', type }, item.pos);
    return sides === undefined ? value : typed(sides.left, type, [value]);
  }
  return value;
}

function inValues(
  binder: Binder,
  value: TypedSql,
  items: TypedSql[],
  negated: boolean,
  position: number,
): TypedSql {
  const texts: string[] = [];
  for (const item of items) {
    const sides = comparableSides(binder, value, item, position);
    if (sides === undefined) throw noOperator('=', value.type, item.type, position);
    if (sides.dynamic || (sides.left !== value.sql && value.type.name !== 'unknown')) {
      const each = items.map((other) => compare(binder, '=', value, other, position));
      return negate(joined(each, 'OR'), negated);
    }
    texts.push(sides.right);
  }
  const operand = value.type.name === 'unknown' ? comparableSides(binder, value, items[0]!)!.left : value.sql;
  return typed(`(${operand} ${negated ? 'NOT ' : ''}IN (${texts.join(', ')}))`, boolType, [value, ...items]);
}

/** `x [NOT] BETWEEN [SYMMETRIC] a AND b`. */
export function bindBetween(expression: Between, { binder, scope, clause }: Place): TypedSql {
  const { negated, symmetric, operand } = expression;
  const value = binder.bindExpression(operand, scope, clause);
  const low = binder.bindExpression(expression.low, scope, clause);
  const high = binder.bindExpression(expression.high, scope, clause);
  const within = (from: TypedSql, to: TypedSql) => between(binder, value, from, to, operand.end);
  const result = symmetric ? joined([within(low, high), within(high, low)], 'OR') : within(low, high);
  return negate(result, negated);
}

function between(binder: Binder, value: TypedSql, low: TypedSql, high: TypedSql, position: number): TypedSql {
  const from = comparableSides(binder, value, low, position);
  const to = comparableSides(binder, value, high, position);
  const isPlain = from && to && !from.dynamic && !to.dynamic && from.left === to.left;
  if (isPlain)
    return typed(`(${from.left} BETWEEN ${from.right} AND ${to.right})`, boolType, [value, low, high]);
  const bounds = [compare(binder, '>=', value, low, position), compare(binder, '<=', value, high, position)];
  return joined(bounds, 'AND');
}
