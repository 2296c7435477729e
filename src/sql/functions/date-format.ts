import { type FieldToken, type LetterCase, readDateTemplate } from '#sql/engine/algorithms/date-template.ts';
import { romanMonths } from '#sql/engine/algorithms/format-date.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** Fields whose usual form strftime writes; several in a row become one call. */
const strftimeCodes: Partial<Record<FieldToken['field'], string>> = {
  year: '%Y',
  'year of two digits': '%y',
  'iso year': '%G',
  month: '%m',
  'iso week': '%V',
  'day of year': '%j',
  'day of month': '%d',
  'iso day of week': '%u',
  'hour of 24': '%H',
  'hour of 12': '%I',
  minute: '%M',
  second: '%S',
  millisecond: '%g',
  microsecond: '%f',
};

/** Fields that are numbers: how DuckDB reads them from a TIMESTAMP, and their width with leading zeros. */
const numbers: Partial<Record<FieldToken['field'], { sql: (moment: string) => string; width: number }>> = {
  century: { sql: (moment) => `century(${moment})`, width: 2 },
  year: { sql: (moment) => commonYear(moment), width: 4 },
  'year of three digits': { sql: (moment) => `(${commonYear(moment)} % 1000)`, width: 3 },
  'year of two digits': { sql: (moment) => `(${commonYear(moment)} % 100)`, width: 2 },
  'year of one digit': { sql: (moment) => `(${commonYear(moment)} % 10)`, width: 1 },
  'iso year': { sql: (moment) => `isoyear(${moment})`, width: 4 },
  'iso year of three digits': { sql: (moment) => `(isoyear(${moment}) % 1000)`, width: 3 },
  'iso year of two digits': { sql: (moment) => `(isoyear(${moment}) % 100)`, width: 2 },
  'iso year of one digit': { sql: (moment) => `(isoyear(${moment}) % 10)`, width: 1 },
  quarter: { sql: (moment) => `quarter(${moment})`, width: 1 },
  month: { sql: (moment) => `month(${moment})`, width: 2 },
  'week of month': { sql: (moment) => `((day(${moment}) + 6) // 7)`, width: 1 },
  'week of year': { sql: (moment) => `((dayofyear(${moment}) + 6) // 7)`, width: 2 },
  'iso week': { sql: (moment) => `week(${moment})`, width: 2 },
  'day of year': { sql: (moment) => `dayofyear(${moment})`, width: 3 },
  'iso day of year': { sql: (moment) => `((week(${moment}) - 1) * 7 + isodow(${moment}))`, width: 3 },
  'day of month': { sql: (moment) => `day(${moment})`, width: 2 },
  'day of week': { sql: (moment) => `(dayofweek(${moment}) + 1)`, width: 1 },
  'iso day of week': { sql: (moment) => `isodow(${moment})`, width: 1 },
  'julian day': {
    sql: (moment) => `(date_diff('day', DATE '1970-01-01', CAST(${moment} AS DATE)) + 2440588)`,
    width: 1,
  },
  'hour of 24': { sql: (moment) => `hour(${moment})`, width: 2 },
  'hour of 12': { sql: (moment) => `((hour(${moment}) + 11) % 12 + 1)`, width: 2 },
  minute: { sql: (moment) => `minute(${moment})`, width: 2 },
  second: { sql: (moment) => `second(${moment})`, width: 2 },
  millisecond: { sql: (moment) => `(millisecond(${moment}) % 1000)`, width: 3 },
  microsecond: { sql: (moment) => `(microsecond(${moment}) % 1000000)`, width: 6 },
  'second of day': {
    sql: (moment) => `(hour(${moment}) * 3600 + minute(${moment}) * 60 + second(${moment}))`,
    width: 1,
  },
};

function commonYear(moment: string): string {
  return `CASE WHEN year(${moment}) > 0 THEN year(${moment}) ELSE 1 - year(${moment}) END`;
}

function cased(sql: string, letters: LetterCase): string {
  if (letters === 'upper') return `upper(${sql})`;
  return letters === 'lower' ? `lower(${sql})` : sql;
}

function name(sql: string, token: FieldToken, width: number): string {
  const written = cased(sql, token.letters);
  return token.fill || width === 0 ? written : `rpad(${written}, ${width}, ' ')`;
}

