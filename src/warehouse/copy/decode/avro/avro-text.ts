import type { AvroCursor } from '#warehouse/copy/decode/avro/avro-cursor.ts';
import type { Logical } from '#warehouse/copy/decode/avro/avro-schema.ts';

const MICROS_OF_DAY = 86_400_000_000n;

/** The shortest decimal text that reads back as the same single-precision number. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

/** A number of two's complement, big-endian, with `scale` digits behind the point. */
export function decimalText(bytes: Buffer, scale: number): string {
  const hex = bytes.toString('hex');
  const value = hex === '' ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale > 0 ? `${whole}.${digits.slice(digits.length - scale)}` : whole;
  return value < 0n ? `-${text}` : text;
}

/** What an int or long with a logical type means, as COPY reads dates and times; undefined for other logical types. */
export function timeText(value: number | bigint, logical: Logical): string | undefined {
  if (logical.kind === 'date') return dateText(BigInt(value));
  const micros = BigInt(value) * (logical.kind.endsWith('-millis') ? 1000n : 1n);
  const days = floorDivide(micros, MICROS_OF_DAY);
  const time = clockText(micros - days * MICROS_OF_DAY);
  if (logical.kind.startsWith('time-')) return days === 0n ? time : String(value);
  return logical.kind.includes('timestamp-') ? `${dateText(days)} ${time}` : undefined;
}

/** `days` after 1970-01-01; the number itself where the calendar has no such year. */
function dateText(days: bigint): string {
  const date = new Date(Number(days) * 86_400_000);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : String(days);
}

function clockText(micros: bigint): string {
  const seconds = Number(micros / 1_000_000n);
  const fraction = String(micros % 1_000_000n).padStart(6, '0');
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const text = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return fraction === '000000' ? text : `${text}.${fraction}`;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

export function readFloat(cursor: AvroCursor): number {
  return cursor.data.readFloatLE(cursor.skip(4));
}

export function readDouble(cursor: AvroCursor): number {
  return cursor.data.readDoubleLE(cursor.skip(8));
}
