import type { Scratch } from '#warehouse/copy/decode/text/scratch.ts';

const BACKSLASH = 0x5c;
const U = 0x75;
/** What stands behind a backslash, and the byte that it means. */
const ESCAPES = new Map([...'"\\/'].map((character) => [character.charCodeAt(0), character.charCodeAt(0)]));
for (const [index, character] of [...'bfnrt'].entries())
  ESCAPES.set(character.charCodeAt(0), [8, 12, 10, 13, 9][index]!);

/**
 * Puts a JSON string's text (the range between its quotes, known to be well-formed) into `scratch`, without escapes.
 * False when it holds half a surrogate pair, which is put as the three bytes that its code point would have.
 */
export function decodeJsonString(data: Uint8Array, start: number, end: number, scratch: Scratch): boolean {
  const first = data.indexOf(BACKSLASH, start);
  scratch.start(data, start, first < 0 || first > end ? end : first);
  let valid = true;
  for (let at = start + scratch.length; at < end; ) {
    const byte = data[at]!;
    if (byte !== BACKSLASH) {
      scratch.add(byte);
      at++;
      continue;
    }
    const escaped = data[at + 1]!;
    if (escaped !== U) {
      scratch.add(ESCAPES.get(escaped)!);
      at += 2;
      continue;
    }
    let point = hex(data, at + 2);
    at += 6;
    if (isHigh(point) && data[at] === BACKSLASH && data[at + 1] === U && at + 6 <= end) {
      const low = hex(data, at + 2);
      if (low >= 0xdc00 && low <= 0xdfff) {
        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        at += 6;
      }
    }
    if (point >= 0xd800 && point <= 0xdfff) valid = false;
    addUtf8(scratch, point);
  }
  return valid;
}

function isHigh(point: number): boolean {
  return point >= 0xd800 && point <= 0xdbff;
}

function hex(data: Uint8Array, at: number): number {
  let value = 0;
  for (let index = at; index < at + 4; index++) value = value * 16 + hexDigit(data[index]!);
  return value;
}

/** The value of a hexadecimal digit, -1 for another byte. */
export function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Whether the byte may stand behind a backslash, `u` aside. */
export function isEscape(byte: number): boolean {
  return ESCAPES.has(byte);
}

function addUtf8(scratch: Scratch, point: number): void {
  if (point < 0x80) {
    scratch.add(point);
    return;
  }
  if (point < 0x800) scratch.add(0xc0 | (point >> 6));
  else {
    if (point < 0x10000) scratch.add(0xe0 | (point >> 12));
    else {
      scratch.add(0xf0 | (point >> 18));
      scratch.add(0x80 | ((point >> 12) & 0x3f));
    }
    scratch.add(0x80 | ((point >> 6) & 0x3f));
  }
  scratch.add(0x80 | (point & 0x3f));
}
