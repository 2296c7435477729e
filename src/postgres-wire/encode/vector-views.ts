import type { ColumnVector } from '#warehouse/result.ts';

/** A batch column's memory as little-endian integers or floats; copied only when it is not aligned. */
export function int16View(vector: ColumnVector): Int16Array {
  const bytes = aligned(vector.data, 2);
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
}

export function int32View(vector: ColumnVector): Int32Array {
  const bytes = aligned(vector.data, 4);
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

export function float32View(vector: ColumnVector): Float32Array {
  const bytes = aligned(vector.data, 4);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

export function float64View(vector: ColumnVector): Float64Array {
  const bytes = aligned(vector.data, 8);
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3);
}

function aligned(bytes: Uint8Array, size: number): Uint8Array {
  return bytes.byteOffset % size === 0 ? bytes : bytes.slice();
}

export const emptyInt32: Int32Array = new Int32Array(0);

/** 64 bits, given as two 32-bit halves, as a number; exact within ±2^53. */
export function joinHalves(low: number, high: number): number {
  return high * 4294967296 + (low >>> 0);
}

export function joinHalvesExactly(low: number, high: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

/** Both halves make a number that a double holds exactly (|n| < 2^53). */
export function isSafe(high: number): boolean {
  return high >= -2097152 && high < 2097152;
}
