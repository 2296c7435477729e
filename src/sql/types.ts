/**
 * Redshift's scalar types as the SQL layer reasons about them.
 * Lengths are bytes, precisions digits. `unknown` is a bare string literal, NULL or untyped parameter.
 */
export type SqlType =
  | { name: 'bool' | 'int2' | 'int4' | 'int8' | 'float4' | 'float8' }
  | { name: 'numeric'; precision: number; scale: number }
  | { name: 'char'; length: number }
  | { name: 'varchar'; length: number }
  | { name: 'date' | 'time' | 'timetz' | 'timestamp' | 'timestamptz' }
  | { name: 'interval' | 'intervaly2m' | 'intervald2s' }
  | { name: 'super' }
  | { name: 'varbyte'; length: number }
  /** Catalog-only types: they appear in system relations, never in a user's DDL. */
  | { name: 'name' | 'text' | 'oid' | '"char"' | 'regclass' | 'regproc' | 'regtype' | 'xid' | 'abstime' }
  | { name: 'int2vector' | 'oidvector' | 'aclitem' | 'refcursor' | 'record' | 'void' | 'cstring' }
  /** Catalog-only arrays, such as pg_constraint.conkey (int2[]) and relacl (aclitem[]). */
  | { name: 'array'; element: SqlType }
  | { name: 'unknown' };

export type SqlTypeName = SqlType['name'];

interface TypeFacts {
  oid: number;
  /** OID of the array type, 0 where there is none. */
  arrayOid: number;
  /** Bytes of a fixed-width value, -1 for variable width (pg_type.typlen). */
  width: number;
  /** format_type() spelling without modifiers. */
  spelling: string;
}

/** OIDs as Redshift's drivers know them (amazon-redshift-jdbc-driver Oid.java, redshift_connector oids.py). */
export const typeFacts: Record<Exclude<SqlTypeName, 'array'>, TypeFacts> = {
  bool: { oid: 16, arrayOid: 1000, width: 1, spelling: 'boolean' },
  int2: { oid: 21, arrayOid: 1005, width: 2, spelling: 'smallint' },
  int4: { oid: 23, arrayOid: 1007, width: 4, spelling: 'integer' },
  int8: { oid: 20, arrayOid: 1016, width: 8, spelling: 'bigint' },
  float4: { oid: 700, arrayOid: 1021, width: 4, spelling: 'real' },
  float8: { oid: 701, arrayOid: 1022, width: 8, spelling: 'double precision' },
  numeric: { oid: 1700, arrayOid: 1231, width: -1, spelling: 'numeric' },
  char: { oid: 1042, arrayOid: 1014, width: -1, spelling: 'character' },
  varchar: { oid: 1043, arrayOid: 1015, width: -1, spelling: 'character varying' },
  date: { oid: 1082, arrayOid: 1182, width: 4, spelling: 'date' },
  time: { oid: 1083, arrayOid: 1183, width: 8, spelling: 'time without time zone' },
  timetz: { oid: 1266, arrayOid: 1270, width: 12, spelling: 'time with time zone' },
  timestamp: { oid: 1114, arrayOid: 1115, width: 8, spelling: 'timestamp without time zone' },
  timestamptz: { oid: 1184, arrayOid: 1185, width: 8, spelling: 'timestamp with time zone' },
  interval: { oid: 1186, arrayOid: 1187, width: 16, spelling: 'interval' },
  intervaly2m: { oid: 1188, arrayOid: 1189, width: 4, spelling: 'interval year to month' },
  intervald2s: { oid: 1190, arrayOid: 1191, width: 8, spelling: 'interval day to second' },
  super: { oid: 4000, arrayOid: 0, width: -1, spelling: 'super' },
  varbyte: { oid: 6551, arrayOid: 0, width: -1, spelling: 'binary varying' },
  name: { oid: 19, arrayOid: 1003, width: 128, spelling: 'name' },
  text: { oid: 25, arrayOid: 1009, width: -1, spelling: 'text' },
  oid: { oid: 26, arrayOid: 1028, width: 4, spelling: 'oid' },
  '"char"': { oid: 18, arrayOid: 1002, width: 1, spelling: '"char"' },
  regclass: { oid: 2205, arrayOid: 2210, width: 4, spelling: 'regclass' },
  regproc: { oid: 24, arrayOid: 1008, width: 4, spelling: 'regproc' },
  regtype: { oid: 2206, arrayOid: 2211, width: 4, spelling: 'regtype' },
  xid: { oid: 28, arrayOid: 1011, width: 4, spelling: 'xid' },
  abstime: { oid: 702, arrayOid: 1023, width: 4, spelling: 'abstime' },
  int2vector: { oid: 22, arrayOid: 1006, width: -1, spelling: 'int2vector' },
  oidvector: { oid: 30, arrayOid: 1013, width: -1, spelling: 'oidvector' },
  aclitem: { oid: 1033, arrayOid: 1034, width: 12, spelling: 'aclitem' },
  refcursor: { oid: 1790, arrayOid: 2201, width: -1, spelling: 'refcursor' },
  record: { oid: 2249, arrayOid: 0, width: -1, spelling: 'record' },
  void: { oid: 2278, arrayOid: 0, width: 4, spelling: 'void' },
  cstring: { oid: 2275, arrayOid: 0, width: -2, spelling: 'cstring' },
  unknown: { oid: 705, arrayOid: 0, width: -1, spelling: 'unknown' },
};

/** The longest VARCHAR that DDL takes, in bytes. */
export const maxVarcharLength = 65535;
/** The longest CHAR, in bytes. */
export const maxCharLength = 4096;

export function typeOid(type: SqlType): number {
  return type.name === 'array' ? typeFacts[scalarName(type.element)].arrayOid : typeFacts[type.name].oid;
}

/** pg_attribute.atttypmod and RowDescription's type modifier; -1 where the type has none. */
export function typeModifier(type: SqlType): number {
  switch (type.name) {
    case 'numeric':
      return ((type.precision << 16) | type.scale) + 4;
    case 'char':
    case 'varchar':
    case 'varbyte':
      return type.length + 4;
    default:
      return -1;
  }
}

/** pg_type.typlen and RowDescription's type size. */
export function typeWidth(type: SqlType): number {
  return type.name === 'array' ? -1 : typeFacts[type.name].width;
}

/** format_type()'s text with modifiers: `character varying(100)`, `numeric(18,0)`. */
export function formatType(type: SqlType): string {
  switch (type.name) {
    case 'array':
      return `${formatType(type.element)}[]`;
    case 'numeric':
      return `numeric(${type.precision},${type.scale})`;
    case 'char':
    case 'varchar':
    case 'varbyte':
      return `${typeFacts[type.name].spelling}(${type.length})`;
    default:
      return typeFacts[type.name].spelling;
  }
}

function scalarName(type: SqlType): Exclude<SqlTypeName, 'array'> {
  return type.name === 'array' ? 'unknown' : type.name;
}
