import { fieldText, mayHold, type UnloadColumn } from '#warehouse/unload/render/field-text.ts';

/** How a format treats fields that hold a character with a meaning. */
export interface FieldCare {
  delimiter: string;
  /** Characters that need care, the delimiter among them. */
  special: readonly string[];
  /** DuckDB text of a field that holds one; `text` is cheap to repeat. */
  careful: (text: string) => string;
  /** DuckDB text of a finished field. */
  finished: (column: UnloadColumn, text: string) => string;
}

/**
 * DuckDB text of a record of fields. One look at all text of a row tells whether any field needs care: mostly none does, and looking
 * at each by itself would cost as much as writing.
 */
export function carefulRecord(columns: readonly UnloadColumn[], care: FieldCare): string {
  const { delimiter, special } = care;
  const risky = columns.filter(({ type }) => mayHold(type, delimiter));
  const plain = joined(columns, care, (text) => text);
  if (risky.length === 0 || special.length === 0) return plain;
  const all = risky.map(fieldText).join(', ');
  const rowNeedsCare = anyOf(risky.length === 1 ? all : `concat(${all})`, special);
  const careful = joined(columns, care, (text, { type }) =>
    mayHold(type, delimiter)
      ? `CASE WHEN ${anyOf(text, special)} THEN ${care.careful(text)} ELSE ${text} END`
      : text,
  );
  return `CASE WHEN ${rowNeedsCare} THEN ${careful} ELSE ${plain} END`;
}

function joined(
  columns: readonly UnloadColumn[],
  { delimiter, finished }: FieldCare,
  written: (text: string, column: UnloadColumn) => string,
): string {
  const fields = columns.map((column) => finished(column, written(fieldText(column), column)));
  return `concat(${fields.join(`, ${characterSql(delimiter)}, `)})`;
}

function anyOf(text: string, characters: readonly string[]): string {
  return characters.map((character) => `contains(${text}, ${characterSql(character)})`).join(' OR ');
}

function characterSql(character: string): string {
  return `chr(${character.codePointAt(0)})`;
}
