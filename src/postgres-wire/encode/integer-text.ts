import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { writeAscii, writeSmall, writeWhole } from '#postgres-wire/encode/digits.ts';
import {
  emptyInt32,
  int16View,
  int32View,
  isSafe,
  joinHalves,
  joinHalvesExactly,
} from '#postgres-wire/encode/vector-views.ts';

const minus = 45;

export function smallintText(): ColumnEncoder {
  let values: Int16Array = new Int16Array(0);
  return {
    bind: (vector) => {
      values = int16View(vector);
    },
    bytesMax: (from, to) => (to - from) * 6,
    write: (row, out, at) => writeInt32(out, at, values[row]!),
  };
}

export function integerText(): ColumnEncoder {
  let values: Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      values = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 11,
    write: (row, out, at) => writeInt32(out, at, values[row]!),
  };
}

export function bigintText(): ColumnEncoder {
  let halves: Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      halves = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 20,
    write: (row, out, at) => writeInt64(out, at, halves[row * 2]!, halves[row * 2 + 1]!),
  };
}

function writeInt32(out: Buffer, at: number, value: number): number {
  if (value >= 0) return writeSmall(out, at, value);
  out[at] = minus;
  return writeWhole(out, at + 1, -value);
}

function writeInt64(out: Buffer, at: number, low: number, high: number): number {
  if (!isSafe(high)) return writeAscii(out, at, joinHalvesExactly(low, high).toString());
  const value = joinHalves(low, high);
  if (value >= 0) return writeWhole(out, at, value);
  out[at] = minus;
  return writeWhole(out, at + 1, -value);
}
