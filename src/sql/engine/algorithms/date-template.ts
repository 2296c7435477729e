/** Templates of TO_CHAR, TO_DATE and TO_TIMESTAMP: `YYYY-MM-DD HH24:MI`, `FMMonth DDth, "at" HH12 AM`. */

export type TemplateField =
  | 'century'
  | 'year'
  | 'year with comma'
  | 'year of three digits'
  | 'year of two digits'
  | 'year of one digit'
  | 'iso year'
  | 'iso year of three digits'
  | 'iso year of two digits'
  | 'iso year of one digit'
  | 'era'
  | 'era with dots'
  | 'quarter'
  | 'month name'
  | 'month abbreviation'
  | 'month'
  | 'month in Roman numerals'
  | 'week of month'
  | 'week of year'
  | 'iso week'
  | 'day name'
  | 'day abbreviation'
  | 'day of year'
  | 'iso day of year'
  | 'day of month'
  | 'day of week'
  | 'iso day of week'
  | 'julian day'
  | 'hour of 24'
  | 'hour of 12'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'microsecond'
  | 'second of day'
  | 'meridiem'
  | 'meridiem with dots'
  | 'zone'
  | 'zone offset';

export type LetterCase = 'upper' | 'title' | 'lower';

export interface FieldToken {
  kind: 'field';
  field: TemplateField;
  /** The pattern as written, for errors. */
  pattern: string;
  /** How names are written. */
  letters: LetterCase;
  /** FM: no padding with blanks or zeros. */
  fill: boolean;
  /** TH or th after the field: `1ST`, `1st`. */
  ordinal: 'upper' | 'lower' | undefined;
}
export interface TextToken {
  kind: 'text';
  text: string;
}
export type TemplateToken = FieldToken | TextToken;

/** Longest spellings first, so that `MONTH` is not read as `MON` and `TH`. */
const spellings: [string, TemplateField][] = [
  ['MONTH', 'month name'],
  ['Y,YYY', 'year with comma'],
  ['IYYY', 'iso year'],
  ['YYYY', 'year'],
  ['SSSS', 'second of day'],
  ['IDDD', 'iso day of year'],
  ['HH24', 'hour of 24'],
  ['HH12', 'hour of 12'],
  ['A.D.', 'era with dots'],
  ['B.C.', 'era with dots'],
  ['A.M.', 'meridiem with dots'],
  ['P.M.', 'meridiem with dots'],
  ['DAY', 'day name'],
  ['DDD', 'day of year'],
  ['IYY', 'iso year of three digits'],
  ['MON', 'month abbreviation'],
  ['YYY', 'year of three digits'],
  ['AD', 'era'],
  ['BC', 'era'],
  ['AM', 'meridiem'],
  ['PM', 'meridiem'],
  ['CC', 'century'],
  ['DD', 'day of month'],
  ['DY', 'day abbreviation'],
  ['HH', 'hour of 12'],
  ['ID', 'iso day of week'],
  ['IW', 'iso week'],
  ['IY', 'iso year of two digits'],
  ['MI', 'minute'],
  ['MM', 'month'],
  ['MS', 'millisecond'],
  ['OF', 'zone offset'],
  ['RM', 'month in Roman numerals'],
  ['SS', 'second'],
  ['TZ', 'zone'],
  ['US', 'microsecond'],
  ['WW', 'week of year'],
  ['YY', 'year of two digits'],
  ['D', 'day of week'],
  ['I', 'iso year of one digit'],
  ['J', 'julian day'],
  ['Q', 'quarter'],
  ['W', 'week of month'],
  ['Y', 'year of one digit'],
];

function lettersOf(written: string): LetterCase {
  const letters = written.replace(/[^A-Za-z]/g, '');
  if (/^[a-z]/.test(letters)) return 'lower';
  return letters.length > 1 && /^[A-Z][a-z]/.test(letters) ? 'title' : 'upper';
}

function readField(template: string, start: number): { token: FieldToken; end: number } | undefined {
  let position = start;
  const fill = /^FM/i.test(template.slice(position));
  if (fill) position += 2;
  const rest = template.slice(position).toUpperCase();
  const spelling = spellings.find(([text]) => rest.startsWith(text));
  if (spelling === undefined) return undefined;
  const written = template.slice(position, position + spelling[0].length);
  position += written.length;
  const suffix = /^(TH|th)/.exec(template.slice(position))?.[1];
  if (suffix !== undefined) position += 2;
  const ordinal = suffix === undefined ? undefined : suffix === 'TH' ? 'upper' : 'lower';
  const token: FieldToken = {
    kind: 'field',
    field: spelling[1],
    pattern: written,
    letters: lettersOf(written),
    fill,
    ordinal,
  };
  return { token, end: position };
}

/** Text in double quotes stands for itself; a backslash takes the next character as it is. */
function readText(template: string, start: number): { text: string; end: number } {
  if (template[start] === '"') {
    let text = '';
    let position = start + 1;
    while (position < template.length && template[position] !== '"') {
      if (template[position] === '\\' && position + 1 < template.length) position += 1;
      text += template[position];
      position += 1;
    }
    return { text, end: position + 1 };
  }
  if (/^FM/i.test(template.slice(start))) return { text: '', end: start + 2 };
  if (template[start] === '\\' && template[start + 1] === '"') return { text: '"', end: start + 2 };
  const character = String.fromCodePoint(template.codePointAt(start)!);
  return { text: character, end: start + character.length };
}

/** Reads a template; anything that is no pattern is text. */
export function readDateTemplate(template: string): TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let position = 0;
  while (position < template.length) {
    const field = readField(template, position);
    if (field !== undefined) {
      tokens.push(field.token);
      position = field.end;
      continue;
    }
    const { text, end } = readText(template, position);
    const last = tokens.at(-1);
    if (last?.kind === 'text') last.text += text;
    else tokens.push({ kind: 'text', text });
    position = end;
  }
  return tokens;
}
