import { type MomentToken, patternParts } from '#sql/copy/moment-pattern.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** Parts of regular expressions, unanchored. */
export const isoDate = '\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}';
export const isoClock = '[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?';
export const zoneOffset = '\\s?[+-][0-9]{2}(:?[0-9]{2})?';

/** Text in any form that `'auto'` knows: TypeScript makes the ISO form of it that the engine casts. */
export function automatic(field: string, kind: string, engineType: string): string {
  return `TRY_CAST(rs_copy_moment(${field}, '${kind}') AS ${engineType})`;
}

/** The engine's specifiers of a token; where there are several, text may be written in each way. */
const specifiers: Record<MomentToken, string[]> = {
  YYYY: ['%Y'],
  YY: ['%y'],
  MON: ['%b', '%B'],
  MM: ['%m'],
  DD: ['%d'],
  HH24: ['%H'],
  HH12: ['%I'],
  HH: ['%H'],
  MI: ['%M'],
  SS: ['%S', '%S.%f'],
  AM: ['%p'],
  PM: ['%p'],
};

/** A TIMESTAMP by a pattern in Redshift's tokens; NULL where the text does not follow it. */
export function byPattern(field: string, pattern: string): string {
  const formats = strptimeFormats(pattern).map(quoteLiteral);
  return `try_strptime(trim(${field}), [${formats.join(', ')}])`;
}

/** HH with AM or PM is an hour of twelve. */
function strptimeFormats(pattern: string): string[] {
  const parts = patternParts(pattern) ?? [];
  const isHalf = parts.some((part) => 'token' in part && (part.token === 'AM' || part.token === 'PM'));
  return parts.reduce<string[]>(
    (formats, part) => {
      const words = 'separator' in part ? [part.separator] : specifiers[part.token];
      return formats.flatMap((format) =>
        words.map((word) => format + (isHalf && word === '%H' ? '%I' : word)),
      );
    },
    [''],
  );
}
