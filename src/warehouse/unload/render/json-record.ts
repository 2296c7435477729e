import { isInteger } from '#sql/bind/expressions/type-class.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { fieldText, holdsAnyText, type UnloadColumn } from '#warehouse/unload/render/field-text.ts';

/**
 * DuckDB text of a record as a JSON object without blanks, its keys in the order of the query. Decimals keep their scale, SUPER is
 * nested, times are strings. Booleans are `true` and `false`, which every reader of JSON takes; the manual says `t` and `f`.
 */
export function jsonRecord(columns: readonly UnloadColumn[]): string {
  const members = columns.map((column, index) => {
    const key = `${index === 0 ? '{' : ','}${JSON.stringify(column.name)}:`;
    return `${quoteLiteral(key)}, coalesce(${value(column)}, 'null')`;
  });
  return `concat(${members.join(', ')}, '}')`;
}

function value(column: UnloadColumn): string {
  const { sql, type } = column;
  if (type.name === 'bool') return `CAST(${sql} AS VARCHAR)`;
  if (type.name === 'super' || type.name === 'numeric' || isInteger(type)) return fieldText(column);
  if (type.name === 'float4' || type.name === 'float8') {
    return `CASE WHEN isfinite(${sql}) THEN ${fieldText(column)} ELSE '"' || ${fieldText(column)} || '"' END`;
  }
  // The engine's own quoting knows every character that needs an escape.
  if (holdsAnyText(type)) return `CAST(to_json(${sql}) AS VARCHAR)`;
  return `'"' || ${fieldText(column)} || '"'`;
}
