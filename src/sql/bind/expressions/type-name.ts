import { fail, notSupported } from '#base/errors.ts';
import type { TypeName } from '#sql/ast.ts';
import { maxCharLength, maxVarcharLength, type SqlType } from '#sql/types.ts';

const maxVarbyteLength = 16_777_216;

/** Names without modifiers, aliases included. */
const plainTypes: Record<string, SqlType> = {
  bool: { name: 'bool' },
  boolean: { name: 'bool' },
  smallint: { name: 'int2' },
  int2: { name: 'int2' },
  int: { name: 'int4' },
  int4: { name: 'int4' },
  integer: { name: 'int4' },
  bigint: { name: 'int8' },
  int8: { name: 'int8' },
  real: { name: 'float4' },
  float4: { name: 'float4' },
  float8: { name: 'float8' },
  'double precision': { name: 'float8' },
  date: { name: 'date' },
  super: { name: 'super' },
  interval: { name: 'interval' },
  intervaly2m: { name: 'intervaly2m' },
  intervald2s: { name: 'intervald2s' },
  name: { name: 'name' },
  oid: { name: 'oid' },
  xid: { name: 'xid' },
  regclass: { name: 'regclass' },
  regproc: { name: 'regproc' },
  regtype: { name: 'regtype' },
  abstime: { name: 'abstime' },
  aclitem: { name: 'aclitem' },
  int2vector: { name: 'int2vector' },
  oidvector: { name: 'oidvector' },
  refcursor: { name: 'refcursor' },
  record: { name: 'record' },
  void: { name: 'void' },
  cstring: { name: 'cstring' },
  unknown: { name: 'unknown' },
};

/** Names that take a precision of fractional seconds, which Redshift reads and does not keep. */
const clockTypes: Record<string, SqlType> = {
  time: { name: 'time' },
  'time without time zone': { name: 'time' },
  timetz: { name: 'timetz' },
  'time with time zone': { name: 'timetz' },
  timestamp: { name: 'timestamp' },
  datetime: { name: 'timestamp' },
  smalldatetime: { name: 'timestamp' },
  'timestamp without time zone': { name: 'timestamp' },
  timestamptz: { name: 'timestamptz' },
  'timestamp with time zone': { name: 'timestamptz' },
};

const charNames = ['char', 'character', 'nchar', 'national character', 'national char'];
const varcharNames = [
  'varchar',
  'character varying',
  'char varying',
  'nvarchar',
  'national character varying',
  'national char varying',
  'nchar varying',
];
const varbyteNames = ['varbyte', 'varbinary', 'binary varying'];
/** Types that Redshift has and Slipher does not execute yet. */
const laterTypes = ['geometry', 'geography', 'hllsketch'];

/**
 * The type that a written type name stands for: aliases, default and greatest lengths of Redshift.
 * Throws 42704 for a type Redshift does not have, 22023 for modifiers out of range, 0A000 for a type that is
 * not executed yet. `text` is VARCHAR(256), as in DDL; casts treat it on their own (cast.ts).
 */
export function resolveTypeName(typeName: TypeName): SqlType {
  if (typeName.array) return arrayType(typeName);
  if (typeName.schema !== undefined && typeName.schema !== 'pg_catalog') throw unknownType(typeName);
  const { name } = typeName;
  if (charNames.includes(name)) return charType(typeName);
  if (varcharNames.includes(name))
    return { name: 'varchar', length: length(typeName, 256, maxVarcharLength) };
  if (varbyteNames.includes(name)) return varbyteType(typeName);
  if (name === 'bpchar') return { name: 'char', length: length(typeName, 256, maxCharLength) };
  if (name === 'text') return { name: 'varchar', length: length(typeName, 256, maxVarcharLength) };
  if (name === '"char"') return { name: '"char"' };
  if (['decimal', 'numeric', 'dec'].includes(name)) return decimalType(typeName);
  if (name === 'float') return floatType(typeName);
  if (name === 'interval') return intervalType(typeName);
  if (laterTypes.includes(name)) throw notSupported(`Type ${name.toUpperCase()}`, typeName.pos);
  return clockTypes[name] ?? plainType(typeName);
}

