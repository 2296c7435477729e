import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { castAllowed } from '#sql/bind/expressions/cast-rules.ts';
import { castSql, textOf } from '#sql/bind/expressions/cast-sql.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { numberSql } from '#sql/bind/expressions/literal.ts';
import { objectIdNumber } from '#sql/bind/expressions/object-name.ts';
import {
  isDatetime,
  isFloat,
  isInteger,
  isInterval,
  isNumber,
  isObjectId,
  isString,
  isTimestamp,
  sameType,
} from '#sql/bind/expressions/type-class.ts';
import { maxVarchar, superType } from '#sql/bind/expressions/typed.ts';
import type { SqlType } from '#sql/types.ts';

/** Two values made comparable: DuckDB text of both, and whether the engine's own operators compare them. */
export interface Sides {
  left: string;
  right: string;
  /** SUPER values are compared by macros, because each value brings its own type. */
  dynamic: boolean;
}

/**
 * Brings two values to types that compare. A column beside a constant stays as it is and the constant takes the
 * column's type, so that the engine can use the column's statistics. Undefined when the types do not compare.
 */
export function comparableSides(
  binder: Binder,
  left: TypedSql,
  right: TypedSql,
  position?: number,
): Sides | undefined {
  const one = settle(binder, left, right.type, position);
  const other = settle(binder, right, one.type, position);
  if (isBareNull(left) || isBareNull(right)) return { left: one.sql, right: other.sql, dynamic: false };
  if (one.type.name === 'super' || other.type.name === 'super') return dynamicSides(one, other);
  const pair = typedSides(one, other);
  return pair === undefined ? undefined : { left: pair[0], right: pair[1], dynamic: false };
}

/** NULL without a type of its own compares with anything. */
function isBareNull({ type, literal }: TypedSql): boolean {
  return type.name === 'unknown' && literal === null;
}

/** Gives an untyped side the other's type; text literals keep their length, decimals their digits. */
function settle(binder: Binder, value: TypedSql, other: SqlType, position?: number): TypedSql {
  if (value.type.name !== 'unknown') return value;
  return castTo(binder, value, settledType(value, other), false, position);
}

function settledType({ literal, parameter }: TypedSql, other: SqlType): SqlType {
  if (other.name === 'unknown' || other.name === 'varchar') return maxVarchar;
  if (other.name === 'char') return { name: 'char', length: 65535 };
  if (other.name === 'varbyte') return { name: 'varbyte', length: 16_777_216 };
  if (other.name === 'regclass' || other.name === 'regproc' || other.name === 'regtype')
    return { name: 'text' };
  if (other.name !== 'numeric') return other;
  // How many digits a parameter has is not known yet.
  const written = literal?.split('.')[1]?.replace(/\D.*/, '').length ?? other.scale;
  const scale = parameter === undefined ? written : 10;
  return { name: 'numeric', precision: 38, scale: Math.min(Math.max(scale, other.scale), 37) };
}

type Pair = [string, string];

function typedSides(one: TypedSql, other: TypedSql): Pair | undefined {
  const [a, b] = [one.type, other.type];
  if (isNumber(a) && isNumber(b)) return numberSides(one, other);
  if (isString(a) && isString(b)) return stringSides(one, other);
  if (isObjectId(a) || isObjectId(b)) return objectIdSides(one, other);
  if (isNumber(a) && isString(b)) return numberAndText(one, other);
  if (isString(a) && isNumber(b)) return numberAndText(other, one)?.reverse() as Pair | undefined;
  if (isDatetime(a) && isDatetime(b)) return datetimeSides(one, other);
  if (isInterval(a) && isInterval(b)) return [one.sql, other.sql];
  if (a.name === 'bool' && isInteger(b)) return [one.sql, castSql(other.sql, b, a, 'cut')];
  if (isInteger(a) && b.name === 'bool') return [castSql(one.sql, a, b, 'cut'), other.sql];
  if (isString(a) && castAllowed(b, a, 'implicit')) return [one.sql, textOf(other.sql, b)];
  if (isString(b) && castAllowed(a, b, 'implicit')) return [textOf(one.sql, a), other.sql];
  return a.name === b.name ? [one.sql, other.sql] : undefined;
}

