import { fail } from '#base/errors.ts';
import { type NumberTemplate, numberTemplate } from '#sql/engine/algorithms/number-template.ts';

/** Digits of a number, rounded half away from zero to `places` after the point, without leading zeros. */
interface Digits {
  negative: boolean;
  whole: string;
  fraction: string;
}

/** Writes an exponent out: `1.5e3` is `1500`. */
function plain(text: string): string {
  const match = /^([+-]?)(\d*)\.?(\d*)[eE]([+-]?\d+)$/.exec(text);
  if (match === null) return text;
  const exponent = Number(match[4]);
  const digits = match[2]! + match[3]!;
  const point = match[2]!.length + exponent;
  if (point <= 0) return `${match[1]}0.${'0'.repeat(-point)}${digits}`;
  return `${match[1]}${digits.padEnd(point, '0').slice(0, point)}.${digits.slice(point)}`;
}

function digitsOf(text: string, places: number, shift: number): Digits {
  const match = /^([+-]?)(\d*)\.?(\d*)$/.exec(plain(text.trim()));
  if (match === null)
    throw fail('invalid_text_representation', `invalid input syntax for type numeric: "${text}"`);
  const fraction = match[3]!.padEnd(places + shift + 1, '0');
  const kept = BigInt(`${match[2]}${fraction.slice(0, places + shift)}` || '0');
  const rounded = kept + (fraction[places + shift]! >= '5' ? 1n : 0n);
  const all = String(rounded).padStart(places + 1, '0');
  const whole = all.slice(0, all.length - places);
  return { negative: match[1] === '-' && rounded !== 0n, whole, fraction: all.slice(all.length - places) };
}

