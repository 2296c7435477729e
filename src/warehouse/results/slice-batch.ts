import type { ColumnVector, RowBatch } from '#warehouse/result.ts';

/** Rows `from` (inclusive) to `to` (exclusive) of a batch, without copying their values. */
export function sliceBatch(batch: RowBatch, from: number, to: number): RowBatch {
  if (from === 0 && to === batch.rowCount) return batch;
  return { rowCount: to - from, columns: batch.columns.map((column) => sliceVector(column, from, to)) };
}

function sliceVector(column: ColumnVector, from: number, to: number): ColumnVector {
  const { bytesPerValue, validity } = column;
  return {
    data: column.data.subarray(from * bytesPerValue, to * bytesPerValue),
    bytesPerValue,
    validity: validity && sliceBits(validity, from, to),
    longBytes: (row, byteCount) => column.longBytes(row + from, byteCount),
  };
}

function sliceBits(bits: Uint8Array, from: number, to: number): Uint8Array {
  const slice = new Uint8Array(Math.ceil((to - from) / 8));
  for (let row = from; row < to; row++) {
    const bit = (bits[row >> 3]! >> (row & 7)) & 1;
    const target = row - from;
    slice[target >> 3]! |= bit << (target & 7);
  }
  return slice;
}
