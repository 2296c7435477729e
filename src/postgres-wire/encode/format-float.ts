/** C's `%.<digits>g`, which PostgreSQL 8 prints floats with; NaN and Infinity by name. */
export function formatFloat(value: number, digits: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const text = roundTieToEven(value.toExponential(digits - 1), value, digits);
  return fromExponential(text, digits);
}

/** JavaScript rounds a tie up, C to the even digit: an odd last digit then goes back by one. */
function roundTieToEven(text: string, value: number, digits: number): string {
  // The expansion of a tie is short: no more than 18 binary digits behind the point.
  if (!Number.isInteger(value * 262144)) return text;
  const [exact = ''] = value
    .toExponential(Math.min(digits + 40, 100))
    .replace(/[-.]/g, '')
    .split('e');
  if (!/^50*$/.test(exact.slice(digits))) return text;
  const last = text.indexOf('e') - 1;
  const digit = text.charCodeAt(last) - 48;
  if (digit % 2 === 0) return text;
  return text.slice(0, last) + String(digit - 1) + text.slice(last + 1);
}

function fromExponential(text: string, digits: number): string {
  const [mantissa = '', exponentText = '0'] = text.split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < digits) return withoutTrailingZeros(placePoint(mantissa, exponent));
  const sign = exponent < 0 ? '-' : '+';
  return `${withoutTrailingZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** `d.ddd` with its point moved by `exponent` places. */
function placePoint(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const all = mantissa.replace('-', '').replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${all}`;
  return `${sign}${all.slice(0, exponent + 1)}.${all.slice(exponent + 1)}`;
}

function withoutTrailingZeros(text: string): string {
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end--;
  if (text.charCodeAt(end - 1) === 46) end--;
  return text.slice(0, end);
}
