import type { FieldConversion } from '#sql/copy/field-conversion.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** White space as COPY knows it, for DuckDB's trim functions. */
export const whiteSpace = `' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)`;

/** How a type reads the text of a field that is neither NULL nor blank. */
export interface FieldReader {
  /** True for the usual text, without a detour; false or NULL sends the field to `usable`. */
  usual: string;
  /** Is unusual text a value? Evaluated where `usual` is not true; may be NULL for no. */
  usable: string;
  /** The value; NULL for blank text. */
  value: string;
  /** `code|position|reason` for what is not usable. */
  problem: string;
}

/** `code|position|reason` as DuckDB text; `reason` and `position` are VARCHAR and number expressions. */
export function problemText(code: number, position: string, reason: string): string {
  return `'${code}|' || ${position} || '|' || ${reason}`;
}

export function fixedProblem(code: number, reason: string): string {
  return quoteLiteral(`${code}|0|${reason}`);
}

export const missingData = fixedProblem(1213, 'Missing data for not-null field');

/** Blank text is NULL for every type but text. */
export function isBlank(field: string): string {
  return `trim(${field}, ${whiteSpace}) = ''`;
}

/** The conversion of a type whose blank fields are NULL. */
export function valueConversion(field: string, notNull: boolean, reader: FieldReader): FieldConversion {
  const nothing = notNull ? 'false' : 'true';
  const isNothing = `${field} IS NULL OR ${isBlank(field)}`;
  return {
    value: reader.value,
    acceptable: `CASE WHEN ${reader.usual} THEN true WHEN ${isNothing} THEN ${nothing} ELSE coalesce(${reader.usable}, false) END`,
    problem: `CASE WHEN ${isNothing} THEN ${missingData} ELSE ${reader.problem} END`,
  };
}
