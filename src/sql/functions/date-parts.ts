import { fail } from '#base/errors.ts';

/** Date parts by the word that stands for them. `m` is minute, `mon` is month. */
const wordsByPart = {
  millennium: ['millennia', 'mil', 'mils', 'millenniums'],
  century: ['centuries', 'c', 'cent', 'cents'],
  decade: ['decades', 'dec', 'decs'],
  year: ['years', 'y', 'yr', 'yrs'],
  quarter: ['quarters', 'qtr', 'qtrs'],
  month: ['months', 'mon', 'mons'],
  week: ['weeks', 'w'],
  dayofweek: ['dow', 'dw', 'weekday'],
  dayofyear: ['doy', 'dy', 'yearday'],
  day: ['days', 'd'],
  hour: ['hours', 'h', 'hr', 'hrs'],
  minute: ['minutes', 'm', 'min', 'mins'],
  second: ['seconds', 's', 'sec', 'secs'],
  millisecond: [
    'milliseconds',
    'ms',
    'msec',
    'msecs',
    'msecond',
    'mseconds',
    'millisec',
    'millisecs',
    'millisecon',
  ],
  microsecond: [
    'microseconds',
    'microsec',
    'microsecs',
    'microsecond',
    'usecond',
    'useconds',
    'us',
    'usec',
    'usecs',
  ],
  epoch: [],
  isoyear: [],
  timezone: [],
  timezone_hour: [],
  timezone_minute: [],
} as const;

export type DatePart = keyof typeof wordsByPart;

const partByWord = new Map<string, DatePart>(
  Object.entries(wordsByPart).flatMap(([part, words]) =>
    [part, ...words].map((word) => [word, part as DatePart] as const),
  ),
);

/**
 * The date part that a word or string names, in any case.
 * Source: "Date parts for date or timestamp functions". An unknown word is 22023, as PostgreSQL says it.
 */
export function datePart(word: string | undefined, typeSpelling = 'timestamp'): DatePart {
  const part = partByWord.get((word ?? '').toLowerCase().trim());
  if (part === undefined) throw unknownDatePart(word ?? '', typeSpelling);
  return part;
}

export function unknownDatePart(word: string, typeSpelling: string) {
  return fail('invalid_parameter_value', `${typeSpelling} units "${word}" not recognized`);
}

/** A part that a type does not have, or that a function cannot count in. */
export function unsupportedDatePart(word: string, typeSpelling: string) {
  return fail('feature_not_supported', `${typeSpelling} units "${word}" not supported`);
}
