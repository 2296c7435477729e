import { fail } from '#base/errors.ts';

/**
 * Regular expressions that the engine's own matcher does not know (look-around, back references, the place of the
 * n-th match), run row by row. POSIX classes are written out; the rest is read alike by both.
 */

const posixClasses: Record<string, string> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  graph: '!-~',
  print: ' -~',
  word: '\\w',
};

const compiled = new Map<string, RegExp>();

function compile(pattern: string, parameters: string): RegExp {
  const flags = parameters.includes('i') ? 'giu' : 'gu';
  const key = `${flags}:${pattern}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    if (compiled.size > 200) compiled.clear();
    expression = build(pattern, flags);
    compiled.set(key, expression);
  }
  return expression;
}

function build(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(/\[:(\w+):\]/g, (whole, name: string) => posixClasses[name] ?? whole)
    .replace(/\[\]/g, '[\\]')
    .replace(/\[\^\]/g, '[^\\]');
  for (const attempt of [flags, flags.replace('u', '')]) {
    try {
      return new RegExp(source, attempt);
    } catch {
      // Unicode mode refuses needless escapes that the other mode takes.
    }
  }
  throw fail('invalid_parameter_value', `Invalid regular expression: ${pattern}`);
}

interface Match {
  /** Offsets in UTF-16 units. */
  start: number;
  end: number;
  text: string;
  groups: (string | undefined)[];
}

/** Offset of the character at a 1-based position; positions below 1 are the first character. */
function offsetOf(text: string, position: number): number | undefined {
  if (position <= 1) return 0;
  const characters = [...text];
  if (position > characters.length) return undefined;
  return characters.slice(0, position - 1).join('').length;
}

function matches(text: string, pattern: string, position: number, parameters: string): Match[] {
  const start = offsetOf(text, position);
  if (start === undefined) return [];
  const found = [...text.slice(start).matchAll(compile(pattern, parameters))];
  return found.map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    text: match[0],
    groups: match.slice(1),
  }));
}

export function regexpCount(text: string, pattern: string, position: number, parameters: string): number {
  return matches(text, pattern, position, parameters).length;
}

/** 1-based place where the match begins, or (`option` 1) of the character after it; 0 without a match. */
export function regexpInstr(
  text: string,
  pattern: string,
  position: number,
  occurrence: number,
  option: number,
  parameters: string,
): number {
  const match = matches(text, pattern, position, parameters)[occurrence - 1];
  if (match === undefined) return 0;
  let { start, end } = match;
  const group = match.groups[0];
  if (parameters.includes('e') && group !== undefined) {
    start += match.text.indexOf(group);
    end = start + group.length;
  }
  return [...text.slice(0, option === 1 ? end : start)].length + 1;
}

/** The match, or with `e` its first sub-expression; '' without a match, NULL for an occurrence below 1. */
export function regexpSubstr(
  text: string,
  pattern: string,
  position: number,
  occurrence: number,
  parameters: string,
): string | null {
  if (occurrence < 1) return null;
  const match = matches(text, pattern, position, parameters)[occurrence - 1];
  if (match === undefined) return '';
  return parameters.includes('e') && match.groups.length > 0 ? (match.groups[0] ?? '') : match.text;
}

/** Replaces every match from `position` on. References to groups are `\1`, in the Perl dialect (`p`) `$1`. */
export function regexpReplace(
  text: string,
  pattern: string,
  replacement: string,
  position: number,
  parameters: string,
): string {
  const reference = parameters.includes('p') ? /\$(\d)/g : /\\(\d)/g;
  let output = '';
  let end = 0;
  for (const match of matches(text, pattern, position, parameters)) {
    const filled = replacement.replace(reference, (_, number: string) =>
      number === '0' ? match.text : (match.groups[Number(number) - 1] ?? ''),
    );
    output += text.slice(end, match.start) + filled;
    end = match.end;
  }
  return output + text.slice(end);
}