/** True for VARCHAR and TEXT without a length: a cast to them keeps the value whole. */
export function isUnboundedText({ name, modifiers }: TypeName): boolean {
  return modifiers.length === 0 && (varcharNames.includes(name) || name === 'text');
}

function plainType(typeName: TypeName): SqlType {
  const type = plainTypes[typeName.name];
  if (type === undefined) throw unknownType(typeName);
  if (typeName.modifiers.length > 0) {
    throw fail('syntax_error', `type modifier is not allowed for type "${typeName.name}"`, {
      position: typeName.pos,
    });
  }
  return type;
}

function unknownType(typeName: TypeName): Error {
  const name = typeName.schema === undefined ? typeName.name : `${typeName.schema}.${typeName.name}`;
  return fail('undefined_object', `type "${name}" does not exist`, { position: typeName.pos });
}

/** Arrays exist in catalogs only: a cast may name one of a catalog type. */
function arrayType(typeName: TypeName): SqlType {
  const { array: _, ...element } = typeName;
  const plain = plainTypes[element.name] ?? (element.name === 'text' ? { name: 'text' as const } : undefined);
  return { name: 'array', element: plain ?? resolveTypeName(element) };
}

function charType(typeName: TypeName): SqlType {
  return { name: 'char', length: length(typeName, 1, maxCharLength) };
}

function varbyteType(typeName: TypeName): SqlType {
  return { name: 'varbyte', length: length(typeName, 64_000, maxVarbyteLength) };
}

function length(typeName: TypeName, standard: number, greatest: number): number {
  const modifier = typeName.modifiers[0];
  if (modifier === undefined) return standard;
  if (modifier === 'max') return greatest;
  if (modifier < 1) {
    throw fail('invalid_parameter_value', `length for type ${typeName.name} must be at least 1`, {
      position: typeName.pos,
    });
  }
  if (modifier > greatest) {
    throw fail('invalid_parameter_value', `length for type ${typeName.name} cannot exceed ${greatest}`, {
      position: typeName.pos,
    });
  }
  return modifier;
}

function decimalType(typeName: TypeName): SqlType {
  const [precision = 18, scale = 0] = typeName.modifiers;
  if (precision === 'max' || scale === 'max' || precision < 1 || precision > 38) {
    throw fail('invalid_parameter_value', `NUMERIC precision ${precision} must be between 1 and 38`, {
      position: typeName.pos,
    });
  }
  if (scale < 0 || scale > precision || scale > 37) {
    throw fail(
      'invalid_parameter_value',
      `NUMERIC scale ${scale} must be between 0 and ${Math.min(precision, 37)}`,
      { position: typeName.pos },
    );
  }
  return { name: 'numeric', precision, scale };
}

/** FLOAT(1–24) is REAL, FLOAT(25–53) and FLOAT are DOUBLE PRECISION. */
function floatType(typeName: TypeName): SqlType {
  const digits = typeName.modifiers[0] ?? 53;
  if (digits === 'max' || digits < 1 || digits > 53) {
    const message =
      digits === 'max' || digits < 1
        ? 'precision for type float must be at least 1 bit'
        : 'precision for type float must be less than 54 bits';
    throw fail('invalid_parameter_value', message, { position: typeName.pos });
  }
  return { name: digits <= 24 ? 'float4' : 'float8' };
}

function intervalType({ intervalFields }: TypeName): SqlType {
  return intervalFields === undefined ? { name: 'interval' } : { name: intervalKind(intervalFields) };
}

/** `year`, `month`, `year to month` count months; every other qualifier counts days and time. */
export function intervalKind(fields: string): 'intervaly2m' | 'intervald2s' {
  return /^(year|month)/.test(fields) ? 'intervaly2m' : 'intervald2s';
}
