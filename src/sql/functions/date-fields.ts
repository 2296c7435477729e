import { type DatePart, datePart, unsupportedDatePart } from '#sql/functions/date-parts.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import { date, float8, int4 } from '#sql/functions/return-types.ts';
import { type SqlType, typeFacts } from '#sql/types.ts';

const clockFields: DatePart[] = ['hour', 'minute', 'second', 'millisecond', 'microsecond', 'epoch'];
const zoneFields: DatePart[] = ['timezone', 'timezone_hour', 'timezone_minute'];

function spelling(type: SqlType): string {
  return type.name === 'array' ? 'array' : typeFacts[type.name].spelling;
}

function checkedPart(word: string, type: SqlType): DatePart {
  const part = datePart(word, spelling(type));
  const zoned = type.name === 'timestamptz' || type.name === 'timetz';
  const clock = type.name === 'time' || type.name === 'timetz';
  if (zoneFields.includes(part) && !zoned) throw unsupportedDatePart(word, spelling(type));
  if (clock && !clockFields.includes(part) && !zoneFields.includes(part)) {
    throw unsupportedDatePart(word, spelling(type));
  }
  return part;
}

/** DuckDB's DATE has no clock: such fields are read from midnight. */
function source(argument: BoundArgument, part: DatePart): string {
  const clock = argument.type.name === 'date' && clockFields.includes(part);
  return clock ? `CAST(${argument.sql} AS TIMESTAMP)` : argument.sql;
}

/** Whole fields, the same for EXTRACT and DATE_PART. */
function field(part: DatePart, moment: string): string {
  switch (part) {
    case 'dayofweek':
      return `date_part('dow', ${moment})`;
    case 'dayofyear':
      return `date_part('doy', ${moment})`;
    case 'decade':
      // The common calendar: decade 201 is 2000 to 2009 (documented), one more than DuckDB counts.
      return `(date_part('decade', ${moment}) + 1)`;
    default:
      return `date_part('${part}', ${moment})`;
  }
}

/** EXTRACT: each field without the parts above and below it. */
function emitExtract(args: BoundArgument[]): string {
  const [word, argument] = args as [BoundArgument, BoundArgument];
  const part = checkedPart(word.literal ?? '', argument.type);
  const moment = source(argument, part);
  const type = extractReturns(args).name === 'float8' ? 'DOUBLE' : 'INTEGER';
  switch (part) {
    case 'epoch':
      return `CAST(floor(date_part('epoch', ${moment})) AS ${type})`;
    case 'millisecond':
      return `CAST(date_part('microsecond', ${moment}) % 1000000 // 1000 AS ${type})`;
    case 'microsecond':
      return `CAST(date_part('microsecond', ${moment}) % 1000000 AS ${type})`;
    default:
      return `CAST(${field(part, moment)} AS ${type})`;
  }
}

function extractReturns(args: BoundArgument[]): SqlType {
  const part = datePart(args[0]!.literal, spelling(args[1]!.type));
  return part === 'epoch' || args[1]!.type.name === 'timestamptz' ? float8 : int4;
}

/** DATE_PART: seconds, milliseconds and microseconds are the whole seconds field with its fraction. */
function emitDatePart(args: BoundArgument[]): string {
  const [word, argument] = args as [BoundArgument, BoundArgument];
  const part = checkedPart(word.literal ?? '', argument.type);
  const moment = source(argument, part);
  switch (part) {
    case 'second':
      return `(date_part('microsecond', ${moment}) / 1000000.0::DOUBLE)`;
    case 'millisecond':
      return `(date_part('microsecond', ${moment}) / 1000.0::DOUBLE)`;
    default:
      return `CAST(${field(part, moment)} AS DOUBLE)`;
  }
}

export const dateFields: FunctionDefinition[] = [
  {
    name: 'extract',
    family: 'date and time',
    label: 'date_part',
    overloads: [{ args: ['date part', 'datetime'], returns: extractReturns, emit: emitExtract }],
  },
  {
    name: 'date_part',
    aliases: ['pgdate_part'],
    family: 'date and time',
    label: 'pgdate_part',
    overloads: [{ args: ['date part', 'datetime'], returns: float8, emit: emitDatePart }],
  },
  {
    // The name of a type called like a function is a cast; this one is in everyday use.
    name: 'date',
    family: 'date and time',
    overloads: [
      { args: ['date'], returns: date, emit: '{0}' },
      { args: ['timestamp'], returns: date, emit: 'CAST({0} AS DATE)' },
      { args: ['timestamptz'], returns: date, emit: 'CAST({0} AS DATE)' },
      { args: ['string'], returns: date, emit: 'rs_text_to_date({0})' },
    ],
  },
  {
    name: 'date_part_year',
    family: 'date and time',
    overloads: [{ args: ['date'], returns: int4, emit: 'CAST(year({0}) AS INTEGER)' }],
  },
];
