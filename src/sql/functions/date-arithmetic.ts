import { fail } from '#base/errors.ts';
import { type DatePart, datePart, unsupportedDatePart } from '#sql/functions/date-parts.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { date, float8, int8, timestamp, timestamptz } from '#sql/functions/return-types.ts';
import { cast } from '#sql/functions/sql-text.ts';
import { type SqlType, typeFacts } from '#sql/types.ts';

/** DuckDB's interval constructor for one unit of each part, and how many of that unit the part has. */
const intervalUnit: Partial<Record<DatePart, { make: string; factor: number; integer: string }>> = {
  millennium: { make: 'to_years', factor: 1000, integer: 'INTEGER' },
  century: { make: 'to_years', factor: 100, integer: 'INTEGER' },
  decade: { make: 'to_years', factor: 10, integer: 'INTEGER' },
  year: { make: 'to_years', factor: 1, integer: 'INTEGER' },
  quarter: { make: 'to_months', factor: 3, integer: 'INTEGER' },
  month: { make: 'to_months', factor: 1, integer: 'INTEGER' },
  week: { make: 'to_days', factor: 7, integer: 'INTEGER' },
  day: { make: 'to_days', factor: 1, integer: 'INTEGER' },
  dayofweek: { make: 'to_days', factor: 1, integer: 'INTEGER' },
  dayofyear: { make: 'to_days', factor: 1, integer: 'INTEGER' },
  hour: { make: 'to_hours', factor: 1, integer: 'BIGINT' },
  minute: { make: 'to_minutes', factor: 1, integer: 'BIGINT' },
  second: { make: 'to_seconds', factor: 1, integer: 'BIGINT' },
  epoch: { make: 'to_seconds', factor: 1, integer: 'BIGINT' },
  millisecond: { make: 'to_microseconds', factor: 1000, integer: 'BIGINT' },
  microsecond: { make: 'to_microseconds', factor: 1, integer: 'BIGINT' },
};

const clockParts: DatePart[] = ['hour', 'minute', 'second', 'millisecond', 'microsecond', 'epoch'];

function isClock(type: SqlType): boolean {
  return type.name === 'time' || type.name === 'timetz';
}

/** DuckDB interval of `count` parts; throws 0A000 for a part that `type` does not have. */
function intervalOf(part: DatePart, word: string, count: BoundArgument, type: SqlType): string {
  const unit = intervalUnit[part];
  const fits = unit !== undefined && (!isClock(type) || clockParts.includes(part));
  if (!fits) throw unsupportedDatePart(word, spelling(type));
  const amount = cast(count.sql, unit.integer);
  return `${unit.make}(${unit.factor === 1 ? amount : `${amount} * ${unit.factor}`})`;
}

function spelling(type: SqlType): string {
  return type.name === 'array' ? 'array' : typeFacts[type.name].spelling;
}

function dateAddReturns(args: BoundArgument[]): SqlType {
  const { type } = args[2]!;
  return type.name === 'date' ? timestamp : type;
}

function emitDateAdd(args: BoundArgument[]): string {
  const [part, count, moment] = args as [BoundArgument, BoundArgument, BoundArgument];
  const word = part.literal ?? '';
  const interval = intervalOf(datePart(word, spelling(moment.type)), word, count, moment.type);
  const from = moment.type.name === 'date' ? cast(moment.sql, 'TIMESTAMP') : moment.sql;
  // Documented: a year after February 29 is March 1, though twelve months after it is February 28.
  return interval.startsWith('to_years') ? `rs_add_years(${from}, ${interval})` : `(${from} + ${interval})`;
}

/** DuckDB's name of the boundary that DATEDIFF counts. */
function boundary(part: DatePart, word: string): string {
  if (part === 'dayofweek' || part === 'dayofyear') return 'day';
  if (part === 'epoch') return 'second';
  if (intervalUnit[part] === undefined) throw unsupportedDatePart(word, 'timestamp');
  return part;
}

