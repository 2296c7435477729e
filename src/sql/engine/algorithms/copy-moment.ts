import { daysIn, type Moment, readMoment } from '#sql/bind/expressions/input/moment-text.ts';

const dayMicros = 86_400_000_000n;

/** A clock before the year, as UNIX's date prints it: `17 Dec 07:37:16 1997 PST`. */
const clockInside =
  /^(\s*(?:[a-z]{3,9},?\s+)?(?:\d{1,2}\s+[a-z]{3,9}|[a-z]{3,9}\s+\d{1,2})\s+)(\d{1,2}:\d{2}(?::\d{2}(?:\.\d*)?)?)\s+(\d{4})\b(.*)$/i;

/**
 * Date and time text in any form that `'auto'` of DATEFORMAT and TIMEFORMAT recognises, in the ISO form that the
 * engine casts to `kind` (date, time, timetz, timestamp, timestamptz). Null where it is none.
 */
export function copyMoment(text: string, kind: string): string | null {
  const julian = /^\s*J(\d{1,7})\s*$/i.exec(text);
  const moment =
    julian === null
      ? readMoment(text.replace(clockInside, '$1$3 $2$4'), 'mdy')
      : fromJulianDay(Number(julian[1]));
  if (typeof moment === 'string' || moment.special !== undefined) return null;
  if (kind === 'time' || kind === 'timetz') {
    return moment.time === undefined ? null : clock(moment.time) + (kind === 'timetz' ? zone(moment) : '');
  }
  if (moment.date === undefined) return null;
  if (kind === 'date') return date(moment.date);
  const time = moment.time ?? 0n;
  const at =
    time === dayMicros ? `${date(nextDay(moment.date))} 00:00:00` : `${date(moment.date)} ${clock(time)}`;
  return kind === 'timestamptz' ? at + zone(moment) : at;
}

function fromJulianDay(day: number): Moment {
  const at = new Date((day - 2_440_588) * 86_400_000);
  return { date: { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() } };
}

type DateFields = NonNullable<Moment['date']>;
const two = (value: number) => String(Math.floor(value)).padStart(2, '0');

function nextDay({ year, month, day }: DateFields): DateFields {
  if (day < daysIn(year, month)) return { year, month, day: day + 1 };
  return month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
}

function date({ year, month, day }: DateFields): string {
  const era = year > 0 ? '' : ' (BC)';
  return `${String(year > 0 ? year : 1 - year).padStart(4, '0')}-${two(month)}-${two(day)}${era}`;
}

function clock(micros: bigint): string {
  const seconds = Number(micros / 1_000_000n);
  const fraction = micros % 1_000_000n;
  const text = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction === 0n ? text : `${text}.${String(fraction).padStart(6, '0')}`;
}

function zone({ zone: written }: Moment): string {
  if (written === undefined) return '';
  if ('name' in written) return ` ${written.name}`;
  const size = Math.abs(written.offset);
  return `${written.offset < 0 ? '-' : '+'}${two(size / 3600)}:${two((size / 60) % 60)}`;
}
