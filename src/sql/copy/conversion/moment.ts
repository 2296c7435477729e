import { quoteLiteral } from '#sql/quote.ts';

/** Parts of regular expressions, unanchored. */
export const isoDate = '\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}';
export const isoClock = '[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?';
export const zoneOffset = '\\s?[+-][0-9]{2}(:?[0-9]{2})?';

/** `'auto'`: the engine's cast of the text in ISO form, which TypeScript makes of any form that Redshift knows. */
export function automatic(field: string, kind: string, engineType: string): string {
  return `TRY_CAST(rs_copy_moment(${field}, ${quoteLiteral(kind)}) AS ${engineType})`;
}

const tokens: [RegExp, string[]][] = [
  [/^YYYY/i, ['%Y']],
  [/^YY/i, ['%y']],
  [/^MON/i, ['%b', '%B']],
  [/^MM/i, ['%m']],
  [/^DD/i, ['%d']],
  [/^HH24/i, ['%H']],
  [/^HH12/i, ['%I']],
  [/^HH/i, ['%H']],
  [/^MI/i, ['%M']],
  [/^SS/i, ['%S', '%S.%f']],
  [/^(AM|PM)/i, ['%p']],
];

/** TIMESTAMP by a pattern in Redshift's tokens, NULL where the text does not follow it. */
export function byPattern(field: string, pattern: string): string {
  const formats = strptimeFormats(pattern).map(quoteLiteral);
  return `try_strptime(trim(${field}), ${formats.length === 1 ? formats[0] : `[${formats.join(', ')}]`})`;
}

function strptimeFormats(pattern: string): string[] {
  let formats = [''];
  const isTwelve = /AM|PM/i.test(pattern);
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at);
    const token = tokens.find(([match]) => match.test(rest));
    const length = token === undefined ? 1 : token[0].exec(rest)![0].length;
    const words = token?.[1] ?? [rest[0] === '%' ? '%%' : rest[0]!];
    const chosen = isTwelve ? words.map((word) => (word === '%H' ? '%I' : word)) : words;
    formats = formats.flatMap((format) => chosen.map((word) => format + word));
    at += length;
  }
  return formats;
}
