import { fail } from '#base/errors.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** An interval as PostgreSQL and DuckDB hold it. */
export interface IntervalValue {
  months: number;
  days: number;
  micros: bigint;
}

type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

/** Every spelling of a unit, with how many of the base unit it is. */
const unitWords: [string[], Unit | 'microsecond', number][] = [
  [['millennium', 'millennia', 'millenniums', 'mil', 'mils'], 'year', 1000],
  [['century', 'centuries', 'c', 'cent', 'cents'], 'year', 100],
  [['decade', 'decades', 'dec', 'decs'], 'year', 10],
  [['year', 'years', 'y', 'yr', 'yrs'], 'year', 1],
  [['quarter', 'quarters', 'qtr', 'qtrs'], 'month', 3],
  [['month', 'months', 'mon', 'mons'], 'month', 1],
  [['week', 'weeks', 'w'], 'day', 7],
  [['day', 'days', 'd'], 'day', 1],
  [['hour', 'hours', 'h', 'hr', 'hrs'], 'hour', 1],
  [['minute', 'minutes', 'm', 'min', 'mins'], 'minute', 1],
  [['second', 'seconds', 's', 'sec', 'secs'], 'second', 1],
  [['millisecond', 'milliseconds', 'ms', 'msec', 'msecs', 'msecond', 'mseconds'], 'microsecond', 1000],
  [['microsecond', 'microseconds', 'us', 'usec', 'usecs', 'usecond', 'useconds'], 'microsecond', 1],
];
const units = new Map(
  unitWords.flatMap(([words, unit, count]) => words.map((word) => [word, { unit, count }])),
);

const microsOf = { hour: 3_600_000_000, minute: 60_000_000, second: 1_000_000, microsecond: 1 };

/** DuckDB text of an interval constant. `fields` is the qualifier after the literal (`day to second`). */
export function intervalConstant(text: string, fields: string | undefined, position?: number): string {
  return `CAST(${quoteLiteral(intervalEngineText(text, fields, position))} AS INTERVAL)`;
}

/** The same as text that the engine's cast reads. Throws 22007. */
export function intervalEngineText(text: string, fields?: string, position?: number): string {
  const value = readInterval(text, fields);
  if (value === undefined) {
    const more = position === undefined ? {} : { position };
    throw fail('invalid_datetime_format', `invalid input syntax for type interval: "${text}"`, more);
  }
  return `${value.months} months ${value.days} days ${value.micros} microseconds`;
}

/**
 * Reads quantities with units (`7 days, 3 hours`, `0.5 days`, `1w`), clocks (`3:04:05.5`), years and months
 * (`1-2`), ISO 8601 (`P1DT2H`), `ago`. A number without a unit counts the qualifier's last unit, or seconds.
 */
export function readInterval(text: string, fields?: string): IntervalValue | undefined {
  const last = (fields?.split(' ').at(-1) ?? 'second') as Unit;
  const total = text.trim().startsWith('P') ? readIso(text.trim()) : readWords(text, last, fields);
  return total === undefined || fields === undefined ? total : truncate(total, last);
}

class Sum {
  months = 0;
  days = 0;
  micros = 0;

  /** PostgreSQL's carry of fractions: of a year to months, of a month to 30 days, of a day to time. */
  add(quantity: number, unit: Unit | 'microsecond'): void {
    if (unit === 'year') this.months += Math.trunc(Math.round(quantity * 12 * 1e9) / 1e9);
    else if (unit === 'month') {
      this.months += Math.trunc(quantity);
      this.add((quantity % 1) * 30, 'day');
    } else if (unit === 'day') {
      this.days += Math.trunc(quantity);
      this.micros += (quantity % 1) * 86_400_000_000;
    } else this.micros += quantity * microsOf[unit];
  }

  value(sign: number): IntervalValue {
    return {
      months: sign * this.months || 0,
      days: sign * this.days || 0,
      micros: BigInt(Math.round(sign * this.micros)),
    };
  }
}