function number(token: FieldToken, moment: string): string {
  const { sql, width } = numbers[token.field]!;
  const value = sql(moment);
  const digits = token.fill || width === 1 ? `CAST(${value} AS VARCHAR)` : `rs_zero_pad(${value}, ${width})`;
  if (token.ordinal === undefined) return digits;
  return `${digits} || ${cased(`rs_ordinal(${value})`, token.ordinal)}`;
}

function either(condition: string, yes: string, no: string, letters: LetterCase): string {
  const [first, second] = letters === 'lower' ? [yes.toLowerCase(), no.toLowerCase()] : [yes, no];
  return `CASE WHEN ${condition} THEN '${first}' ELSE '${second}' END`;
}

/** The same moment as TIMESTAMPTZ, and what its zone is called then, for OF and TZ. */
export interface ZonedMoment {
  moment: string;
  name: string;
}

/** One field of a local TIMESTAMP. */
function fieldText(token: FieldToken, moment: string, zoned: ZonedMoment): string {
  switch (token.field) {
    case 'year with comma':
      return `CAST(year(${moment}) // 1000 AS VARCHAR) || ',' || rs_zero_pad(year(${moment}) % 1000, 3)`;
    case 'era':
      return either(`year(${moment}) > 0`, 'AD', 'BC', token.letters);
    case 'era with dots':
      return either(`year(${moment}) > 0`, 'A.D.', 'B.C.', token.letters);
    case 'meridiem':
      return either(`hour(${moment}) >= 12`, 'PM', 'AM', token.letters);
    case 'meridiem with dots':
      return either(`hour(${moment}) >= 12`, 'P.M.', 'A.M.', token.letters);
    case 'month name':
      return name(`monthname(${moment})`, token, 9);
    case 'month abbreviation':
      return name(`left(monthname(${moment}), 3)`, token, 0);
    case 'day name':
      return name(`dayname(${moment})`, token, 9);
    case 'day abbreviation':
      return name(`left(dayname(${moment}), 3)`, token, 0);
    case 'month in Roman numerals':
      return name(
        `list_extract(${JSON.stringify(romanMonths).replaceAll('"', "'")}, month(${moment}))`,
        token,
        4,
      );
    case 'zone':
      return cased(zoned.name, token.letters);
    case 'zone offset':
      return `strftime(${zoned.moment}, '%z')`;
    default:
      return number(token, moment);
  }
}

/**
 * DuckDB text of TO_CHAR for a constant template: built-ins only, so that it runs at the engine's speed.
 * `moment` is a TIMESTAMP.
 */
export function emitDateFormat(template: string, moment: string, zoned: ZonedMoment): string {
  const parts: string[] = [];
  let format = '';
  const flush = () => {
    if (format === '') return;
    const text = format.replaceAll('%%', '');
    parts.push(
      text.includes('%')
        ? `strftime(${moment}, ${quoteLiteral(format)})`
        : quoteLiteral(format.replaceAll('%%', '%')),
    );
    format = '';
  };
  for (const token of readDateTemplate(template)) {
    if (token.kind === 'text') {
      format += token.text.replaceAll('%', '%%');
      continue;
    }
    const code = token.fill || token.ordinal !== undefined ? undefined : strftimeCodes[token.field];
    if (code !== undefined) {
      format += code;
      continue;
    }
    flush();
    parts.push(`(${fieldText(token, moment, zoned)})`);
  }
  flush();
  if (parts.length === 0) return `CASE WHEN ${moment} IS NOT NULL THEN '' END`;
  const text = parts.join(' || ');
  const constant = parts.every((part) => part.startsWith("'"));
  return constant ? `CASE WHEN ${moment} IS NOT NULL THEN ${text} END` : `(${text})`;
}

const parseCodes: Partial<Record<FieldToken['field'], string>> = {
  year: '%Y',
  month: '%m',
  'day of month': '%d',
  'hour of 24': '%H',
  minute: '%M',
  second: '%S',
};

/** strptime format of a plain template (`YYYY-MM-DD HH24:MI:SS`), undefined where the two might differ. */
export function plainParseFormat(template: string): string | undefined {
  const tokens = readDateTemplate(template);
  let format = '';
  for (const token of tokens) {
    if (token.kind === 'text') {
      if (!/^[-/:. T]$/.test(token.text)) return undefined;
      format += token.text;
      continue;
    }
    const code = token.fill || token.ordinal !== undefined ? undefined : parseCodes[token.field];
    if (code === undefined || format.includes(code)) return undefined;
    format += code;
  }
  return ['%Y', '%m', '%d'].every((code) => format.includes(code)) ? format : undefined;
}
