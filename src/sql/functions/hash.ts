import { notSupported } from '#base/errors.ts';
import type { ArgumentClass, BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { int4, int8, varchar } from '#sql/functions/return-types.ts';

function digest(name: string, emit: string, length: number, aliases: string[] = []): FunctionDefinition {
  const returns = varchar(length);
  return {
    name,
    aliases,
    family: 'hash',
    overloads: [
      { args: ['varbyte'], returns, emit },
      { args: ['string'], returns, emit },
    ],
  };
}

/** SHA2(text, bits): 0 means 256; any other unknown number of bits gives ''. */
function emitSha2(args: BoundArgument[]): string {
  const [text, bits] = args as [BoundArgument, BoundArgument];
  if (bits.literal === '256' || bits.literal === '0') return `sha256(${text.sql})`;
  const bytes = text.type.name === 'varbyte' ? text.sql : `encode(${text.sql})`;
  return `rs_sha2(${bytes}, CAST(${bits.sql} AS INTEGER))`;
}

/** Digits of a number without its point, as Redshift stores a decimal. */
function unscaled(sql: string): string {
  return `replace(CAST(${sql} AS VARCHAR), '.', '')`;
}

/** Days or microseconds since 2000-01-01, as Redshift stores moments. */
function sinceMillennium({ sql, type }: BoundArgument): { value: string; width: number } {
  if (type.name === 'date') return { value: `date_diff('day', DATE '2000-01-01', ${sql})`, width: 4 };
  const moment = type.name === 'timestamptz' ? `timezone('UTC', ${sql})` : sql;
  return { value: `(epoch_us(${moment}) - 946684800000000)`, width: 8 };
}

/** Bytes of a value in its stored form, as DuckDB BLOB. */
function storedBytes(argument: BoundArgument, owner: string): string {
  const { sql, type } = argument;
  switch (type.name) {
    case 'bool':
      return `rs_integer_bytes(CAST(CAST(${sql} AS INTEGER) AS VARCHAR), 1)`;
    case 'int2':
      return `rs_integer_bytes(CAST(${sql} AS VARCHAR), 2)`;
    case 'int4':
      return `rs_integer_bytes(CAST(${sql} AS VARCHAR), 4)`;
    case 'int8':
      return `rs_integer_bytes(CAST(${sql} AS VARCHAR), 8)`;
    case 'float4':
      return `rs_float_bytes(CAST(${sql} AS DOUBLE), 4)`;
    case 'float8':
      return `rs_float_bytes(${sql}, 8)`;
    case 'numeric':
      return `rs_integer_bytes(${unscaled(sql)}, ${type.precision <= 19 ? 8 : 16})`;
    case 'date':
    case 'timestamp':
    case 'timestamptz': {
      const { value, width } = sinceMillennium(argument);
      return `rs_integer_bytes(CAST(${value} AS VARCHAR), ${width})`;
    }
    case 'varbyte':
      return sql;
    case 'char':
    case 'varchar':
    case 'text':
    case 'name':
      return `encode(${sql})`;
    default:
      throw notSupported(`${owner} of ${type.name}`);
  }
}

/** Bytes of a value as the Iceberg specification hashes it: whole numbers and moments as 64 bits. */
function icebergBytes({ sql, type }: BoundArgument): string {
  switch (type.name) {
    case 'int2':
    case 'int4':
    case 'int8':
      return `rs_integer_bytes(CAST(${sql} AS VARCHAR), 8)`;
    case 'float4':
    case 'float8':
      return `rs_float_bytes(CAST(${sql} AS DOUBLE) + 0.0, 8)`;
    case 'numeric':
      return `rs_shortest_bytes(${unscaled(sql)})`;
    case 'date':
      return `rs_integer_bytes(CAST(date_diff('day', DATE '1970-01-01', ${sql}) AS VARCHAR), 8)`;
    case 'time':
    case 'timestamp':
      return `rs_integer_bytes(CAST(epoch_us(${sql}) AS VARCHAR), 8)`;
    case 'timestamptz':
      return `rs_integer_bytes(CAST(epoch_us(timezone('UTC', ${sql})) AS VARCHAR), 8)`;
    default:
      return storedBytes({ sql, type }, 'MURMUR3_32_HASH');
  }
}

function emitFnv(args: BoundArgument[]): string {
  const bytes = storedBytes(args[0]!, 'FNV_HASH');
  return args[1] === undefined ? `rs_fnv_hash(${bytes})` : `rs_fnv_hash_seeded(${bytes}, ${args[1].sql})`;
}

/** CHECKSUM of a whole number or a decimal is its digits (documented: 109.20 gives 10920). */
function emitChecksum([argument]: BoundArgument[]): string {
  const { sql, type } = argument!;
  if (type.name === 'int2' || type.name === 'int4') return `CAST(${sql} AS INTEGER)`;
  if (type.name === 'int8' || type.name === 'numeric') return `rs_checksum(${unscaled(sql)})`;
  throw notSupported(`CHECKSUM of ${type.name}`);
}

const hashed: ArgumentClass[] = ['any'];

export const hashFunctions: FunctionDefinition[] = [
  digest('md5', 'md5({0})', 32),
  digest('sha1', 'sha1({0})', 40, ['sha', 'func_sha1']),
  {
    name: 'sha2',
    family: 'hash',
    overloads: [
      { args: ['varbyte', 'integer'], returns: varchar(128), emit: emitSha2 },
      { args: ['string', 'integer'], returns: varchar(128), emit: emitSha2 },
    ],
  },
  {
    name: 'crc32',
    family: 'hash',
    overloads: [{ args: ['string'], returns: varchar(8), emit: 'rs_crc32({0})' }],
  },
  {
    name: 'fnv_hash',
    family: 'hash',
    overloads: [{ args: [...hashed, 'int8'], optional: 1, returns: int8, emit: emitFnv }],
    note: 'Values of text and whole numbers are the documented ones; other types are hashed in the stored form that Redshift is believed to use.',
  },
  {
    name: 'murmur3_32_hash',
    family: 'hash',
    overloads: [
      {
        args: [...hashed, 'int4'],
        optional: 1,
        returns: int4,
        emit: (args) => `rs_murmur3(${icebergBytes(args[0]!)}, ${args[1]?.sql ?? '0'})`,
      },
    ],
  },
  {
    name: 'farmfingerprint64',
    family: 'hash',
    overloads: [
      { args: ['varbyte'], returns: int8, emit: 'rs_farm_fingerprint({0})' },
      { args: ['string'], returns: int8, emit: 'rs_farm_fingerprint(encode({0}))' },
    ],
  },
  {
    name: 'checksum',
    family: 'hash',
    overloads: [{ args: ['any'], returns: int4, emit: emitChecksum }],
    note: 'Of whole numbers and decimals within 32 bits; the algorithm for text is not documented.',
  },
];
