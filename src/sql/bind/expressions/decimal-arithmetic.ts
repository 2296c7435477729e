import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { dividedBy } from '#sql/bind/expressions/division.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { asDecimal, isInteger } from '#sql/bind/expressions/type-class.ts';
import { typed } from '#sql/bind/expressions/typed.ts';

interface Decimal {
  precision: number;
  scale: number;
}
/** An operand as a decimal of the engine. */
interface Operand extends Decimal {
  sql: string;
  value: TypedSql;
}

const maxPrecision = 38;
/** The engine keeps decimals up to this precision in 64 bits and would stay there, with errors, on its own. */
const narrowPrecision = 18;

/**
 * Precision and scale of a result, as documented (Computations with numeric values): integers count as decimals
 * of 5, 10 and 19 digits.
 */
export function decimalResult(operator: string, one: Decimal, other: Decimal): Decimal {
  const { precision: p1, scale: s1 } = one;
  const { precision: p2, scale: s2 } = other;
  if (operator === '/') return quotientResult(one, other);
  if (operator === '*') {
    return { precision: Math.min(p1 + p2 + 1, maxPrecision), scale: Math.min(s1 + s2, maxPrecision) };
  }
  const scale = Math.max(s1, s2);
  if (operator === '%') {
    return { precision: Math.min(Math.min(p1 - s1, p2 - s2) + scale || 1, maxPrecision), scale };
  }
  return { precision: Math.min(Math.max(p1 - s1, p2 - s2) + 1 + scale, maxPrecision), scale };
}

function quotientResult(
  { precision: p1, scale: s1 }: Decimal,
  { precision: p2, scale: s2 }: Decimal,
): Decimal {
  const scale = Math.max(4, s1 + p2 - s2 + 1);
  const precision = p1 - s1 + s2 + scale;
  if (precision <= maxPrecision) return { precision, scale };
  return { precision: maxPrecision, scale: Math.max(maxPrecision + scale - precision, Math.min(scale, 4)) };
}

/** Decimal arithmetic in whole numbers of up to 38 digits; nothing passes through a double. */
export function decimalArithmetic(
  operator: string,
  left: TypedSql,
  right: TypedSql,
  position: number,
): TypedSql {
  const one = operand(left);
  const other = operand(right);
  const result = decimalResult(operator, one, other);
  const sql = decimalSql(operator, one, other, result, position);
  const value = typed(sql, { name: 'numeric', ...result }, [left, right]);
  const narrow = narrowSql(operator, one, other, result);
  return narrow === undefined ? value : { ...value, narrow };
}

/** The engine's own sum or product of operands of 64 bits: it stays there, and fails where it overflows. */
function narrowSql(operator: string, one: Operand, other: Operand, result: Decimal): string | undefined {
  const isWide = result.precision > narrowPrecision && result.scale < narrowPrecision;
  if (!isWide || !['+', '-', '*'].includes(operator)) return undefined;
  const [a, b] = [one, other].map(({ sql, precision, value }) =>
    precision <= narrowPrecision ? sql : value.narrow,
  );
  if (a === undefined || b === undefined) return undefined;
  const text = `(${a} ${operator} ${b})`;
  return callsFunction.test(text) ? undefined : text;
}

