import { fail } from '#base/errors.ts';

/**
 * A number as Teradata writes it (sign before or after, exponent), as plain decimal digits with `scale` places:
 * cut off when `rounding` is 'down', else rounded half to even. Blank text is 0. Source: TEXT_TO_INT_ALT and
 * TEXT_TO_NUMERIC_ALT.
 */
export function teradataNumber(text: string, scale: number, rounding: 'down' | 'half even'): string {
  const trimmed = text.trim();
  if (trimmed === '') return '0';
  const match = /^([+-]?)\s*(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*([+-]?)$/.exec(trimmed);
  const [, before, whole = '', fraction = '', exponent = '0', after] = match ?? [];
  if (match === null || whole + fraction === '' || (before !== '' && after !== '')) {
    throw fail('invalid_text_representation', `Invalid input syntax for type numeric: "${text}"`);
  }
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  const scaled = rescale(digits, places, scale, rounding);
  const text38 = scaled.toString().padStart(scale + 1, '0');
  const result = scale === 0 ? text38 : `${text38.slice(0, -scale)}.${text38.slice(-scale)}`;
  return (before === '-' || after === '-') && scaled !== 0n ? `-${result}` : result;
}

function rescale(digits: bigint, places: number, scale: number, rounding: 'down' | 'half even'): bigint {
  if (places <= scale) return digits * 10n ** BigInt(scale - places);
  const unit = 10n ** BigInt(places - scale);
  const quotient = digits / unit;
  if (rounding === 'down') return quotient;
  const rest = (digits % unit) * 2n;
  const up = rest > unit || (rest === unit && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