function readWords(text: string, last: Unit, fields: string | undefined): IntervalValue | undefined {
  const sum = new Sum();
  let rest = text.trim().toLowerCase().replace(/^@\s*/, '');
  const ago = /\s+ago$/.test(rest);
  rest = rest.replace(/\s+ago$/, '');
  if (rest === '') return undefined;
  while (rest !== '') {
    const item = readItem(rest, sum, last, fields);
    if (item === undefined) return undefined;
    rest = rest.slice(item).replace(/^[\s,]+/, '');
  }
  return sum.value(ago ? -1 : 1);
}

/** Adds the first item of `rest`; returns its length. */
function readItem(rest: string, sum: Sum, last: Unit, fields: string | undefined): number | undefined {
  const clock = /^([+-]?)(\d+):(\d{1,2})(?::(\d{1,2}(?:\.\d*)?))?(?![\d:])/.exec(rest);
  if (clock !== null) {
    const sign = clock[1] === '-' ? -1 : 1;
    const [hours, minutes, seconds] = clockFields(clock, fields);
    sum.add(sign * hours, 'hour');
    sum.add(sign * minutes, 'minute');
    sum.add(sign * seconds, 'second');
    return clock[0].length;
  }
  const yearMonth = /^([+-]?)(\d+)-(\d{1,2})(?=$|[\s,])/.exec(rest);
  if (yearMonth !== null) {
    const sign = yearMonth[1] === '-' ? -1 : 1;
    sum.add(sign * Number(yearMonth[2]), 'year');
    sum.add(sign * Number(yearMonth[3]), 'month');
    return yearMonth[0].length;
  }
  const quantity = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]+)?/.exec(rest);
  if (quantity === null) return undefined;
  // `1 02:03:04` of DAY TO SECOND: a bare number before a clock counts days.
  const beforeClock = /^[+-]?\d+\s+[+-]?\d+:/.test(rest);
  const word = quantity[2];
  const unit =
    word === undefined ? { unit: beforeClock ? ('day' as const) : last, count: 1 } : units.get(word);
  if (unit === undefined) return undefined;
  sum.add(Number(quantity[1]) * unit.count, unit.unit);
  return quantity[0].length;
}

/** `04:05` is hours and minutes, unless the qualifier says MINUTE TO SECOND. */
function clockFields(clock: RegExpExecArray, fields: string | undefined): [number, number, number] {
  const [, , one, two, three] = clock;
  if (three === undefined && fields === 'minute to second') return [0, Number(one), Number(two)];
  return [Number(one), Number(two), Number(three ?? 0)];
}

function readIso(text: string): IntervalValue | undefined {
  const number = '([+-]?\\d+(?:\\.\\d+)?)';
  const pattern = new RegExp(
    `^P(?:${number}Y)?(?:${number}M)?(?:${number}W)?(?:${number}D)?(?:T(?:${number}H)?(?:${number}M)?(?:${number}S)?)?$`,
  );
  const found = pattern.exec(text);
  if (found === null || text === 'P') return undefined;
  const sum = new Sum();
  const names: [Unit, number][] = [
    ['year', 1],
    ['month', 1],
    ['day', 7],
    ['day', 1],
    ['hour', 1],
    ['minute', 1],
    ['second', 1],
  ];
  for (const [index, [unit, count]] of names.entries()) sum.add(Number(found[index + 1] ?? 0) * count, unit);
  return sum.value(1);
}

/** Parts smaller than the qualifier's last unit are dropped, as Redshift documents. */
function truncate(value: IntervalValue, last: Unit): IntervalValue {
  if (last === 'year') return { months: value.months - (value.months % 12), days: 0, micros: 0n };
  if (last === 'month') return { months: value.months, days: 0, micros: 0n };
  if (last === 'day') return { ...value, micros: 0n };
  const unit = BigInt(last === 'second' ? 1 : microsOf[last]);
  return { ...value, micros: value.micros - (value.micros % unit) };
}
