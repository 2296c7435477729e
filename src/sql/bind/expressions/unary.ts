import type { Unary } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { isNumberLiteral, numberLiteral } from '#sql/bind/expressions/literal.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { superArithmetic } from '#sql/bind/expressions/super-arithmetic.ts';
import { isInteger, isInterval, isNumber } from '#sql/bind/expressions/type-class.ts';
import { type Place, retyped, typed } from '#sql/bind/expressions/typed.ts';
import type { SqlType } from '#sql/types.ts';

/** Prefix `- + ~ |/ ||/ @ !!` and postfix `!`. */
export function bindUnary(expression: Unary, place: Place): TypedSql {
  const { operator, operand, pos } = expression;
  if (operator === '-' && isNumberLiteral(operand)) return numberLiteral(operand, true);
  const { binder, scope, clause } = place;
  const bound = binder.bindExpression(operand, scope, clause);
  const value =
    bound.type.name === 'unknown' ? castTo(binder, bound, untypedAs(operator), false, operand.pos) : bound;
  const { label: _, ...plain } = value;
  return unary(operator, plain, pos);
}

function untypedAs(operator: string): SqlType {
  return { name: operator === '~' || operator.startsWith('!') ? 'int4' : 'float8' };
}

function unary(operator: string, value: TypedSql, position: number): TypedSql {
  const { type } = value;
  const refused = () => noOperator(operator, undefined, type, position);
  switch (operator) {
    case '+':
      if (isNumber(type) || type.name === 'super') return value;
      throw refused();
    case '-':
      if (type.name === 'super') return superArithmetic('-', zero, value, position);
      if (isNumber(type) || isInterval(type)) return negated(value);
      throw refused();
    case '~':
      if (isInteger(type)) return typed(`(~${value.sql})`, type, [value]);
      throw refused();
    case '@':
      if (isNumber(type)) return typed(`abs(${value.sql})`, type, [value]);
      throw refused();
    case '|/':
    case '||/':
      if (isNumber(type)) return root(operator === '|/' ? 'rs_square_root' : 'rs_cube_root', value);
      throw refused();
    default:
      if (isInteger(type)) return factorial(value);
      throw refused();
  }
}

const zero: TypedSql = { sql: 'CAST(0 AS INTEGER)', type: { name: 'int4' }, literal: '0' };

function negated(value: TypedSql): TypedSql {
  const { literal: _, ...rest } = value;
  return retyped(rest, `(-${value.sql})`, value.type);
}

function root(macro: string, value: TypedSql): TypedSql {
  return typed(macroCall(macro, `CAST(${value.sql} AS DOUBLE)`), { name: 'float8' }, [value]);
}

function factorial(value: TypedSql): TypedSql {
  return typed(
    `CAST(${macroCall('rs_factorial', value.sql)} AS DECIMAL(38,0))`,
    { name: 'numeric', precision: 38, scale: 0 },
    [value],
  );
}
