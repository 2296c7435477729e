import { fail } from '#base/errors.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { castConstant } from '#sql/bind/expressions/cast-constant.ts';
import { cannotCast, castAllowed, wrongAssignmentType } from '#sql/bind/expressions/cast-rules.ts';
import { castSql } from '#sql/bind/expressions/cast-sql.ts';
import { nullViolation, type TargetColumn } from '#sql/bind/expressions/constant.ts';
import { objectIdNumber, objectNameSql } from '#sql/bind/expressions/object-name.ts';
import { settleParameter } from '#sql/bind/expressions/parameter.ts';
import {
  asDecimal,
  isDatetime,
  isFloat,
  isInteger,
  isInterval,
  isNumber,
  isObjectId,
  isString,
  sameType,
  textLength,
  typeNameInMessage,
} from '#sql/bind/expressions/type-class.ts';
import { maxVarchar, retyped, typed } from '#sql/bind/expressions/typed.ts';
import { engineType } from '#sql/engine-type.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * The value as the target type. Implicit casts follow the documented table of conversions, explicit ones may do
 * more and cut strings; an untyped literal or parameter takes the target type. Throws 42846 when there is no
 * such cast, and the input errors of the type for constants.
 */
export function castTo(
  binder: Binder,
  value: TypedSql,
  target: SqlType,
  explicit: boolean,
  position?: number,
): TypedSql {
  if (target.name === 'unknown') return value;
  if (value.literal === null) return nullOf(target, value);
  if (value.type.name === 'unknown') return castUnknown(binder, value, target, explicit, position);
  if (sameType(value.type, target)) return value;
  if (!castAllowed(value.type, target, explicit ? 'explicit' : 'implicit')) {
    throw cannotCast(value.type, target, position);
  }
  return convert(binder, value, target, explicit, position);
}

/** A typed NULL. */
export function nullOf(target: SqlType, value?: TypedSql): TypedSql {
  const result: TypedSql = { sql: `CAST(NULL AS ${engineType(target)})`, type: target, literal: null };
  return value?.label === undefined ? result : { ...result, label: value.label };
}

function castUnknown(
  binder: Binder,
  value: TypedSql,
  target: SqlType,
  explicit: boolean,
  position?: number,
): TypedSql {
  if (value.parameter !== undefined) {
    const settled = settleParameter(value.parameter, target, binder);
    return sameType(settled.type, target) ? settled : castTo(binder, settled, target, true, position);
  }
  if (typeof value.literal === 'string') {
    const result = castConstant(value.literal, target, binder, { explicit, position });
    return value.label === undefined ? result : { ...result, label: value.label };
  }
  return convert(binder, { ...value, type: maxVarchar }, target, explicit, position);
}

function convert(
  binder: Binder,
  value: TypedSql,
  target: SqlType,
  explicit: boolean,
  position?: number,
): TypedSql {
  if (isNumberConstant(value) && isNumber(target)) {
    const constant = castConstant(value.literal, target, binder, { explicit, position, kind: 'number' });
    const { literal, ...rest } = value;
    return retyped(keepsDigits(literal, target) ? { ...rest, literal } : rest, constant.sql, target);
  }
  if (isObjectId(value.type) && (isObjectId(target) || isInteger(target)))
    return convertObjectId(binder, value, target);
  if (isInteger(value.type) && isObjectId(target)) return convertObjectId(binder, value, target);
  const { literal: _, ...rest } = value;
  return retyped(rest, castSql(value.sql, value.type, target, explicit ? 'cut' : 'refuse'), target);
}

function isNumberConstant(value: TypedSql): value is TypedSql & { literal: string } {
  return typeof value.literal === 'string' && isNumber(value.type) && /^-?[\d.]/.test(value.literal);
}

/** Whether the number is still the one that was written: later casts start from its text. */
function keepsDigits(literal: string, target: SqlType): boolean {
  if (isInteger(target)) return /^-?\d+$/.test(literal);
  if (target.name === 'float8') return true;
  const fraction = /^-?\d*(?:\.(\d*?)0*)?$/.exec(literal);
  return target.name === 'numeric' && fraction !== null && (fraction[1]?.length ?? 0) <= target.scale;
}

/** Numbers of objects are bigint in the engine; regclass and its like are names that know their number. */
function convertObjectId(binder: Binder, value: TypedSql, target: SqlType): TypedSql {
  const number = objectIdNumber(value);
  if (!['regclass', 'regproc', 'regtype'].includes(target.name)) {
    const sql = engineType(target) === 'BIGINT' ? number : `CAST(${number} AS ${engineType(target)})`;
    return typed(sql, target, [value]);
  }
  return { ...typed(objectNameSql(binder, number, target), target, [value]), objectId: number };
}

/**
 * DuckDB text of a value assigned to a column: only conversions that Redshift does without a cast, with lengths
 * and ranges checked. Throws 42804 for a type that does not fit, 22001 for text that is too long.
 */
