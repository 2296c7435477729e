import { binaryEncoder } from '#postgres-wire/encode/binary-encoder.ts';
import type { ColumnEncoder, EncodeSettings } from '#postgres-wire/encode/column-encoder.ts';
import { textEncoder } from '#postgres-wire/encode/text-encoder.ts';
import type { SqlType } from '#sql/types.ts';
import type { ColumnVector } from '#warehouse/result.ts';

/** Values of a column as an encoder writes them; asserts that the room it asked for was enough. */
export function encodeAll(encoder: ColumnEncoder, vector: ColumnVector): Buffer[] {
  const rows = vector.data.length / vector.bytesPerValue;
  encoder.bind(vector, rows);
  return Array.from({ length: rows }, (_, row) => {
    const room = encoder.bytesMax(row, row + 1);
    const out = Buffer.alloc(room + 64, 0x7e);
    const end = encoder.write(row, out, 0);
    if (end > room) throw new Error(`row ${row} took ${end} bytes of ${room}`);
    return Buffer.from(out.subarray(0, end));
  });
}

const plain: EncodeSettings = { extraFloatDigits: 0, zoneOffset: () => 0 };

export function asText(
  type: SqlType,
  vector: ColumnVector,
  settings: Partial<EncodeSettings> = {},
): string[] {
  return encodeAll(textEncoder(type, { ...plain, ...settings }), vector).map((bytes) =>
    bytes.toString('utf8'),
  );
}

export function asHex(type: SqlType, vector: ColumnVector, protocol = 0): string[] {
  return encodeAll(binaryEncoder(type, protocol), vector).map((bytes) => bytes.toString('hex'));
}
