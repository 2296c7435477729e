import { fail, notSupported } from '#base/errors.ts';
import type { Binder } from '#sql/bind/binder-interface.ts';
import { cutBytes, fitBytes } from '#sql/bind/expressions/byte-length.ts';
import { castAllowed, wrongAssignmentType } from '#sql/bind/expressions/cast-rules.ts';
import { datetimeText } from '#sql/bind/expressions/input/datetime-text.ts';
import { intervalEngineText } from '#sql/bind/expressions/input/interval-text.ts';
import { booleanText, decimalText, floatText, integerText } from '#sql/bind/expressions/input/number-text.ts';
import {
  isPlainDate,
  isPlainDecimal,
  isPlainInteger,
  isPlainTimestamp,
} from '#sql/bind/expressions/input/plain-text.ts';
import { objectIdText } from '#sql/bind/expressions/object-id.ts';
import type { BulkValue } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';

/** How a constant was written. */
export type ConstantKind = 'string' | 'number' | 'boolean';

/** The column that a value is assigned to, for messages. */
export interface TargetColumn {
  name: string;
  notNull?: boolean;
}

/**
 * A constant of INSERT … VALUES as its column holds it: the same value and errors as
 * `coerceForAssignment` of the literal. The result is text that the engine's cast to the column's type reads.
 */
export function coerceConstant(
  binder: Binder,
  value: string | null,
  kind: ConstantKind,
  target: SqlType,
  column: TargetColumn,
  position?: number,
): BulkValue {
  if (value === null) {
    if (column.notNull) throw nullViolation(column.name);
    return null;
  }
  if (isPlain(value, kind, target)) return value;
  if (kind === 'string') return constantText(value, target, binder, { explicit: false, position });
  const type = literalType(value, kind);
  if (!castAllowed(type, target, 'assignment'))
    throw wrongAssignmentType(column.name, target, type, position);
  return constantText(value, target, binder, { explicit: false, position, kind });
}

/** The text is the column's value as it stands; most constants of large statements are. */
function isPlain(value: string, kind: ConstantKind, target: SqlType): boolean {
  if (kind === 'boolean') return false;
  switch (target.name) {
    case 'int2':
      return isPlainInteger(value, 4);
    case 'int4':
      return isPlainInteger(value, 9);
    case 'int8':
      return isPlainInteger(value, 18);
    case 'numeric':
      return isPlainDecimal(value, target.precision, target.scale);
    case 'varchar':
      return kind === 'string' && value.length * 3 <= target.length;
    case 'date':
      return kind === 'string' && isPlainDate(value);
    case 'timestamp':
      return kind === 'string' && isPlainTimestamp(value);
    default:
      return false;
  }
}

/** An internal error on Redshift too (XX000); clients match on the text. */
export function nullViolation(column: string): Error {
  return fail('internal_error', `Cannot insert a NULL value into column ${column}`);
}

function literalType(value: string, kind: 'number' | 'boolean'): SqlType {
  if (kind === 'boolean') return { name: 'bool' };
  if (/[eE]/.test(value)) return { name: 'float8' };
  const digits = value.replace(/^-/, '');
  const scale = digits.split('.')[1]?.length ?? 0;
  if (!digits.includes('.') && digits.length < 19) return { name: 'int8' };
  if (!digits.includes('.') && digits.length < 20 && BigInt.asIntN(64, BigInt(value)) === BigInt(value)) {
    return { name: 'int8' };
  }
  return {
    name: 'numeric',
    precision: Math.min(38, Math.max(1, digits.length - (scale > 0 ? 1 : 0))),
    scale,
  };
}

export interface ConstantOptions {
  /** An explicit cast cuts strings; an assignment refuses those that are too long. */
  explicit: boolean;
  position?: number | undefined;
  kind?: ConstantKind;
}

/**
 * Text of a constant as the engine's cast to the type reads it. Throws the input errors of PostgreSQL's
 * leader node (22P02, 22003, 22007, 22008, 22001).
 */
export function constantText(value: string, type: SqlType, binder: Binder, options: ConstantOptions): string {
  const { position, explicit, kind = 'string' } = options;
  const isString = kind === 'string';
  switch (type.name) {
    case 'bool':
      if (kind === 'number') return Number(value) === 0 ? 'false' : 'true';
      return booleanText(value, position);
    case 'int2':
    case 'int4':
    case 'int8':
      return integerText(isString ? value : wholeNumber(value, kind, position), type.name, position);
    case 'numeric':
      return decimalText(value, type, position);
    case 'float4':
    case 'float8':
      return floatText(value, type.name, position);
    case 'char':
      return (explicit ? cutBytes(value, type.length) : fitBytes(value, type, position)).replace(/ +$/, '');
    case 'varchar':
      return explicit ? cutBytes(value, type.length) : fitBytes(value, type, position);
    case 'name':
      return cutBytes(value, 127);
    case '"char"':
      return value.slice(0, 1);
    case 'date':
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
    case 'abstime':
      // `today` means another day tomorrow: a plan that holds it is not run again.
      if (/^\s*(now|today|tomorrow|yesterday)\s*$/i.test(value)) binder.sessionDependent = true;
      return datetimeText(value, type as SqlType & { name: 'date' }, binder.context.session, position);
    case 'interval':
      return intervalEngineText(value, undefined, position);
    case 'intervaly2m':
      return intervalEngineText(value, 'year to month', position);
    case 'intervald2s':
      return intervalEngineText(value, 'day to second', position);
    case 'super':
      return isString ? JSON.stringify(value) : value;
    case 'varbyte':
      return blobText(value, type.length, explicit);
    case 'oid':
    case 'xid':
    case 'regclass':
    case 'regproc':
    case 'regtype':
      return objectIdText(value, type.name, binder, position);
    case 'array':
    case 'record':
    case 'void':
      throw notSupported(`A constant of type ${type.name}`, position);
    default:
      return value;
  }
}

/** A numeric or boolean literal for an integer: decimals round half away from zero. */
function wholeNumber(value: string, kind: ConstantKind, position: number | undefined): string {
  if (kind === 'boolean') return value === 'true' ? '1' : '0';
  if (/^-?\d+$/.test(value)) return value;
  if (/[eE]/.test(value)) return String(roundHalfEven(Number(value)));
  return decimalText(value, { name: 'numeric', precision: 38, scale: 0 }, position);
}

function roundHalfEven(value: number): bigint {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return BigInt(Math.round(value));
  return BigInt(floor % 2 === 0 ? floor : floor + 1);
}

/** A BLOB in the engine's text form, every byte escaped. */
function blobText(value: string, length: number, explicit: boolean): string {
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length > length && !explicit) {
    throw fail('string_data_right_truncation', `value too long for type binary varying(${length})`);
  }
  return [...bytes.subarray(0, length)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
