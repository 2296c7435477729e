import type { BoundArgument } from '#sql/functions/definition.ts';
import { maxVarcharLength, type SqlType } from '#sql/types.ts';

export const bool: SqlType = { name: 'bool' };
export const int2: SqlType = { name: 'int2' };
export const int4: SqlType = { name: 'int4' };
export const int8: SqlType = { name: 'int8' };
export const float8: SqlType = { name: 'float8' };
export const date: SqlType = { name: 'date' };
export const time: SqlType = { name: 'time' };
export const timetz: SqlType = { name: 'timetz' };
export const timestamp: SqlType = { name: 'timestamp' };
export const timestamptz: SqlType = { name: 'timestamptz' };
export const superType: SqlType = { name: 'super' };
export const nameType: SqlType = { name: 'name' };
export const longVarchar: SqlType = { name: 'varchar', length: maxVarcharLength };

export function varchar(length: number): SqlType {
  return { name: 'varchar', length: Math.min(Math.max(length, 1), maxVarcharLength) };
}

export function numeric(precision: number, scale: number): SqlType {
  return { name: 'numeric', precision, scale };
}

/** The type of argument `index` (`returns: typeOf(0)`). */
export function typeOf(index: number): (args: BoundArgument[]) => SqlType {
  return (args) => args[index]!.type;
}

/** Longest text, in bytes, that an argument can hold. */
export function byteLength(argument: BoundArgument): number {
  const { type, literal } = argument;
  if (literal !== undefined) return Math.max(Buffer.byteLength(literal), 1);
  switch (type.name) {
    case 'char':
    case 'varchar':
    case 'varbyte':
      return type.length;
    case 'name':
      return 128;
    default:
      return maxVarcharLength;
  }
}

/** varchar as long as argument `index`; the function cannot make it longer. */
export function sameLength(index: number): (args: BoundArgument[]) => SqlType {
  return (args) => varchar(byteLength(args[index]!));
}
