import type { Binary } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { bindBitOperator } from '#sql/bind/expressions/bit-operator.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { concatenate } from '#sql/bind/expressions/concatenation.ts';
import { datetimeArithmetic } from '#sql/bind/expressions/datetime-arithmetic.ts';
import { numberArithmetic } from '#sql/bind/expressions/number-arithmetic.ts';
import { ambiguousOperator, noOperator, operatorPosition } from '#sql/bind/expressions/operator-error.ts';
import { superArithmetic } from '#sql/bind/expressions/super-arithmetic.ts';
import { isDatetime, isInterval, isNumber, isString } from '#sql/bind/expressions/type-class.ts';
import type { Place } from '#sql/bind/expressions/typed.ts';
import type { SqlType } from '#sql/types.ts';

const bitOperators = ['&', '|', '#', '<<', '>>'];

/** `a + b` and the other operators with two operands that are not comparisons. */
export function bindBinary(expression: Binary, place: Place): TypedSql {
  const { binder, scope, clause } = place;
  const left = binder.bindExpression(expression.left, scope, clause);
  const right = binder.bindExpression(expression.right, scope, clause);
  const position = operatorPosition(binder, expression.left.end);
  if (expression.operator === '||') return concatenate(binder, left, right, position);
  if (bitOperators.includes(expression.operator)) {
    return bindBitOperator(binder, expression.operator, left, right, position);
  }
  return arithmetic(place, expression.operator, left, right, position);
}

/** `+ - * / % ^` over whatever types have them. Throws 42883 and 42725. */
export function arithmetic(
  { binder }: Place,
  operator: string,
  left: TypedSql,
  right: TypedSql,
  position: number,
): TypedSql {
  if (left.type.name === 'unknown' && right.type.name === 'unknown') {
    throw ambiguousOperator(operator, position);
  }
  const one = typedOperand(left, right.type, operator, false);
  const other = typedOperand(right, left.type, operator, true);
  const a = castTo(binder, left, one, false, position);
  const b = castTo(binder, right, other, false, position);
  if (a.type.name === 'super' || b.type.name === 'super') return superArithmetic(operator, a, b, position);
  if (isNumber(a.type) && isNumber(b.type)) return numberArithmetic(operator, a, b, position);
  if (temporal(a.type) || temporal(b.type)) return datetimeArithmetic(operator, a, b, position);
  // Redshift joins text with + as well; the administration views of AWS are written so.
  if (operator === '+' && isString(a.type) && isString(b.type)) return concatenate(binder, a, b, position);
  throw noOperator(operator, a.type, b.type, position);
}

function temporal(type: SqlType): boolean {
  return isDatetime(type) || isInterval(type);
}

/** An untyped side takes the other's type; beside a date or time it is an interval where one fits. */
function typedOperand(value: TypedSql, other: SqlType, operator: string, isRight: boolean): SqlType {
  if (value.type.name !== 'unknown') return value.type;
  if (isDatetime(other) && (operator === '+' || !isRight)) {
    return operator === '+' ? { name: 'interval' } : other;
  }
  if (isInterval(other))
    return operator === '*' || operator === '/' ? { name: 'float8' } : { name: 'interval' };
  return other;
}
