import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { writeAscii, writePadded } from '#postgres-wire/encode/digits.ts';
import { formatFloat } from '#postgres-wire/encode/format-float.ts';
import { float32View, float64View } from '#postgres-wire/encode/vector-views.ts';

const bytesMax = 32;

/** DOUBLE PRECISION with 15 + extra_float_digits significant digits. */
export function doubleText(extraFloatDigits: number): ColumnEncoder {
  const digits = clampDigits(15 + extraFloatDigits, 17);
  let values: Float64Array = new Float64Array(0);
  return {
    bind: (vector) => {
      values = float64View(vector);
    },
    bytesMax: (from, to) => (to - from) * bytesMax,
    write: (row, out, at) => writeFloat(out, at, values[row]!, digits),
  };
}

/** REAL with 6 + extra_float_digits significant digits. */
export function realText(extraFloatDigits: number): ColumnEncoder {
  const digits = clampDigits(6 + extraFloatDigits, 9);
  let values: Float32Array = new Float32Array(0);
  return {
    bind: (vector) => {
      values = float32View(vector);
    },
    bytesMax: (from, to) => (to - from) * bytesMax,
    write: (row, out, at) => writeFloat(out, at, values[row]!, digits),
  };
}

function clampDigits(digits: number, most: number): number {
  return Math.min(Math.max(digits, 1), most);
}

const powers = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const scratch = Buffer.alloc(16);

/**
 * `%.<digits>g`. Up to 15 digits and without an exponent, the digits are those of the whole number nearest to
 * value × 10^k, which is computed without rounding error; ties and everything else go the long way.
 */
function writeFloat(out: Buffer, at: number, value: number, digits: number): number {
  const size = Math.abs(value);
  if (digits > 15 || !(size >= 1e-4 && size < powers[digits]!)) {
    return writeAscii(out, at, formatFloat(value, digits));
  }
  // The logarithm of the largest values rounds up to the next whole number.
  let exponent = Math.min(Math.floor(Math.log10(size)), digits - 1);
  let whole = roundScaled(size, powers[digits - 1 - exponent]!);
  if (whole >= powers[digits]!) {
    // The logarithm fell short, or rounding carried to one more digit.
    exponent++;
    whole = exponent < digits ? roundScaled(size, powers[digits - 1 - exponent]!) : -1;
  }
  if (whole < powers[digits - 1]! || whole >= powers[digits]!) {
    return writeAscii(out, at, formatFloat(value, digits));
  }
  let place = at;
  if (value < 0) out[place++] = 45;
  return writePointed(out, place, whole, digits, exponent);
}

/** The whole number nearest to size × power, or -1 for a tie. */
function roundScaled(size: number, power: number): number {
  const product = size * power;
  // Dekker's product: what rounding took away from the product, exactly.
  const sizeHigh = upperHalf(size);
  const sizeLow = size - sizeHigh;
  const powerHigh = upperHalf(power);
  const powerLow = power - powerHigh;
  const error =
    sizeLow * powerLow - (product - sizeHigh * powerHigh - sizeLow * powerHigh - sizeHigh * powerLow);
  const floor = Math.floor(product);
  const fraction = product - floor + error;
  if (fraction === 0.5) return -1;
  if (fraction > 1.5 || fraction < -0.5) return -1;
  return fraction > 0.5 ? floor + 1 : floor;
}

/** The upper 26 bits of a double's fraction (Veltkamp's split). */
function upperHalf(value: number): number {
  const shifted = value * 134217729;
  return shifted - (shifted - value);
}

/** Writes a number of `digits` digits with its point behind the first one, moved by `exponent`. */
function writePointed(out: Buffer, at: number, whole: number, digits: number, exponent: number): number {
  if (digits > 8) {
    const high = Math.floor(whole / 1e8);
    writePadded(scratch, 0, high, digits - 8);
    writePadded(scratch, digits - 8, whole - high * 1e8, 8);
  } else writePadded(scratch, 0, whole, digits);
  let significant = digits;
  while (significant > 1 && scratch[significant - 1] === 48) significant--;
  let place = at;
  let next = 0;
  if (exponent < 0) {
    out[place++] = 48;
    out[place++] = 46;
    for (let zeros = -exponent - 1; zeros > 0; zeros--) out[place++] = 48;
  } else {
    for (; next <= exponent; next++) out[place++] = scratch[next]!;
    if (next >= significant) return place;
    out[place++] = 46;
  }
  for (; next < significant; next++) out[place++] = scratch[next]!;
  return place;
}
