/**
 * How tightly operators bind, by PostgreSQL 8.0's grammar, from which Redshift's comes:
 * `<>`, `<=`, `||` and all unlisted operators are stronger than LIKE, IN and `<`, and weaker than IS.
 */
export const precedence = {
  or: 1,
  and: 2,
  not: 3,
  equal: 4,
  less: 5,
  like: 6,
  overlaps: 7,
  between: 8,
  in: 9,
  other: 10,
  is: 11,
  sum: 12,
  product: 13,
  power: 14,
  at: 15,
  sign: 16,
  cast: 17,
} as const;

const levels: ReadonlyMap<string, number> = new Map<string, number>([
  ['or', precedence.or],
  ['and', precedence.and],
  ['=', precedence.equal],
  ['<', precedence.less],
  ['>', precedence.less],
  ['like', precedence.like],
  ['ilike', precedence.like],
  ['similar', precedence.like],
  ['overlaps', precedence.overlaps],
  ['between', precedence.between],
  ['in', precedence.in],
  ['operator', precedence.other],
  ['is', precedence.is],
  ['isnull', precedence.is],
  ['notnull', precedence.is],
  ['+', precedence.sum],
  ['-', precedence.sum],
  ['*', precedence.product],
  ['/', precedence.product],
  ['%', precedence.product],
  ['^', precedence.power],
  ['at', precedence.at],
  ['collate', precedence.at],
  ['::', precedence.cast],
]);

/** Symbols that are no operators. */
const punctuation = new Set(['(', ')', ',', ';', '[', ']', '.', ':', ':=', '..', '=>', '{', '}', '\\', '$']);

/** Level of a word or symbol that stands after an operand; undefined where it ends the expression. */
export function levelOf(word: string, isSymbol: boolean): number | undefined {
  const level = levels.get(word);
  if (level !== undefined) return level;
  return isSymbol && !punctuation.has(word) ? precedence.other : undefined;
}

export function isPunctuation(symbol: string): boolean {
  return punctuation.has(symbol);
}

/** `a < b < c` and `a LIKE b LIKE c` are syntax errors. */
export function isNonAssociative(level: number): boolean {
  return level === precedence.less || level === precedence.like || level === precedence.in;
}
