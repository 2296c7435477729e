import { fail } from '#base/errors.ts';
import type { SqlType } from '#sql/types.ts';

const bits = { int2: 16, int4: 32, int8: 64 } as const;
const spelling = { int2: 'smallint', int4: 'integer', int8: 'bigint' } as const;

/**
 * Text as an integer of the type, by the rules of PostgreSQL 8's input functions: blanks around it, no point.
 * Throws 22P02 or 22003.
 */
export function integerText(text: string, type: 'int2' | 'int4' | 'int8', position?: number): string {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) {
    throw fail('invalid_text_representation', `invalid input syntax for integer: "${text}"`, at(position));
  }
  const value = BigInt(text.trim().replace(/^\+/, ''));
  if (BigInt.asIntN(bits[type], value) !== value) {
    const message = `value "${text.trim()}" is out of range for type ${spelling[type]}`;
    throw fail('numeric_value_out_of_range', message, at(position));
  }
  return String(value);
}

/** Text as a decimal of the type's scale, rounded half away from zero. Throws 22P02 or 22003. */
export function decimalText(
  text: string,
  type: Extract<SqlType, { name: 'numeric' }>,
  position?: number,
): string {
  const parts = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text);
  const digits = parts === null ? '' : parts[2]! + (parts[3] ?? '');
  if (parts === null || digits === '') {
    throw fail(
      'invalid_text_representation',
      `invalid input syntax for type numeric: "${text}"`,
      at(position),
    );
  }
  const exponent = Number(parts[4] ?? 0) - (parts[3]?.length ?? 0) + type.scale;
  const unscaled = shift(BigInt(digits), exponent);
  if (unscaled >= 10n ** BigInt(type.precision)) {
    throw fail('numeric_value_out_of_range', 'Numeric data overflow (result precision)', at(position));
  }
  return unscaledText(parts[1] === '-' ? -unscaled : unscaled, type.scale);
}

/** `value` × 10^`exponent`, rounded half away from zero; `value` is not negative. */
function shift(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value === 0n ? 0n : value * 10n ** BigInt(Math.min(exponent, 80));
  const divisor = 10n ** BigInt(-exponent);
  return (value * 2n + divisor) / (divisor * 2n);
}

/** `-12345` of scale 2 as `-123.45`. */
export function unscaledText(value: bigint, scale: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Text as a double or real; `NaN` and `±Infinity` in any case. Throws 22P02 or 22003. */
export function floatText(text: string, type: 'float4' | 'float8', position?: number): string {
  const name = type === 'float4' ? 'real' : 'double precision';
  const special = /^\s*(?:(nan)|([+-]?)inf(?:inity)?)\s*$/i.exec(text);
  if (special !== null) return special[1] === undefined ? `${special[2] === '-' ? '-' : ''}inf` : 'nan';
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text)) {
    throw fail(
      'invalid_text_representation',
      `invalid input syntax for type ${name}: "${text}"`,
      at(position),
    );
  }
  const value = type === 'float4' ? Math.fround(Number(text)) : Number(text);
  if (!Number.isFinite(value)) {
    throw fail(
      'numeric_value_out_of_range',
      `"${text.trim()}" is out of range for type ${name}`,
      at(position),
    );
  }
  return text.trim();
}

const truths = ['t', 'tr', 'tru', 'true', 'y', 'ye', 'yes', '1', 'on'];
const untruths = ['f', 'fa', 'fal', 'fals', 'false', 'n', 'no', '0', 'of', 'off'];

/** Text as a boolean. Throws 22P02. */
export function booleanText(text: string, position?: number): 'true' | 'false' {
  const word = text.trim().toLowerCase();
  if (truths.includes(word)) return 'true';
  if (untruths.includes(word)) return 'false';
  throw fail('invalid_text_representation', `invalid input syntax for type boolean: "${text}"`, at(position));
}

function at(position: number | undefined): { position?: number } {
  return position === undefined ? {} : { position };
}
