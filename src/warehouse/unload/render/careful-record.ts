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
 * at each by itself would cost more.
 */
export function carefulRecord(columns: readonly UnloadColumn[], care: FieldCare): string {
  const { delimiter, special } = care;
  const risky = special.length === 0 ? [] : columns.filter(({ type }) => mayHold(type, delimiter));
  const row =
    risky.length > 1 ? `(${anyOf(`concat(${risky.map(fieldText).join(', ')})`, special)}) AND ` : '';
  const fields = columns.map((column) => {
    const text = fieldText(column);
    if (!risky.includes(column)) return care.finished(column, text);
    const needed = `${row}(${anyOf(text, special)})`;
    return care.finished(column, `CASE WHEN ${needed} THEN ${care.careful(text)} ELSE ${text} END`);
  });
  return `concat(${fields.join(`, ${characterSql(delimiter)}, `)})`;
}

function anyOf(text: string, characters: readonly string[]): string {
  return characters.map((character) => `contains(${text}, ${characterSql(character)})`).join(' OR ');
}

function characterSql(character: string): string {
  return `chr(${character.codePointAt(0)})`;
}
