import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';

/** BOOLEAN as `t` or `f`. */
export function booleanText(): ColumnEncoder {
  let values: Uint8Array = new Uint8Array(0);
  return {
    bind: (vector) => {
      values = vector.data;
    },
    bytesMax: (from, to) => to - from,
    write: (row, out, at) => {
      out[at] = values[row] === 0 ? 102 : 116;
      return at + 1;
    },
  };
}
