import { fail } from '#base/errors.ts';
import type { FieldToken, TemplateToken } from '#sql/engine/algorithms/date-template.ts';
import {
  dateTemplate,
  dayNames,
  daysFromDate,
  isoYearStart,
  monthNames,
  romanMonths,
} from '#sql/engine/algorithms/format-date.ts';

/** What a template found in a text. */
interface Found {
  century?: number;
  year?: number;
  isoYear?: number;
  bc?: boolean;
  month?: number;
  day?: number;
  dayOfYear?: number;
  week?: number;
  weekOfMonth?: number;
  isoWeek?: number;
  isoDay?: number;
  julianDay?: number;
  hour?: number;
  hour12?: number;
  afternoon?: boolean;
  minute?: number;
  second?: number;
  secondOfDay?: number;
  microsecond?: number;
}

/** Digits at most that a field takes when another field follows it directly. */
const widths: Partial<Record<FieldToken['field'], number>> = {
  century: 2,
  year: 4,
  'year of three digits': 3,
  'year of two digits': 2,
  'year of one digit': 1,
  'iso year': 4,
  'iso year of three digits': 3,
  'iso year of two digits': 2,
  'iso year of one digit': 1,
  quarter: 1,
  month: 2,
  'week of month': 1,
  'week of year': 2,
  'iso week': 2,
  'day of year': 3,
  'iso day of year': 3,
  'day of month': 2,
  'day of week': 1,
  'iso day of week': 1,
  'julian day': 7,
  'hour of 24': 2,
  'hour of 12': 2,
  minute: 2,
  second: 2,
  millisecond: 3,
  microsecond: 6,
  'second of day': 5,
};

class Reader {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  skipBlanks(): void {
    while (/\s/.test(this.text[this.position] ?? '')) this.position += 1;
  }

  /**
   * A separator of the template takes one character, whichever it is; blanks take as many as there are. Blanks
   * that pad a name before its separator are passed over.
   */
  skip(separators: string): void {
    for (const separator of separators) {
      if (/\s/.test(separator)) {
        this.skipBlanks();
        continue;
      }
      const blanks = /^\s+/.exec(this.text.slice(this.position))?.[0].length ?? 0;
      if (this.text[this.position + blanks] === separator) this.position += blanks;
      if (this.position < this.text.length) this.position += 1;
    }
  }

  digits(limit: number, token: FieldToken): string {
    this.skipBlanks();
    const match = new RegExp(`[+-]?\\d{1,${limit}}`, 'y');
    match.lastIndex = this.position;
    const found = match.exec(this.text)?.[0];
    if (found === undefined) throw this.invalid(token);
    this.position += found.length;
    if (token.ordinal !== undefined) this.position += 2;
    return found;
  }

  /** One of the words, whatever its case; the longest that fits. */
  word(words: string[], token: FieldToken): number {
    this.skipBlanks();
    const rest = this.text.slice(this.position).toLowerCase();
    let best = -1;
    words.forEach((word, index) => {
      const longer = best < 0 || word.length > words[best]!.length;
      if (longer && rest.startsWith(word.toLowerCase())) best = index;
    });
    if (best < 0) throw this.invalid(token);
    this.position += words[best]!.length;
    return best;
  }

  invalid(token: FieldToken) {
    const value = this.text.slice(this.position) || this.text;
    return fail('invalid_datetime_format', `invalid value "${value}" for "${token.pattern}"`);
  }
}

function shortYear(value: number, digits: number): number {
  if (digits >= 4) return value;
  if (digits === 3) return value >= 100 ? value + 1000 : value + 2000;
  return value < 70 ? value + 2000 : value + 1900;
}

