import type { UnloadFormat } from '#sql/copy/unload-options.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { fieldText, mayHold, type UnloadColumn } from '#warehouse/unload/render/field-text.ts';

type CsvFormat = Extract<UnloadFormat, { kind: 'csv' }>;

/**
 * DuckDB text of a CSV record: a field is quoted only where it holds the delimiter, a quote or a line end, and NULL and the empty
 * string are the same unless NULL AS says otherwise. The engine's own writer quotes more (the empty string, `#`).
 */
export function csvRecord(columns: readonly UnloadColumn[], { delimiter, nullAs }: CsvFormat): string {
  const fields = columns.map((column) => {
    const text = fieldText(column);
    const value = mayHold(column.type, delimiter) ? quotedWhereNeeded(text, delimiter) : text;
    return column.type.name === 'super' ? value : `coalesce(${value}, ${quoteLiteral(nullAs)})`;
  });
  return `concat(${fields.join(`, ${quoteLiteral(delimiter)}, `)})`;
}

function quotedWhereNeeded(text: string, delimiter: string): string {
  const found = [quoteLiteral(delimiter), `'"'`, 'chr(10)', 'chr(13)'];
  const needed = found.map((character) => `contains(${text}, ${character})`).join(' OR ');
  return `CASE WHEN ${needed} THEN '"' || replace(${text}, '"', '""') || '"' ELSE ${text} END`;
}

/** The line of column names. */
export function csvHeader(names: readonly string[], { delimiter }: CsvFormat): string {
  return names.map((name) => csvField(name, delimiter)).join(delimiter);
}

function csvField(text: string, delimiter: string): string {
  const needed = [delimiter, '"', '\n', '\r'].some((character) => text.includes(character));
  return needed ? `"${text.replaceAll('"', '""')}"` : text;
}
