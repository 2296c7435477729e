import type { FieldConversion } from '#sql/copy/field-conversion.ts';
import { quoteLiteral } from '#sql/quote.ts';

/**
 * How a type reads a field. The texts are DuckDB expressions of which none raises an error.
 *
 * What is said of speed holds for the engine's shared expressions: it computes `TRY_CAST(field AS …)` once, however
 * often it is written, as long as one of the places is the condition of a first WHEN, outside AND and OR.
 */
export interface FieldReader {
  /** A BOOLEAN: is the field nothing, so that the value is NULL? Never NULL itself. */
  nothing: string;
  /** `yes` where the text is plainly a value by a cheap test, else `no`. Never NULL by itself. */
  plainly: (yes: string, no: string) => string;
  /** The value of plain text. */
  plainValue: string;
  /** Is text that is neither plain nor nothing a value? NULL is no. */
  usable: string;
  /** The value of any usable text. */
  value: string;
  /** `code|position|reason` of text that is not usable. */
  problem: string;
}

export function conversionOf(reader: FieldReader, notNull: boolean): FieldConversion {
  const { nothing, plainly, plainValue, usable, value, problem } = reader;
  return {
    value,
    acceptable: plainly(
      'true',
      `CASE WHEN ${nothing} THEN ${notNull ? 'false' : 'true'} ELSE coalesce(${usable}, false) END`,
    ),
    problem: `CASE WHEN ${nothing} THEN ${missingData} ELSE ${problem} END`,
    strict: (failure) =>
      plainly(
        plainValue,
        `CASE WHEN ${nothing} THEN ${notNull ? failure : 'NULL'} WHEN ${usable} THEN ${value} ELSE ${failure} END`,
      ),
  };
}

/** `code|position|reason`; `reason` and `position` are expressions. */
export function problemText(code: number, position: string, reason: string): string {
  return `'${code}|' || ${position} || '|' || ${reason}`;
}

export function fixedProblem(code: number, reason: string): string {
  return quoteLiteral(`${code}|0|${reason}`);
}

export const missingData = fixedProblem(1213, 'Missing data for not-null field');

/** White space as COPY knows it, for DuckDB's trim functions. */
export const whiteSpace = `(' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13))`;

/** NULL or blank: nothing for every type but text. */
export function isNothing(field: string): string {
  return `(${field} IS NULL OR trim(${field}, ${whiteSpace}) = '')`;
}

/** A reason that names the first character behind what `start` matches, a pattern of how such values begin. */
export function invalidCharacter(code: number, field: string, start: string, typeName: string): string {
  const place = `length(regexp_extract(${field}, '^${start}'))`;
  const character = `coalesce(substring(${field}, ${place} + 1, 1), '')`;
  return problemText(
    code,
    place,
    `'Invalid digit, Value ''' || ${character} || ''', Pos ' || ${place} || ', Type: ${typeName}'`,
  );
}
