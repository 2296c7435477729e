import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import type {
  BoundBody,
  BoundColumn,
  BoundSubquery,
  Conversion,
  QueryBinder,
} from '#sql/bind/query-binder.ts';
import { maxVarcharLength, type SqlType } from '#sql/types.ts';

/**
 * Gives every column of a query a type of its own, as a level above it needs: a string literal becomes varchar
 * of its length, a parameter varchar; NULL stays open to any type.
 */
export function settle(binder: QueryBinder, body: BoundBody): BoundSubquery {
  if (body.columns.every((column) => column.type.name !== 'unknown' && column.literal === undefined)) {
    return { columns: body.columns, sql: body.render() };
  }
  const columns = body.columns.map(settledColumn);
  const conversions = columns.map((column, index) => conversion(binder, body.columns[index]!, column));
  return { columns, sql: body.render(conversions) };
}

function settledColumn(column: BoundColumn): BoundColumn {
  const { literal, parameter: _, ...rest } = column;
  if (column.type.name !== 'unknown') return rest;
  if (literal === null) return { ...rest, literal };
  return { ...rest, type: textType(literal) };
}

/** The type that a value has for the level above. */
export function settledType(value: TypedSql): SqlType {
  return value.type.name === 'unknown' ? textType(value.literal ?? undefined) : value.type;
}

function textType(literal: string | undefined): SqlType {
  const length = literal === undefined ? maxVarcharLength : Math.max(1, Buffer.byteLength(literal));
  return { name: 'varchar', length };
}

function conversion(binder: QueryBinder, from: BoundColumn, to: BoundColumn): Conversion | undefined {
  if (from.type.name !== 'unknown') return undefined;
  // DuckDB would make a bare NULL an integer, which does not become a date later.
  if (from.literal === null) return () => 'CAST(NULL AS VARCHAR)';
  if (from.parameter !== undefined) return (value) => castTo(binder, value, to.type, false).sql;
  return undefined;
}
