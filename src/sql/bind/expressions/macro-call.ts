/** More calls of our macros, or more text than this in one operand, and it is no longer copied. */
const macrosMax = 2;
const lengthMax = 1000;

/** How the text of `once` begins when operands were moved out. */
export const listCall = 'list_transform([';

/** A call of one of our macros; its operands are DuckDB text. */
export function macroCall(name: string, ...operands: string[]): string {
  return once(operands, (texts) => `${name}(${texts.join(', ')})`);
}

/**
 * Macros mention an argument several times, so that nested calls would multiply the text at every level: beyond
 * a few, operands are worked out once, as fields of a one-row list, and `use` gets their names. `use` must
 * hold no sub-query, aggregate or window function of its own.
 */
export function once(operands: string[], use: (operands: string[]) => string): string {
  if (!operands.some(isHeavy)) return use(operands);
  const fields = operands.map((sql, index) => `a${index}: ${sql}`);
  const names = operands.map((_, index) => `rs_operand.a${index}`);
  return `${listCall}{${fields.join(', ')}}], lambda rs_operand: ${use(names)})[1]`;
}

function isHeavy(sql: string): boolean {
  return sql.length > lengthMax || (sql.match(/\brs_\w+\(/g)?.length ?? 0) > macrosMax;
}
