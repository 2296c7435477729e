import { notSupported } from '#base/errors.ts';

/** Templates of TO_CHAR and TO_NUMBER for numbers: `FM99G999D00S`. */
export type NumberItem =
  | { kind: 'digit'; zero: boolean }
  | { kind: 'point' }
  | { kind: 'group'; text: string }
  | { kind: 'sign'; style: 'S' | 'MI' | 'PL' | 'SG' }
  | { kind: 'currency' }
  | { kind: 'ordinal'; upper: boolean }
  | { kind: 'text'; text: string };

export interface NumberTemplate {
  items: NumberItem[];
  /** Places for digits before and after the point. */
  before: number;
  after: number;
  /** Place before the point from which zeros are written, or Infinity. */
  zeroFrom: number;
  /** Places after the point that are written even when they are trailing zeros in FM. */
  keptAfter: number;
  fill: boolean;
  brackets: boolean;
  roman: 'upper' | 'lower' | undefined;
  /** V: the number is multiplied by ten to this power. */
  shift: number;
}

const patterns = [
  'EEEE',
  'FM',
  'MI',
  'PL',
  'PR',
  'RN',
  'SG',
  'TH',
  '0',
  '9',
  '.',
  ',',
  'D',
  'G',
  'L',
  'S',
  'V',
  'B',
];

/** Reads a template; anything that is no pattern is text. */
export function readNumberTemplate(text: string): NumberTemplate {
  const template: NumberTemplate = {
    items: [],
    before: 0,
    after: 0,
    zeroFrom: Number.POSITIVE_INFINITY,
    keptAfter: 0,
    fill: false,
    brackets: false,
    roman: undefined,
    shift: 0,
  };
  let position = 0;
  let stage: 'before' | 'after' | 'shifted' = 'before';
  while (position < text.length) {
    const rest = text.slice(position).toUpperCase();
    const pattern = patterns.find((candidate) => rest.startsWith(candidate));
    if (pattern === undefined) {
      const { literal, end } = readLiteral(text, position);
      template.items.push({ kind: 'text', text: literal });
      position = end;
      continue;
    }
    const upper = text.slice(position, position + pattern.length) === pattern;
    position += pattern.length;
    switch (pattern) {
      case '0':
      case '9':
        addDigit(template, stage, pattern === '0');
        break;
      case '.':
      case 'D':
        stage = 'after';
        template.items.push({ kind: 'point' });
        break;
      case 'V':
        stage = 'shifted';
        break;
      case ',':
      case 'G':
        template.items.push({ kind: 'group', text: ',' });
        break;
      case 'L':
        template.items.push({ kind: 'currency' });
        break;
      case 'S':
      case 'MI':
      case 'PL':
      case 'SG':
        template.items.push({ kind: 'sign', style: pattern });
        break;
      case 'TH':
        template.items.push({ kind: 'ordinal', upper });
        break;
      case 'PR':
        template.brackets = true;
        break;
      case 'FM':
        template.fill = true;
        break;
      case 'RN':
        template.roman = upper ? 'upper' : 'lower';
        break;
      case 'EEEE':
        throw notSupported('The numeric format pattern EEEE');
      default:
        break;
    }
  }
  return template;
}

function addDigit(template: NumberTemplate, stage: 'before' | 'after' | 'shifted', zero: boolean): void {
  template.items.push({ kind: 'digit', zero });
  if (stage === 'after') {
    template.after += 1;
    if (zero) template.keptAfter = template.after;
    return;
  }
  if (zero && template.zeroFrom > template.before) template.zeroFrom = template.before;
  template.before += 1;
  if (stage === 'shifted') template.shift += 1;
}

function readLiteral(text: string, start: number): { literal: string; end: number } {
  if (text[start] !== '"') return { literal: text[start]!, end: start + 1 };
  const close = text.indexOf('"', start + 1);
  const end = close < 0 ? text.length : close;
  return { literal: text.slice(start + 1, end), end: end + 1 };
}

const known = new Map<string, NumberTemplate>();

/** A template read before; the few that a query uses are kept. */
export function numberTemplate(text: string): NumberTemplate {
  let template = known.get(text);
  if (template === undefined) {
    if (known.size > 200) known.clear();
    template = readNumberTemplate(text);
    known.set(text, template);
  }
  return template;
}
