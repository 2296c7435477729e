import {
  type FieldToken,
  readDateTemplate,
  type TemplateToken,
} from '#sql/engine/algorithms/date-template.ts';

/** A local moment with the fields that templates ask for. */
export interface Moment {
  /** Astronomical year: 0 is 1 BC. */
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

export interface Zone {
  abbreviation: string;
  offsetSeconds: number;
}

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const romanMonths = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

const microsPerDay = 86_400_000_000n;

/** Days since 1970-01-01 of a date; months and days beyond their range roll over. */
export function daysFromDate(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86_400_000);
}

/** The moment that lies `micros` after 1970-01-01 00:00. */
export function momentFromMicros(micros: bigint): Moment {
  const clock = ((micros % microsPerDay) + microsPerDay) % microsPerDay;
  const date = new Date(Number((micros - clock) / microsPerDay) * 86_400_000);
  const seconds = Number(clock / 1_000_000n);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: Number(clock % 1_000_000n),
  };
}

function dayOfWeek(moment: Moment): number {
  return (((daysFromDate(moment.year, moment.month, moment.day) + 4) % 7) + 7) % 7;
}

function dayOfYear(moment: Moment): number {
  return daysFromDate(moment.year, moment.month, moment.day) - daysFromDate(moment.year, 1, 1) + 1;
}

/** Monday of the first ISO week of a year, as days since 1970. */
export function isoYearStart(year: number): number {
  const fourth = daysFromDate(year, 1, 4);
  return fourth - ((((fourth + 3) % 7) + 7) % 7);
}

function isoCalendar(moment: Moment): { year: number; week: number; day: number } {
  const days = daysFromDate(moment.year, moment.month, moment.day);
  let year = moment.year + 1;
  while (isoYearStart(year) > days) year -= 1;
  const offset = days - isoYearStart(year);
  return { year, week: Math.floor(offset / 7) + 1, day: (offset % 7) + 1 };
}

/** Years as people count them: 1 BC is 1. */
function commonYear(year: number): number {
  return year > 0 ? year : 1 - year;
}

function cased(text: string, token: FieldToken): string {
  if (token.letters === 'upper') return text.toUpperCase();
  return token.letters === 'lower' ? text.toLowerCase() : text;
}

function name(text: string, width: number, token: FieldToken): string {
  const written = cased(text, token);
  return token.fill ? written : written.padEnd(width);
}

function number(value: number, width: number, token: FieldToken): string {
  const digits = token.fill ? String(value) : String(value).padStart(width, '0');
  return token.ordinal === undefined ? digits : digits + ordinalSuffix(value, token.ordinal);
}

/** `st`, `nd`, `rd`, `th`. */
function ordinalSuffix(value: number, letters: 'upper' | 'lower'): string {
  const tens = value % 100;
  const suffix = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return letters === 'upper' ? suffix.toUpperCase() : suffix;
}

function offsetText(seconds: number): string {
  const minutes = Math.abs(Math.round(seconds / 60));
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `${seconds < 0 ? '-' : '+'}${hours}${rest}`;
}

function field(token: FieldToken, moment: Moment, zone: Zone): string {
  const year = commonYear(moment.year);
  const afternoon = moment.hour >= 12;
  switch (token.field) {
    case 'century':
      return number(Math.ceil(year / 100), 2, token);
    case 'year':
      return number(year, 4, token);
    case 'year with comma':
      return `${Math.floor(year / 1000)},${String(year % 1000).padStart(3, '0')}`;
    case 'year of three digits':
      return number(year % 1000, 3, token);
    case 'year of two digits':
      return number(year % 100, 2, token);
    case 'year of one digit':
      return number(year % 10, 1, token);
    case 'iso year':
      return number(isoCalendar(moment).year, 4, token);
    case 'iso year of three digits':
      return number(isoCalendar(moment).year % 1000, 3, token);
    case 'iso year of two digits':
      return number(isoCalendar(moment).year % 100, 2, token);
    case 'iso year of one digit':
      return number(isoCalendar(moment).year % 10, 1, token);
    case 'era':
      return cased(moment.year > 0 ? 'AD' : 'BC', token);
    case 'era with dots':
      return cased(moment.year > 0 ? 'A.D.' : 'B.C.', token);
    case 'quarter':
      return number(Math.ceil(moment.month / 3), 1, token);
    case 'month name':
      return name(monthNames[moment.month - 1]!, 9, token);
    case 'month abbreviation':
      return cased(monthNames[moment.month - 1]!.slice(0, 3), token);
    case 'month':
      return number(moment.month, 2, token);
    case 'month in Roman numerals':
      return name(romanMonths[moment.month - 1]!, 4, token);
    case 'week of month':
      return number(Math.ceil(moment.day / 7), 1, token);
    case 'week of year':
      return number(Math.ceil(dayOfYear(moment) / 7), 2, token);
    case 'iso week':
      return number(isoCalendar(moment).week, 2, token);
    case 'day name':
      return name(dayNames[dayOfWeek(moment)]!, 9, token);
    case 'day abbreviation':
      return cased(dayNames[dayOfWeek(moment)]!.slice(0, 3), token);
    case 'day of year':
      return number(dayOfYear(moment), 3, token);
    case 'iso day of year': {
      const { week, day } = isoCalendar(moment);
      return number((week - 1) * 7 + day, 3, token);
    }
    case 'day of month':
      return number(moment.day, 2, token);
    case 'day of week':
      return number(dayOfWeek(moment) + 1, 1, token);
    case 'iso day of week':
      return number(isoCalendar(moment).day, 1, token);
    case 'julian day':
      return number(daysFromDate(moment.year, moment.month, moment.day) + 2_440_588, 1, token);
    case 'hour of 24':
      return number(moment.hour, 2, token);
    case 'hour of 12':
      return number(moment.hour % 12 === 0 ? 12 : moment.hour % 12, 2, token);
    case 'minute':
      return number(moment.minute, 2, token);
    case 'second':
      return number(moment.second, 2, token);
    case 'millisecond':
      return number(Math.floor(moment.microsecond / 1000), 3, token);
    case 'microsecond':
      return number(moment.microsecond, 6, token);
    case 'second of day':
      return number(moment.hour * 3600 + moment.minute * 60 + moment.second, 1, token);
    case 'meridiem':
      return cased(afternoon ? 'PM' : 'AM', token);
    case 'meridiem with dots':
      return cased(afternoon ? 'P.M.' : 'A.M.', token);
    case 'zone':
      return cased(zone.abbreviation, token);
    case 'zone offset':
      return offsetText(zone.offsetSeconds);
  }
}

const templates = new Map<string, TemplateToken[]>();

/** A template read before; the few that a query uses are kept. */
export function dateTemplate(template: string): TemplateToken[] {
  let tokens = templates.get(template);
  if (tokens === undefined) {
    if (templates.size > 200) templates.clear();
    tokens = readDateTemplate(template);
    templates.set(template, tokens);
  }
  return tokens;
}

/** TO_CHAR of a moment, by PostgreSQL's rules. */
export function formatDate(moment: Moment, template: string, zone: Zone): string {
  return dateTemplate(template)
    .map((token) => (token.kind === 'text' ? token.text : field(token, moment, zone)))
    .join('');
}
