import type { Binder, Clause, Scope, TypedSql } from '#sql/bind/binder-interface.ts';
import type { SqlType } from '#sql/types.ts';

/** What binding an expression needs everywhere: the statement, the visible names, the clause. */
export interface Place {
  binder: Binder;
  scope: Scope;
  clause: Clause;
}

/** A value made of others: it holds an aggregate or a window function when one of them does. */
export function typed(sql: string, type: SqlType, parts: TypedSql[] = []): TypedSql {
  const value: TypedSql = { sql, type };
  if (parts.some((part) => part.aggregate)) value.aggregate = true;
  if (parts.some((part) => part.window)) value.window = true;
  return value;
}

/** The same value under another type or text; label and origin are those of the expression it came from. */
export function retyped(value: TypedSql, sql: string, type: SqlType): TypedSql {
  const result = typed(sql, type, [value]);
  if (value.label !== undefined) result.label = value.label;
  if (value.literal !== undefined) result.literal = value.literal;
  return result;
}

export function labelled(value: TypedSql, label: string | undefined): TypedSql {
  return label === undefined ? value : { ...value, label };
}

export const boolType: SqlType = { name: 'bool' };
export const unknownType: SqlType = { name: 'unknown' };
export const superType: SqlType = { name: 'super' };
export const maxVarchar: SqlType = { name: 'varchar', length: 65535 };
