import { notSupported } from '#base/errors.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { isInteger } from '#sql/bind/expressions/type-class.ts';
import type { SqlType } from '#sql/types.ts';

/** Where the name of an object is found by its number. */
const nameSources: Record<string, { relation: string; column: string }> = {
  regclass: { relation: 'pg_class', column: 'relname' },
  regproc: { relation: 'pg_proc', column: 'proname' },
  regtype: { relation: 'pg_type', column: 'typname' },
};

/** DuckDB text of an object's number: of an oid, an integer, or a name that remembers it. Throws 0A000. */
export function objectIdNumber(value: TypedSql): string {
  if (value.objectId !== undefined) return value.objectId;
  if (value.type.name === 'oid' || value.type.name === 'xid' || value.type.name === 'int8') return value.sql;
  if (isInteger(value.type)) return `CAST(${value.sql} AS BIGINT)`;
  throw notSupported(`A cast of a ${value.type.name} column to a number`);
}

/** The name of the object with this number, or the number as text where there is none. */
export function objectNameSql(binder: Binder, number: string, target: SqlType): string {
  const { relation: name, column } = nameSources[target.name]!;
  const relation = binder.context.catalog.findRelation({ schema: 'pg_catalog', name });
  if (relation === undefined) return `CAST(${number} AS VARCHAR)`;
  const source = binder.relationSource(relation);
  const found = `(SELECT any_value(named.${column}) FROM ${source} AS named WHERE named.oid = ${number})`;
  return `coalesce(${found}, CAST(${number} AS VARCHAR))`;
}
