import { put16, put32 } from '#postgres-wire/encode/big-endian.ts';
import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { StringValues } from '#postgres-wire/encode/string-values.ts';
import { type SqlType, typeOid } from '#sql/types.ts';

/**
 * A catalog array, which comes as text (`{1,2}`; `1 2` for int2vector and oidvector), in PostgreSQL's binary
 * form: dimensions, a flag for nulls, the element type, length and lower bound, then the elements.
 */
export function arrayBinary(element: SqlType, split: (text: string) => (string | null)[]): ColumnEncoder {
  const values = new StringValues();
  const elementOid = typeOid(element);
  return {
    bind: (vector, rowCount) => values.bind(vector, rowCount),
    // An element takes at least two bytes of text, with its comma, and at most 12 here, beside its own bytes.
    bytesMax: (from, to) => values.totalLength(from, to) * 12 + (to - from) * 32,
    write: (row, out, at) => {
      const bytes = values.view(row);
      const elements = split(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
      return writeArray(out, at, elements, element, elementOid);
    },
  };
}

function writeArray(
  out: Buffer,
  at: number,
  elements: (string | null)[],
  type: SqlType,
  elementOid: number,
): number {
  let place = put32(out, at, elements.length === 0 ? 0 : 1);
  place = put32(out, place, elements.includes(null) ? 1 : 0);
  place = put32(out, place, elementOid);
  if (elements.length === 0) return place;
  place = put32(out, place, elements.length);
  place = put32(out, place, 1);
  for (const element of elements) place = writeElement(out, place, element, type);
  return place;
}

function writeElement(out: Buffer, at: number, text: string | null, type: SqlType): number {
  if (text === null) return put32(out, at, -1);
  const end = writeValue(out, at + 4, text, type);
  put32(out, at, end - at - 4);
  return end;
}

function writeValue(out: Buffer, at: number, text: string, type: SqlType): number {
  switch (type.name) {
    case 'int2':
      return put16(out, at, Number(text));
    case 'int4':
    case 'oid':
    case 'xid':
      return put32(out, at, Number(text));
    case 'int8':
      return out.writeBigInt64BE(BigInt(text), at);
    case 'float4':
      return out.writeFloatBE(Number(text), at);
    case 'float8':
      return out.writeDoubleBE(Number(text), at);
    default:
      return at + out.write(text, at, 'utf8');
  }
}

/** Elements of `{a,"b,c",NULL}`. */
export function splitArray(text: string): (string | null)[] {
  const elements: (string | null)[] = [];
  const pattern = /"((?:\\.|[^"\\])*)"|([^,{}]+)/gs;
  for (const [, quoted, bare] of text.matchAll(pattern)) {
    if (quoted !== undefined) elements.push(quoted.replaceAll(/\\(.)/gs, '$1'));
    else elements.push(bare === 'NULL' ? null : bare!);
  }
  return elements;
}

/** Elements of `1 2 3`. */
export function splitVector(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}
