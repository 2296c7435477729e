import type { UnloadFormat } from '#sql/copy/unload-options.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { carefulRecord } from '#warehouse/unload/render/careful-record.ts';
import { orNullText, type UnloadColumn } from '#warehouse/unload/render/field-text.ts';

type TextFormat = Extract<UnloadFormat, { kind: 'text' }>;

/**
 * DuckDB text of a record of delimited text. ADDQUOTES puts every field between quotes and leaves those inside as they are; ESCAPE puts a
 * backslash before line ends, the delimiter, backslashes and, with ADDQUOTES, quotes. The text for NULL is not escaped.
 */
export function delimitedRecord(columns: readonly UnloadColumn[], format: TextFormat): string {
  const { delimiter, addQuotes, nullAs } = format;
  return carefulRecord(columns, {
    delimiter,
    special: format.escape ? escapedCharacters(format) : [],
    careful: (text) => escapedText(text, format),
    finished: (column, text) => {
      const value = orNullText(column, text, nullAs);
      return addQuotes ? `'"', ${value}, '"'` : value;
    },
  });
}

function escapedText(text: string, format: TextFormat): string {
  const pattern = `([${escapedCharacters(format).map(inClass).join('')}])`;
  return `regexp_replace(${text}, ${quoteLiteral(pattern)}, '\\\\\\1', 'g')`;
}

function escapedCharacters({ delimiter, addQuotes }: TextFormat): string[] {
  return [...new Set(['\\', '\n', '\r', delimiter, ...(addQuotes ? ['"', "'"] : [])])];
}

function inClass(character: string): string {
  return `\\x{${character.codePointAt(0)?.toString(16)}}`;
}

/** The line of column names, which goes through the same quotes and escapes. */
export function delimitedHeader(names: readonly string[], format: TextFormat): string {
  const special = new Set(escapedCharacters(format));
  const escaped = (name: string) =>
    format.escape
      ? [...name].map((character) => (special.has(character) ? `\\${character}` : character)).join('')
      : name;
  const fields = names.map((name) => (format.addQuotes ? `"${escaped(name)}"` : escaped(name)));
  return fields.join(format.delimiter);
}