const romanNumerals: [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(text: string, template: NumberTemplate): string {
  const digits = digitsOf(text, 0, 0);
  let value = Number(digits.whole);
  if (digits.negative || value < 1 || value > 3999) return '#'.repeat(15);
  let letters = '';
  for (const [amount, numeral] of romanNumerals) {
    for (; value >= amount; value -= amount) letters += numeral;
  }
  if (template.roman === 'lower') letters = letters.toLowerCase();
  return template.fill ? letters : letters.padStart(15);
}

function ordinal(whole: string, upper: boolean): string {
  const tens = Number(whole.slice(-2));
  const suffix = tens > 10 && tens < 14 ? 'TH' : (['TH', 'ST', 'ND', 'RD'][tens % 10] ?? 'TH');
  return upper ? suffix : suffix.toLowerCase();
}

/** What stands in each place: a digit, '' for nothing, ' ' for a blank. */
function placesOf(digits: Digits, template: NumberTemplate): { before: string[]; after: string[] } {
  const blank = template.fill ? '' : ' ';
  if (digits.whole.length > template.before && !(template.before === 0 && digits.whole === '0')) {
    return { before: Array(template.before).fill('#'), after: Array(template.after).fill('#') };
  }
  let last = template.after;
  if (template.fill) while (last > template.keptAfter && digits.fraction[last - 1] === '0') last -= 1;
  const after = [...digits.fraction].map((digit, index) => (index < last ? digit : ''));
  const lead = template.before - digits.whole.length;
  // A lone zero before the point is left out (`9.9` writes .5), unless nothing else would be there.
  const loneZero =
    digits.whole === '0' && template.after > 0 && template.zeroFrom === Number.POSITIVE_INFINITY;
  const hidden = loneZero && !(template.fill && last === 0);
  const before = Array.from({ length: template.before }, (_, index) => {
    if (index < lead) return index >= template.zeroFrom ? '0' : blank;
    return hidden ? blank : digits.whole[index - lead]!;
  });
  return { before, after };
}

/**
 * TO_CHAR of a number given as text, by PostgreSQL's rules: a place for the sign is kept before the first digit,
 * too many digits show as `#`.
 */
export function formatNumber(text: string, templateText: string): string {
  const template = numberTemplate(templateText);
  if (template.roman !== undefined) return roman(text, template);
  const digits = digitsOf(text, template.after, template.shift);
  const { before, after } = placesOf(digits, template);
  const places = [...before, ...after];
  const explicitSign = template.items.some((item) => item.kind === 'sign');
  const lastDigit = template.items.findLastIndex((item) => item.kind === 'digit' || item.kind === 'point');
  const firstDigit = template.items.findIndex((item) => item.kind === 'digit');
  const anchored = template.items.findIndex((item) => item.kind === 'sign' && item.style === 'S');
  const leading = leadingSign(digits, template, explicitSign, anchored >= 0 && anchored < firstDigit);
  const trailing = trailingSign(digits, template, anchored > lastDigit);
  let output = '';
  let place = 0;
  let signed = false;
  const sign = () => {
    if (!signed) output += leading;
    signed = true;
  };
  template.items.forEach((item, index) => {
    switch (item.kind) {
      case 'digit': {
        const written = places[place]!;
        if (written !== ' ' && written !== '') sign();
        output += written;
        place += 1;
        break;
      }
      case 'point':
        sign();
        output += '.';
        break;
      case 'group':
        output += signed ? item.text : template.fill ? '' : ' ';
        break;
      case 'sign':
        output += signText(item.style, digits.negative, template.fill);
        break;
      case 'currency':
        output += '$';
        break;
      case 'ordinal':
        if (!digits.negative && template.after === 0) output += ordinal(digits.whole, item.upper);
        break;
      case 'text':
        output += item.text;
        break;
    }
    if (index === lastDigit) output += trailing;
  });
  return output;
}

function leadingSign(digits: Digits, template: NumberTemplate, explicit: boolean, anchored: boolean): string {
  if (anchored) return digits.negative ? '-' : '+';
  if (explicit) return '';
  if (template.brackets) return digits.negative ? '<' : template.fill ? '' : ' ';
  if (digits.negative) return '-';
  return template.fill ? '' : ' ';
}

function trailingSign(digits: Digits, template: NumberTemplate, anchored: boolean): string {
  if (anchored) return digits.negative ? '-' : '+';
  if (!template.brackets) return '';
  return digits.negative ? '>' : template.fill ? '' : ' ';
}

function signText(style: 'S' | 'MI' | 'PL' | 'SG', negative: boolean, fill: boolean): string {
  switch (style) {
    case 'MI':
      return negative ? '-' : fill ? '' : ' ';
    case 'PL':
      return negative ? (fill ? '' : ' ') : '+';
    case 'SG':
      return negative ? '-' : '+';
    default:
      return '';
  }
}

/**
 * TO_NUMBER: the decimal that `text` holds in the template's form, as digits with the template's places after
 * the point. Text without a digit is 22P02.
 */
export function parseNumber(text: string, templateText: string): string {
  const template = numberTemplate(templateText);
  const input = text.trim();
  let position = 0;
  let negative = /^<.*>$/.test(input) || /-/.test(input);
  let whole = '';
  let fraction = '';
  let pointSeen = false;
  const skipSigns = () => {
    while (/[-+<> $]/.test(input[position] ?? '')) position += 1;
  };
  for (const item of template.items) {
    if (position >= input.length) break;
    if (item.kind === 'digit') {
      skipSigns();
      const character = input[position];
      if (character === undefined || !/\d/.test(character)) continue;
      if (pointSeen) fraction += character;
      else whole += character;
      position += 1;
    } else if (item.kind === 'point') {
      pointSeen = true;
      if (input[position] === '.') position += 1;
    } else if (item.kind === 'group') {
      if (input[position] === ',') position += 1;
    } else if (item.kind === 'currency') {
      skipSigns();
    } else if (item.kind === 'text') {
      position += item.text.length;
    }
  }
  if (whole === '' && fraction === '') {
    throw fail('invalid_text_representation', `invalid input syntax for type numeric: "${text}"`);
  }
  negative = negative && /[1-9]/.test(whole + fraction);
  const digits =
    template.after > 0 ? `${whole || '0'}.${fraction.padEnd(template.after, '0')}` : whole || '0';
  return negative ? `-${digits}` : digits;
}