/** TRY takes neither volatile functions nor sub-queries; plain columns and casts are what it is for. */
const callsFunction = /(?<!\bCAST|\bDECIMAL)(?<=[\w"])\(|\bSELECT\b/;

function operand(value: TypedSql): Operand {
  const { precision, scale } = asDecimal(value.type);
  const sql = isInteger(value.type) ? `CAST(${value.sql} AS DECIMAL(${precision},0))` : value.sql;
  return { precision, scale, sql, value };
}

function decimalSql(
  operator: string,
  one: Operand,
  other: Operand,
  result: Decimal,
  position: number,
): string {
  switch (operator) {
    case '+':
    case '-':
      return sumSql(operator, one, other, result);
    case '*':
      return productSql(one, other, result);
    case '/':
      return quotientSql(one, other, result);
    case '%':
      return cast(
        dividedBy({ ...one.value, sql: one.sql }, { ...other.value, sql: other.sql }, '%', 'rs_modulo'),
        result,
      );
    default:
      throw noOperator(operator, one.value.type, other.value.type, position);
  }
}

function cast(sql: string, { precision, scale }: Decimal): string {
  return `CAST(${sql} AS DECIMAL(${precision},${scale}))`;
}

/** The engine's own sum has Redshift's type, but for operands that it would keep in 64 bits too long. */
function sumSql(operator: string, one: Operand, other: Operand, result: Decimal): string {
  const isNarrow = one.precision <= narrowPrecision && other.precision <= narrowPrecision;
  if (!isNarrow || result.precision <= narrowPrecision) return `(${one.sql} ${operator} ${other.sql})`;
  return cast(
    `${cast(one.sql, { precision: result.precision, scale: one.scale })} ${operator} ${other.sql}`,
    result,
  );
}

function productSql(one: Operand, other: Operand, result: Decimal): string {
  const [a, b] = fittingScales(one, other);
  const isNarrow = a.precision <= narrowPrecision && b.precision <= narrowPrecision;
  if (!isNarrow || result.precision <= narrowPrecision) return cast(`${a.sql} * ${b.sql}`, result);
  return cast(`${cast(a.sql, { precision: narrowPrecision + 1, scale: a.scale })} * ${b.sql}`, result);
}

/** A product cannot have more than 38 places: operands give up places beyond that, the longer one first. */
function fittingScales(one: Operand, other: Operand): [Operand, Operand] {
  const surplus = one.scale + other.scale - maxPrecision;
  if (surplus <= 0) return [one, other];
  const [longer, shorter] = one.scale >= other.scale ? [one, other] : [other, one];
  const scale = longer.scale - surplus;
  const cut = { ...longer, scale, sql: cast(longer.sql, { precision: maxPrecision, scale }) };
  return longer === one ? [cut, shorter] : [shorter, cut];
}

/**
 * A quotient of unscaled digits: the dividend is moved left until the whole-number quotient has the result's
 * scale. Further digits are cut off, not rounded (the digits that a 128-bit division leaves; unverified).
 */
function quotientSql(one: Operand, other: Operand, result: Decimal): string {
  const shift = result.scale + other.scale - one.scale;
  const dividend = shifted(digits(one), shift);
  const divisor = shifted(digits(other), -shift);
  const quotient = dividedBy(
    { ...one.value, sql: dividend },
    { ...other.value, sql: divisor },
    '//',
    'rs_integer_divide',
  );
  return withScale(quotient, result);
}

function shifted(digitsSql: string, places: number): string {
  return places <= 0 ? digitsSql : `(${digitsSql} * CAST('1${'0'.repeat(places)}' AS HUGEINT))`;
}

/** All digits of a decimal as a whole number: 12.34 is 1234. */
function digits({ sql, precision, scale, value }: Operand): string {
  if (scale === 0) return `CAST(${isInteger(value.type) ? value.sql : sql} AS HUGEINT)`;
  if (precision + scale > maxPrecision) return macroCall('rs_decimal_digits', sql);
  const wide = cast(sql, { precision: Math.max(precision, narrowPrecision + 1), scale });
  return `CAST(${wide} * CAST('1${'0'.repeat(scale)}' AS DECIMAL(${scale + 1},0)) AS HUGEINT)`;
}

/** The whole number as the digits of a decimal. */
function withScale(sql: string, result: Decimal): string {
  const whole = `CAST(${sql} AS DECIMAL(38,0))`;
  if (result.scale === 0) return result.precision === maxPrecision ? whole : cast(whole, result);
  const unit = `CAST('0.${'1'.padStart(result.scale, '0')}' AS DECIMAL(${result.scale},${result.scale}))`;
  return cast(`${whole} * ${unit}`, result);
}
