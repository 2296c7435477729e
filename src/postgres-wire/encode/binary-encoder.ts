import { fail } from '#base/errors.ts';
import { put16, put32, put64 } from '#postgres-wire/encode/big-endian.ts';
import { arrayBinary, splitArray, splitVector } from '#postgres-wire/encode/binary-array.ts';
import {
  dateBinary,
  intervalBinary,
  microsBinary,
  monthsBinary,
  secondsBinary,
  timeBinary,
  timestampBinary,
  timetzBinary,
} from '#postgres-wire/encode/binary-date-time.ts';
import { digitGroupsBinary, scaledIntegerBinary } from '#postgres-wire/encode/binary-numeric.ts';
import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { charText, hexText, stringText } from '#postgres-wire/encode/string-text.ts';
import { emptyInt32, int16View, int32View } from '#postgres-wire/encode/vector-views.ts';
import { formatType, type SqlType } from '#sql/types.ts';
import type { ColumnVector } from '#warehouse/result.ts';

/** The encoder of a column's binary form. Composite values have none: asking for it is 0A000. */
export function binaryEncoder(type: SqlType, protocol: number): ColumnEncoder {
  switch (type.name) {
    case 'bool':
      return booleanBinary();
    case 'int2':
      return integerBinary(int16View, 2, put16);
    case 'int4':
    case 'float4':
      return integerBinary(int32View, 4, put32);
    case 'int8':
    case 'float8':
      return eightBytesBinary();
    case 'oid':
    case 'xid':
      return lowHalfBinary();
    case 'numeric':
      return protocol >= 2
        ? scaledIntegerBinary(type.precision)
        : digitGroupsBinary(type.precision, type.scale);
    case 'date':
      return dateBinary();
    case 'time':
      return timeBinary();
    case 'timetz':
      return timetzBinary();
    case 'timestamp':
    case 'timestamptz':
      return timestampBinary();
    case 'interval':
      return intervalBinary();
    case 'intervaly2m':
      return monthsBinary();
    case 'intervald2s':
      return microsBinary();
    case 'char':
      return charText(type.length);
    case 'varbyte':
      return hexText();
    case 'abstime':
      return secondsBinary();
    case 'array':
      return arrayBinary(type.element, splitArray);
    case 'int2vector':
      return arrayBinary({ name: 'int2' }, splitVector);
    case 'oidvector':
      return arrayBinary({ name: 'oid' }, splitVector);
    case 'record':
      throw fail('feature_not_supported', `no binary output function available for type ${formatType(type)}`);
    default:
      return stringText();
  }
}

function booleanBinary(): ColumnEncoder {
  let values: Uint8Array = new Uint8Array(0);
  return {
    bind: (vector) => {
      values = vector.data;
    },
    bytesMax: (from, to) => to - from,
    write: (row, out, at) => {
      out[at] = values[row] === 0 ? 0 : 1;
      return at + 1;
    },
  };
}

type Put = (out: Buffer, at: number, value: number) => number;

/** Two or four bytes, whatever they mean: only their order differs from the engine's. */
function integerBinary(
  view: (vector: ColumnVector) => Int16Array | Int32Array,
  bytes: number,
  put: Put,
): ColumnEncoder {
  let values: Int16Array | Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      values = view(vector);
    },
    bytesMax: (from, to) => (to - from) * bytes,
    write: (row, out, at) => put(out, at, values[row]!),
  };
}

function eightBytesBinary(): ColumnEncoder {
  let halves: Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      halves = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 8,
    write: (row, out, at) => put64(out, at, halves[row * 2]!, halves[row * 2 + 1]!),
  };
}

/** Four-byte identifiers, which the engine keeps in eight. */
function lowHalfBinary(): ColumnEncoder {
  let halves: Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      halves = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 4,
    write: (row, out, at) => put32(out, at, halves[row * 2]!),
  };
}
