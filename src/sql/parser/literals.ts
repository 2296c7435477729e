import { fail } from '#base/errors.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** A string literal's value. */
export function parseString(parser: Parser): string {
  if (parser.kind !== 'string') throw parser.syntaxError();
  const value = parser.value;
  parser.advance();
  return value;
}

/** A whole number without sign. */
export function parseInteger(parser: Parser): number {
  if (parser.kind !== 'number' || !/^\d+$/.test(parser.value)) throw parser.syntaxError();
  const value = Number(parser.value);
  if (!Number.isSafeInteger(value)) {
    throw fail('numeric_value_out_of_range', `value "${parser.value}" is out of range for type integer`, {
      position: parser.pos,
    });
  }
  parser.advance();
  return value;
}

/** A whole number with an optional sign, as identity columns take it. */
export function parseSignedBigint(parser: Parser): bigint {
  const negative = parser.accept('-');
  if (!negative) parser.accept('+');
  if (parser.kind !== 'number' || !/^\d+$/.test(parser.value)) throw parser.syntaxError();
  const value = BigInt(parser.value);
  parser.advance();
  return negative ? -value : value;
}

/** A number, possibly with a sign and a fraction. */
export function parseNumber(parser: Parser): number {
  const negative = parser.accept('-');
  if (parser.kind !== 'number') throw parser.syntaxError();
  const value = Number(parser.value);
  parser.advance();
  return negative ? -value : value;
}
