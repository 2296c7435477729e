/**
 * A place where bytes are no UTF-8 that Redshift loads. `error` is the number that the reason of code 1220 ends with, as
 * "Multibyte character load errors" of the developer guide lists them; 6 and 7 are noncharacters, which only
 * ACCEPTINVCHARS minds.
 */
export interface InvalidUtf8 {
  at: number;
  /** Bytes that ACCEPTINVCHARS replaces, one character each. */
  length: number;
  error: number;
  /** Bytes that the reason shows: those to replace, and the one that does not continue them. */
  shown: number;
}

/** The first invalid place from `start` to `end`. */
export function findInvalidUtf8(
  data: Uint8Array,
  start: number,
  end: number,
  noncharacters: boolean,
): InvalidUtf8 | undefined {
  for (let at = start; at < end; ) {
    const lead = data[at]!;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : lead < 0xfc ? 5 : 6;
    if (lead < 0xc0 || lead > 0xfd) return { at, length: 1, error: 3, shown: 1 };
    let length = 1;
    while (length < size && at + length < end && (data[at + length]! & 0xc0) === 0x80) length++;
    const error = length < size ? (at + length < end ? 4 : 2) : errorOf(data, at, size, noncharacters);
    if (error !== 0) return { at, length, error, shown: error === 4 ? length + 1 : length };
    at += size;
  }
  return undefined;
}

function errorOf(data: Uint8Array, at: number, size: number, noncharacters: boolean): number {
  if (size > 4) return 1;
  const lead = data[at]!;
  const second = data[at + 1]!;
  if (size === 2) return lead < 0xc2 ? 9 : 0;
  if (size === 3) {
    if (lead === 0xe0 && second < 0xa0) return 9;
    if (lead === 0xed && second > 0x9f) return 5;
  } else {
    if (lead === 0xf0 && second < 0x90) return 9;
    if (lead > 0xf4 || (lead === 0xf4 && second > 0x8f)) return 8;
  }
  return noncharacters ? noncharacterError(data, at, size) : 0;
}

function noncharacterError(data: Uint8Array, at: number, size: number): number {
  const last = data[at + size - 1]!;
  const third = data[at + size - 2]!;
  if (size === 3 && data[at] === 0xef && third === 0xb7 && last >= 0x90 && last <= 0xaf) return 6;
  const endsPlane = size === 3 ? data[at] === 0xef : (data[at + 1]! & 0x0f) === 0x0f;
  return endsPlane && third === 0xbf && last >= 0xbe ? 7 : 0;
}

const NONCHARACTERS = [Buffer.from([0xef, 0xb7]), Buffer.from([0xbf, 0xbe]), Buffer.from([0xbf, 0xbf])];

/** Whether valid UTF-8 may hold a noncharacter: a quick look that is sometimes wrong, never by a no. */
export function mayHoldNoncharacter(data: Buffer): boolean {
  return NONCHARACTERS.some((bytes) => data.includes(bytes));
}

/** The reason of code 1220. */
export function invalidUtf8Reason(data: Uint8Array, found: InvalidUtf8): string {
  const shown = [...data.subarray(found.at, found.at + found.shown)];
  const hex = shown.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: ${hex} (error ${found.error})`;
}

/** The range with each invalid byte replaced by the ASCII byte `replacement`; undefined where all is valid. */
export function replaceInvalidUtf8(
  data: Uint8Array,
  start: number,
  end: number,
  replacement: number,
): Buffer | undefined {
  let found = findInvalidUtf8(data, start, end, true);
  if (!found) return undefined;
  const text = Buffer.from(data.subarray(start, end));
  for (; found; found = findInvalidUtf8(data, found.at + found.length, end, true))
    text.fill(replacement, found.at - start, found.at - start + found.length);
  return text;
}
