import { fail } from '#base/errors.ts';
import { type DateOrder, daysIn, type Moment, readMoment } from '#sql/bind/expressions/input/moment-text.ts';
import type { SessionFacts } from '#sql/plan.ts';
import { type SqlType, typeFacts } from '#sql/types.ts';

type DatetimeName = 'date' | 'time' | 'timetz' | 'timestamp' | 'timestamptz' | 'abstime';
const microsPerDay = 86_400_000_000n;

/** Constant text as the type's value, in the one form that the engine reads. Throws 22007 or 22008. */
export function datetimeText(
  text: string,
  type: SqlType & { name: DatetimeName },
  session: SessionFacts,
  position?: number,
): string {
  const moment = readMoment(text, dateOrder(session));
  const more = position === undefined ? {} : { position };
  if (moment === 'range') {
    throw fail('datetime_field_overflow', `date/time field value out of range: "${text}"`, more);
  }
  const spelling = typeFacts[type.name].spelling;
  const isClock = type.name === 'time' || type.name === 'timetz';
  if (moment === 'syntax' || !(moment.special || (isClock ? moment.time !== undefined : moment.date))) {
    throw fail('invalid_datetime_format', `invalid input syntax for type ${spelling}: "${text}"`, more);
  }
  if (moment.special === 'infinity' || moment.special === '-infinity') {
    if (isClock) {
      throw fail('invalid_datetime_format', `invalid input syntax for type ${spelling}: "${text}"`, more);
    }
    return moment.special;
  }
  return print(resolveSpecial(moment, session), type.name, zoneOf(session));
}

function dateOrder(session: SessionFacts): DateOrder {
  const style = (session.setting('datestyle') ?? '').toLowerCase();
  if (style.includes('dmy')) return 'dmy';
  return style.includes('ymd') ? 'ymd' : 'mdy';
}

function zoneOf(session: SessionFacts): string {
  return session.setting('timezone') ?? 'UTC';
}

/** `now`, `today` … as the moment they mean in the session's time zone. */
function resolveSpecial(moment: Moment, session: SessionFacts): Moment {
  if (moment.special === undefined) return moment;
  if (moment.special === 'epoch')
    return { date: { year: 1970, month: 1, day: 1 }, time: 0n, zone: { offset: 0 } };
  const local = localTime(session.transactionStart, zoneOf(session));
  const days = { now: 0n, today: 0n, tomorrow: 1n, yesterday: -1n }[moment.special as 'now'];
  const start = local - (((local % microsPerDay) + microsPerDay) % microsPerDay);
  const micros = moment.special === 'now' ? local : start + days * microsPerDay;
  const day = new Date(Number(micros / 1000n));
  const time = ((micros % microsPerDay) + microsPerDay) % microsPerDay;
  return { date: { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() }, time };
}

/** Microseconds that a clock in the zone shows, counted as if it were UTC. */
function localTime(micros: bigint, zone: string): bigint {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const parts = format.formatToParts(new Date(Number(micros / 1000n)));
    const field = (name: string) => Number(parts.find(({ type }) => type === name)?.value);
    const seconds =
      Date.UTC(
        field('year'),
        field('month') - 1,
        field('day'),
        field('hour'),
        field('minute'),
        field('second'),
      ) / 1000;
    return BigInt(seconds) * 1_000_000n + (micros % 1_000_000n);
  } catch {
    return micros;
  }
}

function print(moment: Moment, type: DatetimeName, sessionZone: string): string {
  const { time = 0n, zone } = moment;
  if (type === 'time') return clockText(time);
  if (type === 'timetz') return clockText(time) + offsetText(zone, sessionZone);
  const date = moment.date!;
  if (type === 'date') return dateText(date);
  const [day, clock] = time === microsPerDay ? [nextDay(date), 0n] : [date, time];
  const text = `${dateText(day)} ${clockText(clock)}`;
  if (type !== 'timestamptz' || zone === undefined) return text;
  return 'name' in zone ? `${text} ${zone.name}` : text + offsetText(zone, sessionZone);
}

function nextDay({ year, month, day }: NonNullable<Moment['date']>): NonNullable<Moment['date']> {
  if (day < daysIn(year, month)) return { year, month, day: day + 1 };
  return month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
}

function dateText({ year, month, day }: NonNullable<Moment['date']>): string {
  const two = (value: number) => String(value).padStart(2, '0');
  if (year > 0) return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return `${String(1 - year).padStart(4, '0')}-${two(month)}-${two(day)} (BC)`;
}

export function clockText(micros: bigint): string {
  const two = (value: bigint) => String(value).padStart(2, '0');
  const seconds = micros / 1_000_000n;
  const fraction = micros % 1_000_000n;
  const text = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return fraction === 0n ? text : `${text}.${String(fraction).padStart(6, '0')}`;
}

function offsetText(zone: Moment['zone'], sessionZone: string): string {
  const offset = zone !== undefined && 'offset' in zone ? zone.offset : zoneOffset(zone?.name ?? sessionZone);
  const size = Math.abs(offset);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(size / 3600)}:${two((size / 60) % 60)}`;
}

/** Seconds east of Greenwich of a zone now; a time alone has no date to be more exact with. */
function zoneOffset(name: string): number {
  const now = BigInt(Math.floor(Date.now() / 1000)) * 1_000_000n;
  return Number((localTime(now, name) - now) / 1_000_000n);
}
