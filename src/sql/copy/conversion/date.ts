import { type FieldReader, fixedProblem, isNothing } from '#sql/copy/conversion/field-reader.ts';
import { automatic, byPattern, isoDate } from '#sql/copy/conversion/moment.ts';
import type { DateFormat } from '#sql/copy/copy-options.ts';

/** `YYYY-MM-DD` unless DATEFORMAT says otherwise. A time of day behind the date is passed over. */
export function readDate(field: string, format: DateFormat): FieldReader {
  if (format.kind === 'pattern') return patternDate(field, format.pattern);
  const iso = `TRY_CAST(${field} AS DATE)`;
  const found = automatic(field, 'date', 'DATE');
  const isIso = `regexp_full_match(${field}, '${isoDate}([T ].*)?')`;
  const value = `CASE WHEN ${isIso} THEN ${iso} ${format.kind === 'auto' ? `ELSE ${found} ` : ''}END`;
  return {
    nothing: isNothing(field),
    // The engine prints infinity and the years after 9999 too, so the length counts.
    plainly: (yes, no) =>
      `CASE WHEN CAST(${iso} AS VARCHAR) = ${field} THEN CASE WHEN strlen(${field}) = 10 THEN ${yes} ELSE ${no} END ELSE ${no} END`,
    plainValue: iso,
    usable: `${value} IS NOT NULL`,
    value,
    problem: dateProblem(field),
  };
}

function patternDate(field: string, pattern: string): FieldReader {
  const value = `CAST(${byPattern(field, pattern)} AS DATE)`;
  return {
    nothing: isNothing(field),
    plainly: (yes, no) => `CASE WHEN ${value} IS NOT NULL THEN ${yes} ELSE ${no} END`,
    plainValue: value,
    usable: 'false',
    value,
    problem: fixedProblem(1205, `Invalid Date Format [${pattern}]`),
  };
}

function dateProblem(field: string): string {
  const short = fixedProblem(1205, 'Invalid Date Format - length must be 10 or more');
  return `CASE WHEN strlen(trim(${field})) < 10 THEN ${short} ELSE ${fixedProblem(1205, 'Invalid Date Format [YYYY-MM-DD]')} END`;
}
