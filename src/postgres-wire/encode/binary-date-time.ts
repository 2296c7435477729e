import { put32, put64, putWhole } from '#postgres-wire/encode/big-endian.ts';
import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { isInfinity, timetzMicros, timetzOffset } from '#postgres-wire/encode/date-time-text.ts';
import { intervalMicros } from '#postgres-wire/encode/interval-text.ts';
import {
  emptyInt32,
  int32View,
  isSafe,
  joinHalves,
  joinHalvesExactly,
} from '#postgres-wire/encode/vector-views.ts';

/** PostgreSQL counts from 2000-01-01, the engine from 1970-01-01. */
const epochDays = 10957;
const epochMicros = 946_684_800_000_000;
const infinityDay = 0x7fffffff;

function wordsEncoder(
  bytes: number,
  write: (words: Int32Array, row: number, out: Buffer, at: number) => number,
): ColumnEncoder {
  let words: Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      words = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * bytes,
    write: (row, out, at) => write(words, row, out, at),
  };
}

/** DATE: days since 2000-01-01. */
export function dateBinary(): ColumnEncoder {
  return wordsEncoder(4, (words, row, out, at) => {
    const day = words[row]!;
    if (day === infinityDay) return put32(out, at, infinityDay);
    if (day === -infinityDay) return put32(out, at, -infinityDay - 1);
    return put32(out, at, day - epochDays);
  });
}

/** TIMESTAMP and TIMESTAMPTZ: µs since 2000-01-01 UTC. */
export function timestampBinary(): ColumnEncoder {
  return wordsEncoder(8, (words, row, out, at) => {
    const low = words[row * 2]!;
    const high = words[row * 2 + 1]!;
    // Near the end of what a number holds, the other epoch is beyond it.
    const shifted = isSafe(high) ? joinHalves(low, high) - epochMicros : Number.NaN;
    if (Number.isSafeInteger(shifted)) return putWhole(out, at, shifted);
    if (isInfinity(low, high))
      return high > 0 ? put64(out, at, -1, infinityDay) : put64(out, at, 0, -0x80000000);
    return out.writeBigInt64BE(joinHalvesExactly(low, high) - BigInt(epochMicros), at);
  });
}

/** abstime: seconds since 1970-01-01 UTC. */
export function secondsBinary(): ColumnEncoder {
  return wordsEncoder(4, (words, row, out, at) => {
    const micros = joinHalves(words[row * 2]!, words[row * 2 + 1]!);
    return put32(out, at, Math.floor(micros / 1e6));
  });
}

/** TIME: µs since midnight. */
export function timeBinary(): ColumnEncoder {
  return wordsEncoder(8, (words, row, out, at) => put64(out, at, words[row * 2]!, words[row * 2 + 1]!));
}

/** TIMETZ: µs since midnight and seconds west of UTC. */
export function timetzBinary(): ColumnEncoder {
  return wordsEncoder(12, (words, row, out, at) => {
    const low = words[row * 2]!;
    const place = putWhole(out, at, timetzMicros(low, words[row * 2 + 1]!));
    return put32(out, place, -timetzOffset(low));
  });
}

/** INTERVAL: µs, days, months, in this order. */
export function intervalBinary(): ColumnEncoder {
  return wordsEncoder(16, (words, row, out, at) => {
    const place = put64(out, at, words[row * 4 + 2]!, words[row * 4 + 3]!);
    return put32(out, put32(out, place, words[row * 4 + 1]!), words[row * 4]!);
  });
}

/** INTERVAL YEAR TO MONTH: months. */
export function monthsBinary(): ColumnEncoder {
  return wordsEncoder(4, (words, row, out, at) => put32(out, at, words[row * 4]!));
}

/** INTERVAL DAY TO SECOND: µs. */
export function microsBinary(): ColumnEncoder {
  return wordsEncoder(8, (words, row, out, at) => putWhole(out, at, intervalMicros(words, row)));
}