export function coerceForAssignment(
  binder: Binder,
  value: TypedSql,
  target: SqlType,
  column: TargetColumn,
  position?: number,
): string {
  if (value.literal === null) {
    if (column.notNull) throw nullViolation(column.name);
    return nullOf(target).sql;
  }
  if (value.type.name === 'unknown') return assignUnknown(binder, value, target, position);
  if (sameType(value.type, target)) return value.sql;
  if (!castAllowed(value.type, target, 'assignment')) {
    throw wrongAssignmentType(column.name, target, value.type, position);
  }
  return convert(binder, value, target, false, position).sql;
}

function assignUnknown(binder: Binder, value: TypedSql, target: SqlType, position?: number): string {
  if (value.parameter === undefined) return castUnknown(binder, value, target, false, position).sql;
  const settled = settleParameter(value.parameter, target, binder);
  return castSqlUnlessSame(settled, target);
}

function castSqlUnlessSame(value: TypedSql, target: SqlType): string {
  return sameType(value.type, target) ? value.sql : castSql(value.sql, value.type, target, 'refuse');
}

/** A condition: booleans, untyped literals, SUPER and integers. Throws 42804 for anything else. */
export function castToCondition(binder: Binder, value: TypedSql, words: string, position?: number): TypedSql {
  const { type } = value;
  if (type.name === 'super') return castTo(binder, value, { name: 'bool' }, true, position);
  if (type.name === 'bool' || type.name === 'unknown' || isInteger(type)) {
    return castTo(binder, value, { name: 'bool' }, false, position);
  }
  throw fail(
    'datatype_mismatch',
    `argument of ${words} must be type boolean, not type ${typeNameInMessage(type)}`,
    position === undefined ? {} : { position },
  );
}

/**
 * The type that branches of CASE, set operations and COALESCE agree on: numbers by their order and the documented
 * rule for decimals, the longest string, the widest date. Kinds do not mix: numbers and text have no common type. `unknown` when nothing but literals and NULL is there.
 * Throws 42804 when there is none.
 */
export function commonType(types: SqlType[], words = 'CASE', position?: number): SqlType {
  let common: SqlType = { name: 'unknown' };
  for (const type of types) {
    const next = pairType(common, type);
    if (next === undefined) {
      throw fail(
        'datatype_mismatch',
        `${words} types ${typeNameInMessage(common)} and ${typeNameInMessage(type)} cannot be matched`,
        position === undefined ? {} : { position },
      );
    }
    common = next;
  }
  return common;
}

const numberOrder = ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'];
const datetimeOrder = ['date', 'timestamp', 'timestamptz'];

function pairType(one: SqlType, other: SqlType): SqlType | undefined {
  if (one.name === 'unknown') return other;
  if (other.name === 'unknown' || sameType(one, other)) return one;
  if (one.name === 'super' || other.name === 'super') return { name: 'super' };
  if (isNumber(one) && isNumber(other)) return numberPair(one, other);
  if (isString(one) && isString(other)) return stringPair(one, other);
  if (isDatetime(one) && isDatetime(other)) return datetimePair(one, other);
  if (isInterval(one) && isInterval(other)) return { name: 'interval' };
  if (isObjectId(one) || isObjectId(other)) return objectIdPair(one, other);
  if (one.name === 'varbyte' && other.name === 'varbyte') return one.length >= other.length ? one : other;
  return one.name === other.name ? one : undefined;
}

function numberPair(one: SqlType, other: SqlType): SqlType {
  if (one.name === 'numeric' || other.name === 'numeric') {
    if (!isFloat(one) && !isFloat(other)) return decimalPair(one, other);
  }
  return numberOrder.indexOf(one.name) >= numberOrder.indexOf(other.name) ? one : other;
}

/** Set operations and COALESCE (sql.md §3): up to 19 digits unless an operand has more, then up to 38. */
function decimalPair(one: SqlType, other: SqlType): SqlType {
  const [a, b] = [asDecimal(one), asDecimal(other)];
  const scale = Math.max(a.scale, b.scale);
  const wanted = Math.max(a.precision - a.scale, b.precision - b.scale) + scale;
  const limit = Math.max(a.precision, b.precision) > 19 || wanted > 19 ? 38 : 19;
  return { name: 'numeric', precision: Math.min(wanted, limit), scale };
}

function stringPair(one: SqlType, other: SqlType): SqlType {
  if (one.name === 'text' || other.name === 'text') return { name: 'text' };
  if (one.name === 'char' && other.name === 'char') return one.length >= other.length ? one : other;
  if (one.name !== 'char' && one.name !== 'varchar' && other.name !== 'char' && other.name !== 'varchar') {
    return { name: 'text' };
  }
  return { name: 'varchar', length: Math.max(textLength(one), textLength(other)) };
}

function datetimePair(one: SqlType, other: SqlType): SqlType | undefined {
  const [a, b] = [datetimeOrder.indexOf(one.name), datetimeOrder.indexOf(other.name)];
  if (a >= 0 && b >= 0) return a >= b ? one : other;
  const names = [one.name, other.name];
  return names.includes('time') && names.includes('timetz') ? { name: 'timetz' } : undefined;
}

function objectIdPair(one: SqlType, other: SqlType): SqlType | undefined {
  if (isString(one) || isString(other)) return { name: 'text' };
  const fits = (type: SqlType) => isObjectId(type) || isInteger(type);
  return fits(one) && fits(other) ? { name: 'oid' } : undefined;
}
