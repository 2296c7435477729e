import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { DecimalValues } from '#postgres-wire/encode/decimal-values.ts';
import { writeAscii, writePadded, writeWhole } from '#postgres-wire/encode/digits.ts';

/** NUMERIC as text with all digits of its scale, from the unscaled integer; no value passes through a float. */
export function decimalText(precision: number, scale: number): ColumnEncoder {
  const values = new DecimalValues(precision);
  const unit = 10 ** scale;
  return {
    bind: (vector) => values.bind(vector),
    bytesMax: (from, to) => (to - from) * (precision + 4),
    write: (row, out, at) => {
      if (scale > 15 || !values.isSmall(row)) return writeLarge(out, at, values.large(row), scale);
      return writeSmallDecimal(out, at, values.small(row), scale, unit);
    },
  };
}

function writeSmallDecimal(out: Buffer, at: number, value: number, scale: number, unit: number): number {
  let place = at;
  let rest = value;
  if (rest < 0) {
    out[place++] = 45;
    rest = -rest;
  }
  if (scale === 0) return writeWhole(out, place, rest);
  let whole = Math.floor(rest / unit);
  let fraction = rest - whole * unit;
  if (fraction < 0) {
    // The quotient of two exact integers may round up to the next one.
    whole -= 1;
    fraction += unit;
  }
  place = writeWhole(out, place, whole);
  out[place++] = 46;
  if (scale <= 9) return writePadded(out, place, fraction, scale);
  const high = Math.floor(fraction / 1e8);
  return writePadded(out, writePadded(out, place, high, scale - 8), fraction - high * 1e8, 8);
}

function writeLarge(out: Buffer, at: number, value: bigint, scale: number): number {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(digits.length - scale)}`;
  return writeAscii(out, at, value < 0n ? `-${text}` : text);
}
