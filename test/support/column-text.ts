import type { SqlType } from '#sql/types.ts';
import type { ColumnVector } from '#warehouse/result.ts';

/** One value of a result column as plain text; null for NULL. Times are microseconds, decimals unscaled integers. */
export function columnText(column: ColumnVector, type: SqlType, row: number): string | null {
  const { data, bytesPerValue, validity } = column;
  if (validity && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) return null;
  const view = new DataView(data.buffer, data.byteOffset + row * bytesPerValue, bytesPerValue);
  switch (type.name) {
    case 'bool':
      return view.getUint8(0) === 1 ? 't' : 'f';
    case 'float4':
      return String(view.getFloat32(0, true));
    case 'float8':
      return String(view.getFloat64(0, true));
    case 'int2':
    case 'int4':
    case 'int8':
    case 'oid':
    case 'xid':
    case 'numeric':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
    case 'timetz':
      return integerText(view, bytesPerValue);
    default:
      return stringText(column, view, row);
  }
}

function integerText(view: DataView, bytes: number): string {
  if (bytes === 2) return String(view.getInt16(0, true));
  if (bytes === 4) return String(view.getInt32(0, true));
  if (bytes === 8) return String(view.getBigInt64(0, true));
  return String((view.getBigInt64(8, true) << 64n) | view.getBigUint64(0, true));
}

function stringText(column: ColumnVector, view: DataView, row: number): string {
  const length = view.getUint32(0, true);
  const inline = () => new Uint8Array(view.buffer, view.byteOffset + 4, length);
  return Buffer.from(length <= 12 ? inline() : column.longBytes(row)).toString('utf8');
}
