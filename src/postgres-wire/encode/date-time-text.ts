import { civilFromDays, writeDate, writeOffset, writeTime } from '#postgres-wire/encode/calendar.ts';
import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { writeAscii } from '#postgres-wire/encode/digits.ts';
import {
  emptyInt32,
  int32View,
  isSafe,
  joinHalves,
  joinHalvesExactly,
} from '#postgres-wire/encode/vector-views.ts';

const dayMicros = 86_400_000_000;
const infinityDay = 0x7fffffff;
/** 0001-01-01. */
const firstDayOfOurEra = -719162;

const daysKept = 4096;

/** Texts of days already seen, as days recur in most data. A day's place is its number's low bits. */
class DayText {
  private readonly days = new Int32Array(daysKept).fill(0x7fffffff);
  private readonly lengths = new Uint8Array(daysKept);
  private readonly texts = Buffer.alloc(daysKept * 16);
  beforeChrist = false;

  write(out: Buffer, at: number, day: number): number {
    const slot = day & (daysKept - 1);
    if (this.days[slot] !== day) this.make(slot, day);
    const texts = this.texts;
    const start = slot * 16;
    const length = this.lengths[slot]!;
    this.beforeChrist = day < firstDayOfOurEra;
    for (let index = 0; index < length; index++) out[at + index] = texts[start + index]!;
    return at + length;
  }

  private make(slot: number, day: number): void {
    this.days[slot] = day;
    this.lengths[slot] = writeDate(this.texts, slot * 16, civilFromDays(day)) - slot * 16;
  }
}

export function dateText(): ColumnEncoder {
  let days: Int32Array = emptyInt32;
  const dayText = new DayText();
  return {
    bind: (vector) => {
      days = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 20,
    write: (row, out, at) => {
      const day = days[row]!;
      if (day === infinityDay || day === -infinityDay) return writeInfinity(out, at, day);
      return writeEra(out, dayText.write(out, at, day), dayText);
    },
  };
}

/** TIMESTAMP; with `zoneOffset`, TIMESTAMPTZ in the session's time zone with the offset behind it. */
export function timestampText(zoneOffset?: (secondsUtc: number) => number): ColumnEncoder {
  let halves: Int32Array = emptyInt32;
  const dayText = new DayText();
  const writeInstant = (out: Buffer, at: number, seconds: number, micros: number): number => {
    const offset = zoneOffset === undefined ? 0 : zoneOffset(seconds);
    const local = seconds + offset;
    const day = Math.floor(local / 86400);
    let place = dayText.write(out, at, day);
    out[place++] = 32;
    place = writeTime(out, place, local - day * 86400, micros);
    if (zoneOffset !== undefined) place = writeOffset(out, place, offset);
    return writeEra(out, place, dayText);
  };
  return {
    bind: (vector) => {
      halves = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 48,
    write: (row, out, at) => {
      const low = halves[row * 2]!;
      const high = halves[row * 2 + 1]!;
      if (isSafe(high)) {
        const value = joinHalves(low, high);
        const seconds = Math.floor(value / 1e6);
        return writeInstant(out, at, seconds, value - seconds * 1e6);
      }
      if (isInfinity(low, high)) return writeInfinity(out, at, high);
      const value = joinHalvesExactly(low, high);
      const micros = ((value % 1_000_000n) + 1_000_000n) % 1_000_000n;
      return writeInstant(out, at, Number((value - micros) / 1_000_000n), Number(micros));
    },
  };
}

export function timeText(): ColumnEncoder {
  let halves: Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      halves = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 16,
    write: (row, out, at) => {
      const value = joinHalves(halves[row * 2]!, halves[row * 2 + 1]!);
      return writeTimeOfDay(out, at, value);
    },
  };
}

export function timetzText(): ColumnEncoder {
  let halves: Int32Array = emptyInt32;
  return {
    bind: (vector) => {
      halves = int32View(vector);
    },
    bytesMax: (from, to) => (to - from) * 28,
    write: (row, out, at) => {
      const low = halves[row * 2]!;
      const high = halves[row * 2 + 1]!;
      const place = writeTimeOfDay(out, at, timetzMicros(low, high));
      return writeOffset(out, place, timetzOffset(low));
    },
  };
}

/** The engine keeps TIMETZ as µs of the day in the upper 40 bits and 57599 − offset in the lower 24. */
export function timetzMicros(low: number, high: number): number {
  return (high >>> 0) * 256 + (low >>> 24);
}

/** Seconds east of UTC. */
export function timetzOffset(low: number): number {
  return 57599 - (low & 0xffffff);
}

/** Infinite timestamps are ±(2^63 − 1). */
export function isInfinity(low: number, high: number): boolean {
  return (high === 0x7fffffff && low === -1) || (high === -0x80000000 && low === 1);
}

function writeTimeOfDay(out: Buffer, at: number, micros: number): number {
  const whole = Math.min(micros, dayMicros);
  const seconds = Math.floor(whole / 1e6);
  return writeTime(out, at, seconds, whole - seconds * 1e6);
}

function writeInfinity(out: Buffer, at: number, sign: number): number {
  return writeAscii(out, at, sign < 0 ? '-infinity' : 'infinity');
}

function writeEra(out: Buffer, at: number, dayText: DayText): number {
  return dayText.beforeChrist ? writeAscii(out, at, ' BC') : at;
}
