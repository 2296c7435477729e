import { fail, notSupported } from '#base/errors.ts';
import type { BoundArgument } from '#sql/functions/definition.ts';
import { typeFacts } from '#sql/types.ts';

const scalars = [
  'bool',
  'int2',
  'int4',
  'int8',
  'float4',
  'float8',
  'char',
  'varchar',
  'name',
  'text',
  'unknown',
];
const datetimes = [
  'date',
  'time',
  'timetz',
  'timestamp',
  'timestamptz',
  'interval',
  'intervaly2m',
  'intervald2s',
];

/**
 * DuckDB VARCHAR with the JSON text of an argument; SQL NULL stays NULL. Decimals keep their digits as written.
 * `owner` is the function that refuses what SUPER cannot hold.
 */
export function jsonText({ sql, type }: BoundArgument, owner: string): string {
  if (type.name === 'super' || type.name === 'numeric') return `CAST(${sql} AS VARCHAR)`;
  if (scalars.includes(type.name)) return `CAST(to_json(${sql}) AS VARCHAR)`;
  if (datetimes.includes(type.name) && type.name !== 'array') {
    const message = `${owner} could not convert type ${typeFacts[type.name].spelling} to super`;
    throw fail('datatype_mismatch', message);
  }
  throw notSupported(`${type.name} inside SUPER`);
}

/** The same as SUPER. */
export function superValue(argument: BoundArgument, owner: string): string {
  return argument.type.name === 'super' ? argument.sql : `CAST(${jsonText(argument, owner)} AS JSON)`;
}
