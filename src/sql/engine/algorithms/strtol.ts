import { fail } from '#base/errors.ts';

/**
 * STRTOL(text, base): a signed whole number in base 2 to 36, as C reads it; empty text is 0. A `0x` prefix is allowed for base 16.
 * Text that is not such a number is 22023.
 */
export function strtol(text: string, base: number): bigint {
  if (base < 2 || base > 36) throw fail('invalid_parameter_value', 'base must be between 2 and 36');
  if (text === '' || text.startsWith('\0') || text.startsWith('\\0')) return 0n;
  const match = /^\s*([+-]?)(0[xX])?([0-9a-zA-Z]+)\s*$/.exec(text);
  const prefixed = match?.[2] !== undefined;
  if (match === null || (prefixed && base !== 16 && !isNumber(match[2]! + match[3]!, base))) {
    throw invalid(text, base);
  }
  const digits = prefixed && base !== 16 ? match[2]! + match[3]! : match[3]!;
  const value = digitsToNumber(digits, base);
  if (value === undefined) throw invalid(text, base);
  const signed = match[1] === '-' ? -value : value;
  if (BigInt.asIntN(64, signed) !== signed)
    throw fail('numeric_value_out_of_range', `${text} is out of range`);
  return signed;
}

function isNumber(digits: string, base: number): boolean {
  return digitsToNumber(digits, base) !== undefined;
}

function digitsToNumber(digits: string, base: number): bigint | undefined {
  let value = 0n;
  for (const digit of digits) {
    const weight = Number.parseInt(digit, 36);
    if (!(weight < base)) return undefined;
    value = value * BigInt(base) + BigInt(weight);
  }
  return value;
}

function invalid(text: string, base: number) {
  return fail('invalid_parameter_value', `The input ${text} is not valid to be converted to base ${base}`);
}
