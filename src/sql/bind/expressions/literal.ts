import { fail } from '#base/errors.ts';
import type { Expression, IntervalLiteral, NumberLiteral, TypedLiteral } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castConstant } from '#sql/bind/expressions/cast-constant.ts';
import { intervalConstant } from '#sql/bind/expressions/input/interval-text.ts';
import { catalogTypeName } from '#sql/bind/expressions/type-class.ts';
import { intervalKind, resolveTypeName } from '#sql/bind/expressions/type-name.ts';
import type { Place } from '#sql/bind/expressions/typed.ts';
import { quoteLiteral } from '#sql/quote.ts';
import type { SqlType } from '#sql/types.ts';

/** A constant without its own type: it takes the one that its surroundings ask for. */
export function stringLiteral(value: string): TypedSql {
  return { sql: quoteLiteral(value), type: { name: 'unknown' }, literal: value };
}

export const nullLiteral: TypedSql = { sql: 'NULL', type: { name: 'unknown' }, literal: null };

export function booleanLiteral(value: boolean): TypedSql {
  return { sql: String(value), type: { name: 'bool' }, literal: String(value), label: 'bool' };
}

/**
 * Whole numbers are int4, int8 or numeric by size, digits with a point are numeric of just those digits, an
 * exponent makes float8. `negative` for a number behind a minus, so that the least integers can be written.
 */
export function numberLiteral(literal: NumberLiteral, negative: boolean): TypedSql {
  const text = (negative ? '-' : '') + literal.text;
  const type = numberType(literal, negative);
  return { sql: numberSql(text, type), type, literal: text };
}

function numberType({ text, pos }: NumberLiteral, negative: boolean): SqlType {
  if (/[eE]/.test(text)) return { name: 'float8' };
  const [whole = '', fraction] = text.split('.');
  if (fraction === undefined) {
    const value = BigInt(negative ? `-${whole}` : whole);
    if (BigInt.asIntN(32, value) === value) return { name: 'int4' };
    if (BigInt.asIntN(64, value) === value) return { name: 'int8' };
  }
  const scale = fraction?.length ?? 0;
  const precision = Math.max(whole.replace(/^0+/, '').length + scale, 1);
  if (precision > 38)
    throw fail('numeric_value_out_of_range', `Numeric data overflow (${text})`, { position: pos });
  return { name: 'numeric', precision, scale };
}

/** DuckDB text of a number that has exactly the engine type; a bare number would take its neighbour's type. */
export function numberSql(text: string, type: SqlType): string {
  switch (type.name) {
    case 'numeric':
      return `CAST('${text}' AS DECIMAL(${type.precision},${type.scale}))`;
    case 'float4':
      return `CAST('${text}' AS FLOAT)`;
    case 'float8':
      return `CAST('${text}' AS DOUBLE)`;
    case 'int2':
      return `CAST(${text} AS SMALLINT)`;
    case 'int4':
      return `CAST(${text} AS INTEGER)`;
    default:
      return `CAST('${text}' AS BIGINT)`;
  }
}

/** `DATE '2020-01-01'`. */
export function bindTypedLiteral(literal: TypedLiteral, place: Place): TypedSql {
  const type = resolveTypeName(literal.type);
  const value = castConstant(literal.value, type, place.binder, { position: literal.pos, explicit: true });
  return { ...value, label: catalogTypeName(type) };
}

/** `INTERVAL '…'`; with a qualifier it is one of the two column types. */
export function bindIntervalLiteral(literal: IntervalLiteral): TypedSql {
  const { fields, value, pos } = literal;
  const type: SqlType = { name: fields === undefined ? 'interval' : intervalKind(fields) };
  return { sql: intervalConstant(value, fields, pos), type, literal: value, label: 'interval' };
}

/** The number of a literal that is negated at once: `-5`. */
export function isNumberLiteral(expression: Expression): expression is NumberLiteral {
  return expression.kind === 'number';
}
