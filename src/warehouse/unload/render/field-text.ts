import { textOf } from '#sql/bind/expressions/cast-sql.ts';
import type { OutputColumn } from '#sql/plan.ts';
import { quoteLiteral } from '#sql/quote.ts';
import type { SqlType } from '#sql/types.ts';

/** A column of the query as the engine's text refers to it. */
export interface UnloadColumn {
  name: string;
  type: SqlType;
  /** DuckDB text of the value: a column reference, cheap to repeat. */
  sql: string;
}

/** The output of a query under names that cannot clash. */
export function unloadColumns(columns: readonly OutputColumn[]): UnloadColumn[] {
  return columns.map(({ name, type }, index) => ({ name, type, sql: `c${index}` }));
}

/**
 * DuckDB text of a value as text files have it; NULL stays NULL, but SUPER is JSON and says `null`. CHAR comes without the blanks
 * that fill it up. Numbers of type REAL and DOUBLE PRECISION have the shortest text that is read back as the same number.
 */
export function fieldText({ sql, type }: UnloadColumn): string {
  switch (type.name) {
    case 'bool':
      return `CASE ${sql} WHEN true THEN 't' WHEN false THEN 'f' END`;
    case 'float4':
    case 'float8':
      return floatText(sql, type.name);
    case 'super':
      return `coalesce(CAST(${sql} AS VARCHAR), 'null')`;
    case 'varbyte':
      return `lower(hex(${sql}))`;
    default:
      return textOf(sql, type);
  }
}

/** The field with the text for NULL. `concat` writes nothing for NULL; SUPER has a text of its own for it. */
export function orNullText({ type }: UnloadColumn, text: string, nullAs: string): string {
  return nullAs === '' || type.name === 'super' ? text : `coalesce(${text}, ${quoteLiteral(nullAs)})`;
}

/**
 * The engine's shortest text without the `.0` that it adds to whole numbers; `NaN` and `Infinity` as Redshift spells them. Most numbers
 * are not whole, and to know that is cheaper than to look at their text.
 */
function floatText(sql: string, type: 'float4' | 'float8'): string {
  const text = `CAST(${sql} AS VARCHAR)`;
  return (
    `CASE WHEN ${sql} <> trunc(${sql}) THEN ${text} WHEN NOT isfinite(${sql}) THEN rs_${type}_text(${sql}) ` +
    `WHEN suffix(${text}, '.0') THEN left(${text}, -2) ELSE ${text} END`
  );
}

const textual = new Set(['char', 'varchar', 'text', 'name', '"char"', 'super', 'unknown', 'array']);

/** Whether a value may hold any character; others are digits, letters, signs, colons, dots and blanks. */
export function holdsAnyText({ name }: SqlType): boolean {
  return textual.has(name) || name.startsWith('reg') || name === 'cstring';
}

/** Whether a value of this type may hold the delimiter. */
export function mayHold(type: SqlType, delimiter: string): boolean {
  return holdsAnyText(type) || /[0-9A-Za-z+\-.:\s]/.test(delimiter);
}
