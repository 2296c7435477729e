import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { writeAscii } from '#postgres-wire/encode/digits.ts';
import { emptyInt32, int32View, joinHalves } from '#postgres-wire/encode/vector-views.ts';

const dayMicros = 86_400_000_000;

/** INTERVAL in all its forms, in the style that IntervalStyle calls `postgres`. */
export function intervalText(): ColumnEncoder {
  let words: Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      words = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 80,
    write: (row, out, at) => {
      const months = words[row * 4]!;
      const micros = intervalMicros(words, row);
      return writeAscii(out, at, formatInterval(months, micros));
    },
  };
}

/** Days and time of day in one count: Redshift's intervals have no days of their own. */
export function intervalMicros(words: Int32Array, row: number): number {
  return words[row * 4 + 1]! * dayMicros + joinHalves(words[row * 4 + 2]!, words[row * 4 + 3]!);
}

/**
 * `1 year 2 mons 3 days 04:05:06.7`. A part behind a negative one shows its plus sign, as PostgreSQL has it.
 */
export function formatInterval(months: number, micros: number): string {
  const parts: string[] = [];
  let afterNegative = false;
  const add = (count: number, unit: string) => {
    if (count === 0) return;
    const plus = afterNegative && count > 0 ? '+' : '';
    parts.push(`${plus}${count} ${unit}${count === 1 ? '' : 's'}`);
    afterNegative = count < 0;
  };
  add(Math.trunc(months / 12), 'year');
  add(months % 12, 'mon');
  add(Math.trunc(micros / dayMicros), 'day');
  const rest = micros % dayMicros;
  if (rest !== 0 || parts.length === 0) parts.push(formatTime(rest, afterNegative));
  return parts.join(' ');
}

function formatTime(micros: number, afterNegative: boolean): string {
  const size = Math.abs(micros);
  const seconds = Math.floor(size / 1e6);
  const two = (value: number) => String(value).padStart(2, '0');
  const fraction = size % 1e6;
  const tail = fraction === 0 ? '' : `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
  const sign = micros < 0 ? '-' : afterNegative ? '+' : '';
  return `${sign}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${tail}`;
}
