import type { LoadOption } from '#sql/ast.ts';
import type { DateFormat, TimeFormat } from '#sql/copy/copy-options.ts';
import { type GivenOptions, invalid } from '#sql/copy/given-options.ts';

export type MomentToken =
  | 'YYYY'
  | 'YY'
  | 'MON'
  | 'MM'
  | 'DD'
  | 'HH24'
  | 'HH12'
  | 'HH'
  | 'MI'
  | 'SS'
  | 'AM'
  | 'PM';

/** A part of a pattern: a token, or text that stands between. */
export type PatternPart = { token: MomentToken } | { separator: string };

const part = /YYYY|YY|MON|MM|DD|HH24|HH12|HH|MI|SS|AM|PM|[-/:., T]/iy;

/** The parts of a DATEFORMAT or TIMEFORMAT pattern; undefined where something in it is neither. */
export function patternParts(pattern: string): PatternPart[] | undefined {
  const parts: PatternPart[] = [];
  part.lastIndex = 0;
  while (part.lastIndex < pattern.length) {
    const found = part.exec(pattern)?.[0];
    if (found === undefined) {
      part.lastIndex = 0;
      return undefined;
    }
    parts.push(found.length === 1 ? { separator: found } : { token: found.toUpperCase() as MomentToken });
  }
  return parts;
}

export function readDateFormat(given: GivenOptions): DateFormat {
  const option = given.get('DATEFORMAT');
  if (option === undefined) return { kind: 'default' };
  return option.value === 'auto' ? { kind: 'auto' } : readPattern(option, dateTokens);
}

export function readTimeFormat(given: GivenOptions): TimeFormat {
  const option = given.get('TIMEFORMAT');
  if (option === undefined) return { kind: 'default' };
  if (option.value === 'auto' || option.value === 'epochsecs' || option.value === 'epochmillisecs') {
    return { kind: option.value };
  }
  return readPattern(option, [...dateTokens, ...clockTokens]);
}

const dateTokens: MomentToken[] = ['YYYY', 'YY', 'MON', 'MM', 'DD'];
const clockTokens: MomentToken[] = ['HH24', 'HH12', 'HH', 'MI', 'SS', 'AM', 'PM'];

/** Each thing once at most. */
const groups: MomentToken[][] = [
  ['YYYY', 'YY'],
  ['MON', 'MM'],
  ['DD'],
  ['HH24', 'HH12', 'HH'],
  ['MI'],
  ['SS'],
  ['AM', 'PM'],
];

function readPattern(option: LoadOption, wanted: MomentToken[]): { kind: 'pattern'; pattern: string } {
  const pattern = String(option.value);
  const parts = patternParts(pattern.trim());
  const tokens = (parts ?? []).flatMap((found) => ('token' in found ? [found.token] : []));
  const twice = groups.some((group) => tokens.filter((token) => group.includes(token)).length > 1);
  const isDate = tokens.some((token) => dateTokens.includes(token) && wanted.includes(token));
  const isClock = tokens.some((token) => clockTokens.includes(token) && wanted.includes(token));
  if (parts === undefined || twice || !(isDate || isClock)) {
    throw invalid(
      option,
      `Invalid ${option.name} "${pattern}"`,
      `A pattern is made of ${wanted.join(', ')} and the separators - / : . , and blank; or it is 'auto'.`,
    );
  }
  return { kind: 'pattern', pattern: pattern.trim() };
}
