import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { StringValues } from '#postgres-wire/encode/string-values.ts';

/** VARCHAR, SUPER and every other type whose text the engine already holds; the binary form is the same. */
export function stringText(): ColumnEncoder {
  const values = new StringValues();
  return {
    bind: (vector, rowCount) => values.bind(vector, rowCount),
    bytesMax: (from, to) => values.totalLength(from, to),
    write: (row, out, at) => values.copy(row, out, at),
  };
}

/** CHAR(n): stored without trailing blanks, shown with n characters. */
export function charText(length: number): ColumnEncoder {
  const values = new StringValues();
  return {
    bind: (vector, rowCount) => values.bind(vector, rowCount),
    bytesMax: (from, to) => values.totalLength(from, to) + (to - from) * length,
    write: (row, out, at) => {
      const end = values.copy(row, out, at);
      const missing = length - countCharacters(out, at, end);
      if (missing <= 0) return end;
      out.fill(32, end, end + missing);
      return end + missing;
    },
  };
}

/** VARBYTE as lower-case hexadecimal digits. */
export function hexText(): ColumnEncoder {
  const values = new StringValues();
  return {
    bind: (vector, rowCount) => values.bind(vector, rowCount),
    bytesMax: (from, to) => values.totalLength(from, to) * 2,
    write: (row, out, at) => {
      const bytes = values.view(row);
      let place = at;
      for (let index = 0; index < bytes.length; index++) {
        const byte = bytes[index]!;
        out[place++] = hexDigits.charCodeAt(byte >> 4);
        out[place++] = hexDigits.charCodeAt(byte & 15);
      }
      return place;
    },
  };
}

const hexDigits = '0123456789abcdef';

/** UTF-8 characters: bytes that do not continue one. */
function countCharacters(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index++) if ((bytes[index]! & 0xc0) !== 0x80) count++;
  return count;
}