/** A numeric constant takes the type of the value beside it when it loses nothing. */
function numberSides(one: TypedSql, other: TypedSql): Pair {
  const left = fitted(one, other.type) ?? widened(one, other.type);
  const right = fitted(other, one.type) ?? widened(other, one.type);
  return [left, right];
}

/** Decimals and reals meet a double, or each other, as doubles. */
function widened({ sql, type }: TypedSql, other: SqlType): string {
  const meetsFloat = isFloat(other) && other.name !== type.name && type.name !== 'float8';
  const isRealWithDecimal = type.name === 'float4' && other.name === 'numeric';
  return meetsFloat || isRealWithDecimal ? `CAST(${sql} AS DOUBLE)` : sql;
}

function fitted({ literal, type }: TypedSql, other: SqlType): string | undefined {
  if (typeof literal !== 'string' || sameType(type, other) || !/^-?\d*\.?\d*$/.test(literal))
    return undefined;
  const [whole = '', fraction = ''] = literal.replace('-', '').split('.');
  const digits = whole.replace(/^0+/, '').length;
  if (other.name === 'float8') return numberSql(literal, other);
  if (isInteger(other) && isInteger(type))
    return integerFits(literal, other) ? numberSql(literal, other) : undefined;
  const fits =
    other.name === 'numeric' && fraction.length <= other.scale && digits <= other.precision - other.scale;
  return fits ? numberSql(literal, other) : undefined;
}

function integerFits(literal: string, type: SqlType): boolean {
  const bits = type.name === 'int2' ? 16 : type.name === 'int4' ? 32 : 64;
  return BigInt.asIntN(bits, BigInt(literal)) === BigInt(literal);
}

/** CHAR is kept without the blanks at its end, so what it is compared with loses them too. */
function stringSides(one: TypedSql, other: TypedSql): Pair {
  if (one.type.name === 'char' && other.type.name !== 'char') return [one.sql, trimmed(other)];
  if (other.type.name === 'char' && one.type.name !== 'char') return [trimmed(one), other.sql];
  return [one.sql, other.sql];
}

function trimmed({ sql, literal }: TypedSql): string {
  return typeof literal === 'string' && !literal.endsWith(' ') ? sql : `rtrim(${sql}, ' ')`;
}

/** Decimals read the text as a decimal; other numbers become text (documented). */
function numberAndText(number: TypedSql, text: TypedSql): Pair {
  if (number.type.name !== 'numeric') return [textOf(number.sql, number.type), text.sql];
  const scale = Math.max(number.type.scale, 10);
  return [number.sql, castSql(text.sql, maxVarchar, { name: 'numeric', precision: 38, scale }, 'cut')];
}

function datetimeSides(one: TypedSql, other: TypedSql): Pair | undefined {
  const isMoment = ({ type }: TypedSql) => type.name === 'date' || isTimestamp(type);
  if (one.type.name === other.type.name || (isMoment(one) && isMoment(other))) return [one.sql, other.sql];
  const clock = (value: TypedSql) => castSql(value.sql, value.type, { name: 'timetz' }, 'cut');
  const names = [one.type.name, other.type.name];
  return names.includes('time') && names.includes('timetz') ? [clock(one), clock(other)] : undefined;
}

/** Objects are compared by number; a regclass beside text by its name. */
function objectIdSides(one: TypedSql, other: TypedSql): Pair | undefined {
  if (isString(one.type)) return [one.sql, textOf(other.sql, other.type)];
  if (isString(other.type)) return [textOf(one.sql, one.type), other.sql];
  if (one.type.name === other.type.name && one.objectId === undefined) return [one.sql, other.sql];
  const isNumbered = ({ type }: TypedSql) => isObjectId(type) || isInteger(type);
  return isNumbered(one) && isNumbered(other) ? [objectIdNumber(one), objectIdNumber(other)] : undefined;
}

function dynamicSides(one: TypedSql, other: TypedSql): Sides | undefined {
  if (!becomesSuper(one.type) || !becomesSuper(other.type)) return undefined;
  const [left, right] = [one, other].map(({ sql, type }) =>
    type.name === 'super' ? sql : castSql(sql, type, superType, 'cut'),
  );
  return { left: left!, right: right!, dynamic: true };
}

function becomesSuper(type: SqlType): boolean {
  return type.name === 'super' || isNumber(type) || isString(type) || type.name === 'bool';
}
