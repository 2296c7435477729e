import type { ColumnVector } from '#warehouse/result.ts';

/** Columns in the engine's layout, made from values. */
export function numberVector(
  array: ArrayBufferView,
  bytesPerValue: number,
  nulls: boolean[] = [],
): ColumnVector {
  const data = new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);
  return { data, bytesPerValue, validity: validityOf(nulls), longBytes: () => new Uint8Array(0) };
}

export function bigintVector(values: (bigint | null)[]): ColumnVector {
  const array = BigInt64Array.from(values.map((value) => value ?? 0n));
  return numberVector(
    array,
    8,
    values.map((value) => value === null),
  );
}

export function hugeintVector(values: bigint[]): ColumnVector {
  const array = new BigInt64Array(values.length * 2);
  values.forEach((value, index) => {
    array[index * 2] = BigInt.asIntN(64, value);
    array[index * 2 + 1] = value >> 64n;
  });
  return numberVector(array, 16);
}

export function intervalVector(values: { months: number; days: number; micros: bigint }[]): ColumnVector {
  const data = Buffer.alloc(values.length * 16);
  values.forEach((value, index) => {
    data.writeInt32LE(value.months, index * 16);
    data.writeInt32LE(value.days, index * 16 + 4);
    data.writeBigInt64LE(value.micros, index * 16 + 8);
  });
  return numberVector(data, 16);
}

/**
 * Strings: long ones lie in one block of memory at made-up addresses, `gap` bytes apart and in the order
 * given by `order`. What is asked for outside of the block is an error, as it would be a crash in the engine.
 */
export function stringVector(
  values: (Uint8Array | string | null)[],
  options: { gap?: number; order?: number[] } = {},
): ColumnVector {
  const bytes = values.map((value) => (value === null ? null : Buffer.from(value)));
  const order = options.order ?? bytes.map((_, index) => index);
  const gap = options.gap ?? 0;
  const base = 0x7f0000001000;
  const offsets: number[] = [];
  let length = 0;
  for (const index of order) {
    offsets[index] = length;
    length += (bytes[index]?.length ?? 0) + gap;
  }
  const heap = Buffer.alloc(length, 0xee);
  const data = Buffer.alloc(values.length * 16, 0xaa);
  bytes.forEach((value, index) => {
    if (value === null) return;
    const at = index * 16;
    data.writeUInt32LE(value.length, at);
    if (value.length <= 12) {
      data.fill(0, at + 4, at + 16);
      value.copy(data, at + 4);
    } else {
      value.copy(data, at + 4, 0, 4);
      value.copy(heap, offsets[index]!);
      data.writeBigUInt64LE(BigInt(base + offsets[index]!), at + 8);
    }
  });
  return {
    data,
    bytesPerValue: 16,
    validity: validityOf(bytes.map((value) => value === null)),
    longBytes: (row, byteCount) => {
      const start = offsets[row]!;
      const count = byteCount ?? bytes[row]!.length;
      if (start + count > heap.length) throw new RangeError('read outside of the strings');
      return heap.subarray(start, start + count);
    },
  };
}

function validityOf(nulls: boolean[]): Uint8Array | undefined {
  if (!nulls.some((isNull) => isNull)) return undefined;
  const validity = new Uint8Array(Math.ceil(nulls.length / 64) * 8);
  nulls.forEach((isNull, row) => {
    if (!isNull) validity[row >> 3] = validity[row >> 3]! | (1 << (row & 7));
  });
  return validity;
}
