import type { UnloadFormat } from '#sql/copy/unload-options.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { fieldText, mayHold, type UnloadColumn } from '#warehouse/unload/render/field-text.ts';

export type TextFormat = Extract<UnloadFormat, { kind: 'text' }>;

/**
 * DuckDB text of a record of delimited text. ADDQUOTES puts every field between quotes and leaves those inside as they are; ESCAPE puts a
 * backslash before line ends, the delimiter, backslashes and, with ADDQUOTES, quotes. The text for NULL is not escaped.
 */
export function delimitedRecord(columns: readonly UnloadColumn[], format: TextFormat): string {
  const fields = columns.map((column) => field(column, format));
  return `concat(${fields.join(`, ${quoteLiteral(format.delimiter)}, `)})`;
}

function field(column: UnloadColumn, format: TextFormat): string {
  const text = fieldText(column);
  const escaped = format.escape && mayHold(column.type, format.delimiter) ? escapedText(text, format) : text;
  const value =
    column.type.name === 'super' ? escaped : `coalesce(${escaped}, ${quoteLiteral(format.nullAs)})`;
  return format.addQuotes ? `'"', ${value}, '"'` : value;
}

/** Most values need no escape, and to find that out is cheap. */
function escapedText(text: string, format: TextFormat): string {
  const special = specialCharacters(format);
  const found = special.map((character) => `contains(${text}, ${characterSql(character)})`).join(' OR ');
  const pattern = `([${special.map(inClass).join('')}])`;
  return `CASE WHEN ${found} THEN regexp_replace(${text}, ${quoteLiteral(pattern)}, '\\\\\\1', 'g') ELSE ${text} END`;
}

function specialCharacters({ delimiter, addQuotes }: TextFormat): string[] {
  return [...new Set(['\\', '\n', '\r', delimiter, ...(addQuotes ? ['"', "'"] : [])])];
}

function characterSql(character: string): string {
  return `chr(${character.codePointAt(0)})`;
}

function inClass(character: string): string {
  return `\\x{${character.codePointAt(0)?.toString(16)}}`;
}

/** The line of column names, which goes through the same quotes and escapes. */
export function delimitedHeader(names: readonly string[], format: TextFormat): string {
  const special = new Set(specialCharacters(format));
  const escaped = (name: string) =>
    format.escape ? [...name].map((c) => (special.has(c) ? `\\${c}` : c)).join('') : name;
  const fields = names.map((name) => (format.addQuotes ? `"${escaped(name)}"` : escaped(name)));
  return fields.join(format.delimiter);
}
