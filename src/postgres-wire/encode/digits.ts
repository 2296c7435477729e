/** Writing numbers as ASCII digits without making strings. Every function returns where it ended. */

/** A whole number from 0 to 2^31 - 1. */
export function writeSmall(out: Buffer, at: number, value: number): number {
  let rest = value;
  const end = at + digitCount(value);
  let place = end;
  while (rest >= 10) {
    const quotient = (rest / 10) | 0;
    out[--place] = 48 + rest - quotient * 10;
    rest = quotient;
  }
  out[--place] = 48 + rest;
  return end;
}

/** A whole number from 0 to 2^53. */
export function writeWhole(out: Buffer, at: number, value: number): number {
  if (value <= 0x7fffffff) return writeSmall(out, at, value);
  const high = Math.floor(value / 1e8);
  return writePadded(out, writeWhole(out, at, high), value - high * 1e8, 8);
}

/** A whole number from 0 to 2^31 - 1 in exactly `width` digits. */
export function writePadded(out: Buffer, at: number, value: number, width: number): number {
  let rest = value;
  for (let place = at + width - 1; place >= at; place--) {
    const quotient = (rest / 10) | 0;
    out[place] = 48 + rest - quotient * 10;
    rest = quotient;
  }
  return at + width;
}

export function writeTwo(out: Buffer, at: number, value: number): number {
  const tens = (value / 10) | 0;
  out[at] = 48 + tens;
  out[at + 1] = 48 + value - tens * 10;
  return at + 2;
}

/** Short text of ASCII characters. */
export function writeAscii(out: Buffer, at: number, text: string): number {
  for (let index = 0; index < text.length; index++) out[at + index] = text.charCodeAt(index);
  return at + text.length;
}

function digitCount(value: number): number {
  if (value < 10000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  if (value < 100000000) return value < 1000000 ? (value < 100000 ? 5 : 6) : value < 10000000 ? 7 : 8;
  return value < 1000000000 ? 9 : 10;
}
