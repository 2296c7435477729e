import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { writeAscii, writeWhole } from '#postgres-wire/encode/digits.ts';
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

function writeFloat(out: Buffer, at: number, value: number, digits: number): number {
  // Whole numbers below 10^digits have no fraction to round and no exponent.
  if (value === Math.floor(value) && value >= 0 && value < 1e6 && digits >= 6 && !Object.is(value, -0)) {
    return writeWhole(out, at, value);
  }
  return writeAscii(out, at, formatFloat(value, digits));
}

/** C's `%.<digits>g`, which PostgreSQL 8 prints floats with; NaN and Infinity by name. */
export function formatFloat(value: number, digits: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  // The shortest text that reads back as the value is also its text in 15 digits, if it has no more than 15.
  const shortest = String(value);
  if (digits >= 15 && shortest.length <= 15 && plainNotation(value)) return shortest;
  return generalFormat(value, digits);
}

function plainNotation(value: number): boolean {
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e15;
}

function generalFormat(value: number, digits: number): string {
  const [mantissa = '', exponentText = '0'] = value.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= digits) {
    const sign = exponent < 0 ? '-' : '+';
    return `${withoutTrailingZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return withoutTrailingZeros(placePoint(mantissa, exponent));
}

/** `d.ddd` with its point moved right by `exponent` places. */
function placePoint(mantissa: string, exponent: number): string {
  const negative = mantissa.startsWith('-');
  const all = mantissa.replace('-', '').replace('.', '');
  const point = exponent + 1;
  const text =
    point <= 0
      ? `0.${'0'.repeat(-point)}${all}`
      : `${all.slice(0, point).padEnd(point, '0')}.${all.slice(point)}`;
  return negative ? `-${text}` : text;
}

function withoutTrailingZeros(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end--;
  if (text.charCodeAt(end - 1) === 46) end--;
  return text.slice(0, end);
}
