import {
  abbreviationOffset,
  isDayName,
  isZoneName,
  monthNumber,
} from '#sql/bind/expressions/input/date-words.ts';

/** What date and time text says. `undefined` fields were not written. */
export interface Moment {
  date?: { year: number; month: number; day: number };
  /** Microseconds since midnight; 24:00:00 is allowed. */
  time?: bigint;
  /** Seconds east of Greenwich, or the name of a zone. */
  zone?: { offset: number } | { name: string };
  special?: 'now' | 'today' | 'tomorrow' | 'yesterday' | 'epoch' | 'infinity' | '-infinity';
}

export type DateOrder = 'mdy' | 'dmy' | 'ymd';
export type MomentProblem = 'syntax' | 'range';

const specials = ['now', 'today', 'tomorrow', 'yesterday', 'epoch', 'infinity', '-infinity'];
const clock = /(?:^|[\s,T])(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?)?\s*(?:(am|pm)\b)?/i;
const offset = /^\s*([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?\s*$/;

/**
 * Reads date and time text in the forms that Redshift's documentation lists (ISO, `Jan 8, 1999`, `1/8/1999`,
 * `20080215 040506`, day of the year `2008.366`, zones, AM/PM, BC, `now`, `today` …).
 * A string instead of a moment says what is wrong with it.
 */
export function readMoment(text: string, order: DateOrder): Moment | MomentProblem {
  const word = text.trim().toLowerCase();
  if (specials.includes(word)) return { special: word as NonNullable<Moment['special']> };
  const compact = /^(\d{8}|\d{6})[T\s](\d{2})(\d{2})(\d{2})(\.\d*)?(.*)$/i.exec(word);
  if (compact !== null) {
    const [, date, hours, minutes, seconds, fraction = '', rest] = compact;
    return readMoment(`${date} ${hours}:${minutes}:${seconds}${fraction}${rest}`, order);
  }
  const found = clock.exec(text.trim());
  if (found === null) return readDateAndZone(text.trim(), '', order);
  const before = text.trim().slice(0, found.index);
  const after = text.trim().slice(found.index + found[0].length);
  const time = timeOfDay(found);
  if (time === 'range') return 'range';
  const rest = readDateAndZone(before, after, order);
  return typeof rest === 'string' ? rest : { ...rest, time };
}

function timeOfDay([, hourText, minuteText, secondText = '0', fraction = '', half]: RegExpExecArray):
  | bigint
  | 'range' {
  let hour = Number(hourText);
  const minute = Number(minuteText);
  const second = Number(secondText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return 'range';
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hour > 24 || minute > 59 || second > 60) return 'range';
  const micros = Math.round(Number(`0.${fraction || '0'}`) * 1e6);
  const total = BigInt(((hour * 60 + minute) * 60 + second) * 1e6 + micros);
  return total > 86_400_000_000n ? 'range' : total;
}

/** What stands before the clock is a date; behind it a zone, a date (`10:00 Jan 1 2008`) or BC may follow. */
function readDateAndZone(before: string, after: string, order: DateOrder): Moment | MomentProblem {
  const moment: Moment = {};
  let dateText = before.trim();
  let rest = after.trim();
  const isBc = /\bbc$/i.test(rest) || /\bbc$/i.test(dateText);
  dateText = dateText.replace(/\b(bc|ad)$/i, '').trim();
  rest = rest.replace(/\b(bc|ad)$/i, '').trim();
  const zone = rest === '' ? undefined : readZone(rest);
  if (zone !== undefined) moment.zone = zone;
  else if (rest !== '') {
    if (dateText !== '') return 'syntax';
    dateText = rest;
  }
  if (dateText === '') return after === '' && before === '' ? (moment.zone ? moment : {}) : moment;
  const date = readDate(dateText, order);
  if (typeof date === 'string') {
    // `2008-01-01 EST`: a zone may follow a date alone.
    const split = /^(.*\S)\s+(\S+)$/.exec(dateText);
    const late = split === null ? undefined : readZone(split[2]!);
    if (late === undefined || date === 'range') return date;
    const again = readDate(split![1]!, order);
    if (typeof again === 'string') return again;
    return { date: again, zone: late };
  }
  moment.date = isBc ? { ...date, year: 1 - date.year } : date;
  return moment;
}

function readZone(text: string): Moment['zone'] {
  const numeric = offset.exec(text);
  if (numeric !== null) {
    const [, sign, hours, minutes = '0', seconds = '0'] = numeric;
    const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return { offset: sign === '-' ? -total : total };
  }
  const known = abbreviationOffset(text.toLowerCase());
  if (known !== undefined) return { offset: known };
  return /^[A-Za-z_]+(\/[A-Za-z_+\-0-9]+)*$/.test(text) && isZoneName(text) ? { name: text } : undefined;
}

type DateFields = NonNullable<Moment['date']>;

function readDate(text: string, order: DateOrder): DateFields | MomentProblem {
  const words = text
    .toLowerCase()
    .replace(/t$/, '')
    .split(/[\s,]+/)
    .filter((word) => word !== '' && !isDayName(word));
  const joined = words.join(' ');
  const iso = /^(\d{4,6})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(joined);
  if (iso !== null) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(joined) ?? /^(\d{2})(\d{2})(\d{2})$/.exec(joined);
  if (packed !== null) return checked(fullYear(packed[1]!), Number(packed[2]), Number(packed[3]));
  const ordinal = /^(\d{4})[.-]?(\d{3})$/.exec(joined);
  if (ordinal !== null) return dayOfYear(Number(ordinal[1]), Number(ordinal[2]));
  const short = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(joined);
  if (short !== null) return byOrder(short, order);
  return withMonthName(joined.split(/[\s\-/.]+/));
}

function byOrder([, one, two, three]: RegExpExecArray, order: DateOrder): DateFields | MomentProblem {
  if (order === 'dmy') return checked(fullYear(three!), Number(two), Number(one));
  if (order === 'ymd' && three!.length <= 2) return checked(fullYear(one!), Number(two), Number(three));
  return checked(fullYear(three!), Number(one), Number(two));
}

function withMonthName(words: string[]): DateFields | MomentProblem {
  const months = words.map(monthNumber);
  const at = months.findIndex((month) => month !== undefined);
  const numbers = words.filter((_, index) => index !== at);
  if (at < 0 || numbers.length !== 2 || !numbers.every((word) => /^\d+$/.test(word))) return 'syntax';
  const [one, two] = numbers as [string, string];
  const yearFirst = one.length > 2;
  return checked(fullYear(yearFirst ? one : two), months[at]!, Number(yearFirst ? two : one));
}

/** Two digits mean 1970–2069. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function dayOfYear(year: number, day: number): DateFields | MomentProblem {
  if (day < 1 || day > (daysIn(year, 2) === 29 ? 366 : 365)) return 'range';
  let month = 1;
  let rest = day;
  while (rest > daysIn(year, month)) rest -= daysIn(year, month++);
  return { year, month, day: rest };
}

function checked(year: number, month: number, day: number): DateFields | MomentProblem {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || year < 1) return 'range';
  return { year, month, day };
}

export function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
