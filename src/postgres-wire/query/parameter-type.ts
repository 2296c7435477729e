import { maxVarcharLength, type SqlType } from '#sql/types.ts';

/** Types without modifiers by OID, as a client may declare them for `$1`. */
const plainTypes: Record<number, SqlType> = {
  16: { name: 'bool' },
  20: { name: 'int8' },
  21: { name: 'int2' },
  23: { name: 'int4' },
  26: { name: 'oid' },
  700: { name: 'float4' },
  701: { name: 'float8' },
  1082: { name: 'date' },
  1083: { name: 'time' },
  1114: { name: 'timestamp' },
  1184: { name: 'timestamptz' },
  1186: { name: 'interval' },
  1188: { name: 'intervaly2m' },
  1190: { name: 'intervald2s' },
  1266: { name: 'timetz' },
  4000: { name: 'super' },
};

const stringTypes: Record<number, SqlType> = {
  19: { name: 'name' },
  25: { name: 'varchar', length: maxVarcharLength },
  1042: { name: 'varchar', length: maxVarcharLength },
  1043: { name: 'varchar', length: maxVarcharLength },
};

/**
 * The type a client declared for a parameter. Undefined leaves it to the statement: for 0 and `unknown`, for
 * types Redshift does not know, and for NUMERIC and VARBYTE, which without a modifier say nothing of scale
 * or length.
 */
export function parameterType(oid: number): SqlType | undefined {
  return plainTypes[oid] ?? stringTypes[oid];
}
