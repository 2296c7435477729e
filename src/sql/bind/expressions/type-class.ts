import { formatType, type SqlType, typeFacts } from '#sql/types.ts';

const integers = ['int2', 'int4', 'int8'];
const floats = ['float4', 'float8'];
const strings = ['char', 'varchar', 'text', 'name', '"char"', 'cstring', 'aclitem', 'refcursor'];
const datetimes = ['date', 'time', 'timetz', 'timestamp', 'timestamptz', 'abstime'];
const intervals = ['interval', 'intervaly2m', 'intervald2s'];
/** Numbers of catalog objects: whole numbers with a text form of their own. */
const objectIds = ['oid', 'xid', 'regclass', 'regproc', 'regtype'];

export function isInteger(type: SqlType): boolean {
  return integers.includes(type.name);
}
export function isFloat(type: SqlType): boolean {
  return floats.includes(type.name);
}
export function isNumber(type: SqlType): boolean {
  return isInteger(type) || isFloat(type) || type.name === 'numeric';
}
export function isString(type: SqlType): boolean {
  return strings.includes(type.name);
}
export function isDatetime(type: SqlType): boolean {
  return datetimes.includes(type.name);
}
export function isInterval(type: SqlType): boolean {
  return intervals.includes(type.name);
}
export function isObjectId(type: SqlType): boolean {
  return objectIds.includes(type.name);
}
export function isTimestamp(type: SqlType): boolean {
  return type.name === 'timestamp' || type.name === 'timestamptz' || type.name === 'abstime';
}

export function sameType(one: SqlType, other: SqlType): boolean {
  return one.name === other.name && formatType(one) === formatType(other);
}

/** Longest text of the type in bytes, as a cast to VARCHAR without a length makes it. */
export function textLength(type: SqlType): number {
  switch (type.name) {
    case 'char':
    case 'varchar':
      return type.length;
    case 'text':
    case 'super':
    case 'varbyte':
      return 65535;
    default:
      return 256;
  }
}

/** The type as PostgreSQL 8's messages name it: without modifiers, and quoted where it is no keyword. */
export function typeNameInMessage(type: SqlType): string {
  if (type.name === 'array') return `${typeNameInMessage(type.element)}[]`;
  return type.name === 'unknown' ? '"unknown"' : typeFacts[type.name].spelling;
}

/** The name in pg_type, which labels the output of a cast of a constant. */
export function catalogTypeName(type: SqlType): string {
  if (type.name === 'char') return 'bpchar';
  if (type.name === 'varbyte') return 'varbyte';
  return type.name === 'array' ? `_${catalogTypeName(type.element)}` : type.name;
}

/** Digits that an operand brings into decimal arithmetic; integers count as their widest decimal. */
export function asDecimal(type: SqlType): { precision: number; scale: number } {
  switch (type.name) {
    case 'numeric':
      return { precision: type.precision, scale: type.scale };
    case 'int2':
      return { precision: 5, scale: 0 };
    case 'int4':
      return { precision: 10, scale: 0 };
    case 'int8':
      return { precision: 19, scale: 0 };
    default:
      return { precision: 38, scale: 10 };
  }
}
