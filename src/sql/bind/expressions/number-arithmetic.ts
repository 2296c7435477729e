import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { decimalArithmetic } from '#sql/bind/expressions/decimal-arithmetic.ts';
import { dividedBy } from '#sql/bind/expressions/division.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { isFloat, isInteger } from '#sql/bind/expressions/type-class.ts';
import { typed } from '#sql/bind/expressions/typed.ts';
import type { SqlType } from '#sql/types.ts';

const integerOrder = ['int2', 'int4', 'int8'];

/**
 * Arithmetic of numbers with Redshift's result types (sql.md §3): the wider integer, decimals by their own
 * rules, double as soon as a float takes part (float4 with float4 stays float4). Overflow is an error.
 */
export function numberArithmetic(
  operator: string,
  left: TypedSql,
  right: TypedSql,
  position: number,
): TypedSql {
  if (operator === '^')
    return typed(`pow(${asDouble(left)}, ${asDouble(right)})`, { name: 'float8' }, [left, right]);
  if (isFloat(left.type) || isFloat(right.type)) return floatArithmetic(operator, left, right, position);
  if (isInteger(left.type) && isInteger(right.type)) return integerArithmetic(operator, left, right);
  return decimalArithmetic(operator, left, right, position);
}

function integerArithmetic(operator: string, left: TypedSql, right: TypedSql): TypedSql {
  const order = Math.max(integerOrder.indexOf(left.type.name), integerOrder.indexOf(right.type.name));
  const type = { name: integerOrder[order] } as SqlType;
  return typed(integerSql(operator, left, right), type, [left, right]);
}

function integerSql(operator: string, left: TypedSql, right: TypedSql): string {
  if (operator === '/') return dividedBy(left, right, '//', 'rs_integer_divide');
  if (operator === '%') return dividedBy(left, right, '%', 'rs_modulo');
  return `(${left.sql} ${operator} ${right.sql})`;
}

function floatArithmetic(operator: string, left: TypedSql, right: TypedSql, position: number): TypedSql {
  if (operator === '%') throw noOperator(operator, left.type, right.type, position);
  const isReal = left.type.name === 'float4' && right.type.name === 'float4';
  const [one, other] = isReal
    ? [left, right]
    : [
        { ...left, sql: asDouble(left) },
        { ...right, sql: asDouble(right) },
      ];
  const type: SqlType = { name: isReal ? 'float4' : 'float8' };
  const sql =
    operator === '/'
      ? dividedBy(one, other, '/', 'rs_float_divide')
      : `(${one.sql} ${operator} ${other.sql})`;
  return typed(sql, type, [left, right]);
}

function asDouble({ sql, type }: TypedSql): string {
  return type.name === 'float8' ? sql : `CAST(${sql} AS DOUBLE)`;
}