function readToken(reader: Reader, token: FieldToken, next: TemplateToken | undefined, found: Found): void {
  const adjacent = next?.kind === 'field' && !token.fill;
  const number = () => {
    const width = widths[token.field] ?? 2;
    return Number(reader.digits(adjacent ? width : 10, token));
  };
  switch (token.field) {
    case 'century':
      found.century = number();
      return;
    case 'year':
      found.year = number();
      return;
    case 'year with comma': {
      const thousands = Number(reader.digits(6, token));
      reader.skip(',');
      found.year = thousands * 1000 + Number(reader.digits(3, token));
      return;
    }
    case 'year of three digits':
      found.year = shortYear(number(), 3);
      return;
    case 'year of two digits':
    case 'year of one digit': {
      const value = number();
      found.year = value > 99 ? value : shortYear(value, 2);
      return;
    }
    case 'iso year':
      found.isoYear = number();
      return;
    case 'iso year of three digits':
      found.isoYear = shortYear(number(), 3);
      return;
    case 'iso year of two digits':
    case 'iso year of one digit':
      found.isoYear = shortYear(number(), 2);
      return;
    case 'era':
      found.bc = reader.word(['AD', 'BC'], token) === 1;
      return;
    case 'era with dots':
      found.bc = reader.word(['A.D.', 'B.C.'], token) === 1;
      return;
    case 'month name':
      found.month = reader.word([...monthNames, ...monthNames.map((name) => name.slice(0, 3))], token) % 12;
      found.month += 1;
      return;
    case 'month abbreviation':
      found.month = reader.word(
        monthNames.map((name) => name.slice(0, 3)),
        token,
      );
      found.month += 1;
      return;
    case 'month':
      found.month = number();
      return;
    case 'month in Roman numerals':
      found.month = reader.word(romanMonths, token) + 1;
      return;
    case 'day name':
      reader.word([...dayNames, ...dayNames.map((name) => name.slice(0, 3))], token);
      return;
    case 'day abbreviation':
      reader.word(
        dayNames.map((name) => name.slice(0, 3)),
        token,
      );
      return;
    case 'quarter':
    case 'day of week':
      number();
      return;
    case 'week of month':
      found.weekOfMonth = number();
      return;
    case 'week of year':
      found.week = number();
      return;
    case 'iso week':
      found.isoWeek = number();
      return;
    case 'iso day of week':
      found.isoDay = number();
      return;
    case 'iso day of year': {
      const value = number();
      found.isoWeek = Math.floor((value - 1) / 7) + 1;
      found.isoDay = ((value - 1) % 7) + 1;
      return;
    }
    case 'day of year':
      found.dayOfYear = number();
      return;
    case 'day of month':
      found.day = number();
      return;
    case 'julian day':
      found.julianDay = number();
      return;
    case 'hour of 24':
      found.hour = number();
      return;
    case 'hour of 12':
      found.hour12 = number();
      return;
    case 'minute':
      found.minute = number();
      return;
    case 'second':
      found.second = number();
      return;
    case 'second of day':
      found.secondOfDay = number();
      return;
    case 'millisecond':
      found.microsecond = Number(reader.digits(3, token).padEnd(3, '0')) * 1000;
      return;
    case 'microsecond':
      found.microsecond = Number(reader.digits(6, token).padEnd(6, '0'));
      return;
    case 'meridiem':
      found.afternoon = reader.word(['AM', 'PM'], token) === 1;
      return;
    case 'meridiem with dots':
      found.afternoon = reader.word(['A.M.', 'P.M.'], token) === 1;
      return;
    case 'zone':
    case 'zone offset':
      throw fail(
        'feature_not_supported',
        'TZ/tz/OF format patterns are not supported in to_date and to_timestamp',
      );
  }
}

function yearOf(found: Found): number {
  if (found.year === undefined && found.century !== undefined) return found.century * 100 - 99;
  const year = found.year ?? 0;
  return found.bc === true && year > 0 ? 1 - year : year;
}

/** Days since 1970 of the date that was found; what is missing is the first. */
function daysOf(found: Found, strict: boolean): number {
  if (found.julianDay !== undefined) return found.julianDay - 2_440_588;
  if (found.isoWeek !== undefined) {
    return isoYearStart(found.isoYear ?? yearOf(found)) + (found.isoWeek - 1) * 7 + (found.isoDay ?? 1) - 1;
  }
  const year = yearOf(found);
  if (found.dayOfYear !== undefined) return daysFromDate(year, 1, found.dayOfYear);
  if (found.week !== undefined) return daysFromDate(year, 1, (found.week - 1) * 7 + 1);
  const month = found.month ?? 1;
  const day = found.day ?? (found.weekOfMonth === undefined ? 1 : (found.weekOfMonth - 1) * 7 + 1);
  const days = daysFromDate(year, month, day);
  if (strict && (month < 1 || month > 12 || day < 1 || days >= daysFromDate(year, month + 1, 1))) {
    throw fail('datetime_field_overflow', `date/time field date value out of range: ${year}-${month}-${day}`);
  }
  return days;
}

function secondsOf(found: Found, strict: boolean): number {
  if (found.secondOfDay !== undefined) return found.secondOfDay;
  let hour = found.hour ?? 0;
  if (found.hour12 !== undefined) {
    hour = found.hour12;
    if (found.afternoon !== undefined) hour = (found.hour12 % 12) + (found.afternoon ? 12 : 0);
  }
  const minute = found.minute ?? 0;
  const second = found.second ?? 0;
  if (strict && (hour > 23 || minute > 59 || second > 59)) {
    const fraction = (found.microsecond ?? 0) / 1_000_000;
    const seconds = (second + fraction).toString();
    const text = `${hour}:${minute}:${seconds.includes('.') ? seconds : `${seconds}.0`}`;
    throw fail('datetime_field_overflow', `date/time field time value out of range: ${text}`);
  }
  return hour * 3600 + minute * 60 + second;
}

/**
 * TO_DATE and TO_TIMESTAMP: microseconds since 1970 of the local moment that `text` tells in the template's
 * form. Values beyond their range roll over (June 31 is July 1) unless `strict`, then 22008.
 */
export function parseDate(text: string, template: string, strict: boolean): bigint {
  const reader = new Reader(text);
  const found: Found = {};
  const tokens = dateTemplate(template);
  tokens.forEach((token, index) => {
    if (token.kind === 'text') reader.skip(token.text);
    else if (reader.position < text.length || index === 0) readToken(reader, token, tokens[index + 1], found);
  });
  const days = BigInt(daysOf(found, strict));
  return (days * 86_400n + BigInt(secondsOf(found, strict))) * 1_000_000n + BigInt(found.microsecond ?? 0);
}
