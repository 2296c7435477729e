import type { UnloadFormat } from '#sql/copy/unload-options.ts';
import { carefulRecord } from '#warehouse/unload/render/careful-record.ts';
import { orNullText, type UnloadColumn } from '#warehouse/unload/render/field-text.ts';

type CsvFormat = Extract<UnloadFormat, { kind: 'csv' }>;

/**
 * DuckDB text of a CSV record: a field is quoted only where it holds the delimiter, a quote or a line end, and NULL and the empty
 * string are the same unless NULL AS says otherwise. The engine's own writer quotes more (the empty string, `#`).
 */
export function csvRecord(columns: readonly UnloadColumn[], { delimiter, nullAs }: CsvFormat): string {
  return carefulRecord(columns, {
    delimiter,
    special: quotedCharacters(delimiter),
    careful: (text) => `'"' || replace(${text}, '"', '""') || '"'`,
    finished: (column, text) => orNullText(column, text, nullAs),
  });
}

function quotedCharacters(delimiter: string): string[] {
  return [...new Set([delimiter, '"', '\n', '\r'])];
}

/** The line of column names. */
export function csvHeader(names: readonly string[], { delimiter }: CsvFormat): string {
  return names.map((name) => csvField(name, delimiter)).join(delimiter);
}

function csvField(text: string, delimiter: string): string {
  const needed = quotedCharacters(delimiter).some((character) => text.includes(character));
  return needed ? `"${text.replaceAll('"', '""')}"` : text;
}
