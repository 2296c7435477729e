import type { SqlType } from '#sql/types.ts';

/**
 * The DuckDB type that holds a Redshift type, in tables and in query output.
 * char/varchar are VARCHAR (lengths are enforced when a value is assigned), SUPER is JSON text.
 * Catalog arrays are LIST inside a query and text (`{1,2}`) in its output.
 */
export function engineType(type: SqlType): string {
  switch (type.name) {
    case 'bool':
      return 'BOOLEAN';
    case 'int2':
      return 'SMALLINT';
    case 'int4':
      return 'INTEGER';
    case 'int8':
    case 'oid':
    case 'xid':
      return 'BIGINT';
    case 'float4':
      return 'FLOAT';
    case 'float8':
      return 'DOUBLE';
    case 'numeric':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'date':
      return 'DATE';
    case 'time':
      return 'TIME';
    case 'timetz':
      return 'TIMETZ';
    case 'timestamp':
    case 'abstime':
      return 'TIMESTAMP';
    case 'timestamptz':
      return 'TIMESTAMPTZ';
    case 'interval':
    case 'intervaly2m':
    case 'intervald2s':
      return 'INTERVAL';
    case 'varbyte':
      return 'BLOB';
    case 'super':
      return 'JSON';
    case 'array':
      return `${engineType(type.element)}[]`;
    default:
      return 'VARCHAR';
  }
}
