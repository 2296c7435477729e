import type { Parser } from '#sql/parser/parser.ts';

/** `[CASCADE | RESTRICT]`: true for CASCADE. */
export function parseCascade(parser: Parser): boolean {
  return parser.acceptOneOf(['cascade', 'restrict'] as const) === 'cascade';
}
