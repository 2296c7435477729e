import { fail } from '#base/errors.ts';
import type { Comparison, Expression, RowConstructor } from '#sql/ast.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { comparableSides, type Sides } from '#sql/bind/expressions/comparable.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import { noOperator, operatorPosition } from '#sql/bind/expressions/operator-error.ts';
import { boolType, type Place, typed } from '#sql/bind/expressions/typed.ts';

export type ComparisonOperator = Comparison['operator'];

/** `a = b` and its like, of values or of rows. */
export function bindComparison(expression: Comparison, place: Place): TypedSql {
  const { left, right, operator } = expression;
  if (left.kind === 'row' && right.kind === 'row') return compareRows(place, operator, left, right);
  const { binder, scope, clause } = place;
  const one = binder.bindExpression(left, scope, clause);
  const other = binder.bindExpression(right, scope, clause);
  return compare(binder, operator, one, other, operatorPosition(binder, left.end));
}

/** A comparison of two bound values. Throws 42883 when their types do not compare. */
export function compare(
  binder: Binder,
  operator: ComparisonOperator,
  left: TypedSql,
  right: TypedSql,
  position: number,
): TypedSql {
  const sides = comparableSides(binder, left, right, position);
  if (sides === undefined) throw noOperator(operator, left.type, right.type, position);
  return typed(comparisonSql(operator, sides), boolType, [left, right]);
}

export function comparisonSql(operator: ComparisonOperator, { left, right, dynamic }: Sides): string {
  if (!dynamic) return `(${left} ${operator} ${right})`;
  switch (operator) {
    case '=':
      return macroCall('rs_super_equal', left, right);
    case '<>':
      return `(NOT ${macroCall('rs_super_equal', left, right)})`;
    case '<':
      return macroCall('rs_super_less', left, right);
    case '<=':
      return macroCall('rs_super_less_equal', left, right);
    case '>':
      return macroCall('rs_super_less', right, left);
    case '>=':
      return macroCall('rs_super_less_equal', right, left);
  }
}

/** Rows are equal when all their fields are; they are ordered by the first field that differs. */
function compareRows(
  place: Place,
  operator: ComparisonOperator,
  left: RowConstructor,
  right: RowConstructor,
): TypedSql {
  const pairs = rowPairs(place, left.items, right.items, right.pos);
  const each = (sign: ComparisonOperator) =>
    pairs.map(([one, other]) => compare(place.binder, sign, one, other, left.end));
  if (operator === '=') return joined(each('='), 'AND');
  if (operator === '<>') return joined(each('<>'), 'OR');
  const strict = operator.startsWith('<') ? '<' : '>';
  const [equal, ordered, last] = [each('='), each(strict), each(operator)];
  const steps = pairs.map((_, index) => {
    const end = index === pairs.length - 1 ? last[index]! : ordered[index]!;
    return joined([...equal.slice(0, index), end], 'AND');
  });
  return joined(steps, 'OR');
}

export function rowPairs(
  { binder, scope, clause }: Place,
  left: Expression[],
  right: Expression[],
  position: number,
): [TypedSql, TypedSql][] {
  if (left.length !== right.length) {
    throw fail('syntax_error', 'unequal number of entries in row expression', { position });
  }
  return left.map((item, index) => [
    binder.bindExpression(item, scope, clause),
    binder.bindExpression(right[index]!, scope, clause),
  ]);
}

export function joined(values: TypedSql[], word: 'AND' | 'OR'): TypedSql {
  if (values.length === 1) return values[0]!;
  return typed(`(${values.map(({ sql }) => sql).join(` ${word} `)})`, boolType, values);
}

export function negate(value: TypedSql, negated: boolean): TypedSql {
  return negated ? typed(`(NOT ${value.sql})`, boolType, [value]) : value;
}
