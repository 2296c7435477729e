import { fail } from '#base/errors.ts';
import type { SqlType, SqlTypeName } from '#sql/types.ts';

/** How a column of this kind is compressed by itself (Amazon Redshift, "CREATE TABLE", ENCODE). */
export function automaticEncoding(type: SqlType, column: { sortKey: boolean; temporary: boolean }): string {
  if (column.sortKey || column.temporary) return 'none';
  switch (type.name) {
    case 'int2':
    case 'int4':
    case 'int8':
    case 'numeric':
    case 'date':
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
    case 'intervaly2m':
    case 'intervald2s':
      return 'az64';
    case 'char':
    case 'varchar':
      return 'lzo';
    case 'super':
    case 'varbyte':
      return 'zstd';
    default:
      return 'none';
  }
}

const wholeNumbers: SqlTypeName[] = ['int2', 'int4', 'int8', 'numeric'];
const clocks: SqlTypeName[] = ['date', 'time', 'timetz', 'timestamp', 'timestamptz'];
const intervals: SqlTypeName[] = ['intervaly2m', 'intervald2s'];
const texts: SqlTypeName[] = ['char', 'varchar'];
const floats: SqlTypeName[] = ['float4', 'float8'];

/** Types each encoding takes; undefined for all (Amazon Redshift, "Compression encodings"). */
const typesOfEncodings: Record<string, SqlTypeName[] | undefined> = {
  none: undefined,
  az64: [...wholeNumbers, ...clocks, ...intervals],
  bytedict: [...wholeNumbers, ...floats, ...texts, ...clocks, ...intervals, 'varbyte'],
  delta: ['int2', 'int4', 'int8', 'numeric', 'date', 'timestamp'],
  delta32k: ['int4', 'int8', 'numeric', 'date', 'timestamp'],
  lzo: [...wholeNumbers, ...texts, ...clocks, ...intervals, 'super', 'varbyte'],
  mostly8: ['int2', 'int4', 'int8', 'numeric'],
  mostly16: ['int4', 'int8', 'numeric'],
  mostly32: ['int8', 'numeric'],
  runlength: [...wholeNumbers, ...floats, ...texts, ...clocks, ...intervals, 'bool', 'varbyte'],
  text255: ['varchar'],
  text32k: ['varchar'],
  zstd: undefined,
};

/** The encoding as the catalog keeps it (`none` for RAW). Throws 22023 for one that the type cannot have. */
export function checkedEncoding(written: string, type: SqlType, column: string): string {
  const name = written.toLowerCase() === 'raw' ? 'none' : written.toLowerCase();
  const isKnown = name in typesOfEncodings;
  const types = typesOfEncodings[name];
  if (isKnown && (types === undefined || types.includes(type.name))) return name;
  throw fail('invalid_parameter_value', `invalid encoding type specified for column "${column}"`);
}
