/** Quick tests of the plainest spellings, of which bulk data consists: what passes is the value's text already. */

const minus = 45;
const point = 46;
const zero = 48;

/** An optional minus and 1 to `digitsMax` digits. */
export function isPlainInteger(text: string, digitsMax: number): boolean {
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  const digits = text.length - start;
  return digits > 0 && digits <= digitsMax && areDigits(text, start, text.length);
}

/** An optional minus, digits, and perhaps a point with digits, that fit the precision and scale as they are. */
export function isPlainDecimal(text: string, precision: number, scale: number): boolean {
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  const dot = text.indexOf('.', start);
  const whole = dot < 0 ? text.length : dot;
  if (whole === start || whole - start > precision - scale || !areDigits(text, start, whole)) return false;
  if (dot < 0) return true;
  const places = text.length - dot - 1;
  return places > 0 && places <= scale && areDigits(text, dot + 1, text.length);
}

/** `2008-02-15`; the days beyond the 28th are left to the reader that knows the months. */
export function isPlainDate(text: string): boolean {
  return text.length === 10 && startsWithDate(text);
}

/** `2008-02-15 04:05:06`, perhaps with up to six places of the second. */
export function isPlainTimestamp(text: string): boolean {
  if (text.length < 19 || text.length > 26 || !startsWithDate(text)) return false;
  if (text[10] !== ' ' || text[13] !== ':' || text[16] !== ':') return false;
  if (!(twoDigits(text, 11) < 24 && twoDigits(text, 14) < 60 && twoDigits(text, 17) < 60)) return false;
  if (text.length === 19) return true;
  return text.charCodeAt(19) === point && text.length > 20 && areDigits(text, 20, text.length);
}

function startsWithDate(text: string): boolean {
  if (text[4] !== '-' || text[7] !== '-' || !areDigits(text, 0, 4)) return false;
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  // The year 0 is none.
  return month >= 1 && month <= 12 && day >= 1 && day <= 28 && text.slice(0, 4) !== '0000';
}

/** NaN when they are no digits. */
function twoDigits(text: string, at: number): number {
  if (!areDigits(text, at, at + 2)) return Number.NaN;
  return (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;
}

function areDigits(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - zero;
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return true;
}