/** One side of DATEDIFF. A week begins on Sunday here, so days are moved by one to meet DuckDB's Monday. */
function dateDiffSide(argument: BoundArgument, part: DatePart, dates: boolean): string {
  const { sql, type } = argument;
  if (type.name === 'time') return sql;
  if (type.name === 'timetz') return `CAST(${sql} AT TIME ZONE 'UTC' AS TIME)`;
  const moment = dates ? sql : cast(sql, 'TIMESTAMP');
  return part === 'week' ? `(${moment} + ${dates ? '1' : 'to_days(1)'})` : moment;
}

function emitDateDiff(args: BoundArgument[]): string {
  const [word, from, to] = args as [BoundArgument, BoundArgument, BoundArgument];
  const part = datePart(word.literal, spelling(from.type));
  const clock = isClock(from.type) || isClock(to.type);
  if (isClock(from.type) !== isClock(to.type)) {
    const types = `"unknown", ${spelling(from.type)}, ${spelling(to.type)}`;
    throw fail('undefined_function', `function date_diff(${types}) does not exist`);
  }
  if (clock && !clockParts.includes(part)) throw unsupportedDatePart(word.literal ?? '', spelling(from.type));
  const dates = from.type.name === 'date' && to.type.name === 'date';
  const unit = boundary(part, word.literal ?? '');
  return `date_diff('${unit}', ${dateDiffSide(from, part, dates)}, ${dateDiffSide(to, part, dates)})`;
}

const truncatable: DatePart[] = [
  'millennium',
  'century',
  'decade',
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
  'microsecond',
];

function dateTruncReturns(args: BoundArgument[]): SqlType {
  const { type } = args[1]!;
  if (isClock(type)) throw unsupportedDatePart(args[0]!.literal ?? '', spelling(type));
  return type.name === 'timestamptz' ? timestamptz : timestamp;
}

function emitDateTrunc(args: BoundArgument[]): string {
  const [word, moment] = args as [BoundArgument, BoundArgument];
  const part = datePart(word.literal, spelling(moment.type));
  if (!truncatable.includes(part)) throw unsupportedDatePart(word.literal ?? '', spelling(moment.type));
  const from = moment.type.name === 'date' ? cast(moment.sql, 'TIMESTAMP') : moment.sql;
  // The first year of a century is 1901, of a millennium 1001, where the engine takes 1900 and 1000.
  if (part === 'century' || part === 'millennium') {
    return `(date_trunc('${part}', ${from} - INTERVAL 1 YEAR) + INTERVAL 1 YEAR)`;
  }
  return `date_trunc('${part}', ${from})`;
}

export const dateArithmetic: FunctionDefinition[] = [
  {
    name: 'dateadd',
    aliases: ['date_add'],
    family: 'date and time',
    label: 'date_add',
    overloads: [{ args: ['date part', 'integer', 'datetime'], returns: dateAddReturns, emit: emitDateAdd }],
  },
  {
    name: 'datediff',
    aliases: ['date_diff'],
    family: 'date and time',
    label: 'date_diff',
    overloads: [{ args: ['date part', 'datetime', 'datetime'], returns: int8, emit: emitDateDiff }],
  },
  {
    name: 'date_trunc',
    family: 'date and time',
    overloads: [{ args: ['date part', 'datetime'], returns: dateTruncReturns, emit: emitDateTrunc }],
  },
  {
    name: 'add_months',
    family: 'date and time',
    overloads: [{ args: ['timestamp', 'integer'], returns: timestamp, emit: 'rs_add_months({0}, {1})' }],
  },
  {
    name: 'months_between',
    family: 'date and time',
    overloads: [{ args: ['timestamp', 'timestamp'], returns: float8, emit: 'rs_months_between({0}, {1})' }],
  },
  {
    name: 'last_day',
    family: 'date and time',
    overloads: [{ args: ['timestamp'], returns: date, emit: 'last_day({0})' }],
  },
  {
    name: 'next_day',
    family: 'date and time',
    overloads: [
      { args: ['timestamp', 'string'], returns: date, emit: 'rs_next_day(CAST({0} AS DATE), {1})' },
    ],
  },
];
