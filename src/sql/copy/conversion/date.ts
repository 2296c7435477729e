import { type FieldReader, fixedProblem } from '#sql/copy/conversion/field-text.ts';
import { automatic, byPattern, isoDate } from '#sql/copy/conversion/moment.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';

/** `YYYY-MM-DD` unless DATEFORMAT says otherwise. A time of day behind the date is passed over. */
export function readDate(field: string, { dateFormat: format }: ConversionOptions): FieldReader {
  if (format.kind === 'pattern') return patternDate(field, format.pattern);
  const iso = `TRY_CAST(${field} AS DATE)`;
  const usual = `strlen(${field}) = 10 AND CAST(${iso} AS VARCHAR) = ${field}`;
  const withTime = `regexp_full_match(${field}, '${isoDate}([T ].*)?')`;
  if (format.kind === 'default') {
    return { usual, usable: `${withTime} AND ${iso} IS NOT NULL`, value: iso, problem: dateProblem(field) };
  }
  const found = automatic(field, 'date', 'DATE');
  return {
    usual,
    usable: `${found} IS NOT NULL`,
    value: `CASE WHEN ${usual} THEN ${iso} ELSE ${found} END`,
    problem: dateProblem(field),
  };
}

function patternDate(field: string, pattern: string): FieldReader {
  const value = `CAST(${byPattern(field, pattern)} AS DATE)`;
  return { usual: `${value} IS NOT NULL`, usable: 'false', value, problem: dateProblem(field) };
}

function dateProblem(field: string): string {
  const short = fixedProblem(1205, 'Invalid Date Format - length must be 10 or more');
  return `CASE WHEN strlen(trim(${field})) < 10 THEN ${short} ELSE ${fixedProblem(1205, 'Invalid Date Format')} END`;
}
