import type { TypedSql } from '#sql/bind/binder-interface.ts';

/** Operands longer than this are not written twice: nested divisions would double the text each time. */
const longOperand = 4000;

/**
 * A division that raises `Divide by zero`, where the engine would answer NULL. A divisor that is a constant
 * other than zero needs no check. NULL over zero is NULL.
 */
export function dividedBy(left: TypedSql, right: TypedSql, operator: string, macro: string): string {
  if (isNonZeroConstant(right)) return `(${left.sql} ${operator} ${right.sql})`;
  if (left.sql.length > longOperand) return `(${left.sql} ${operator} rs_divisor(${right.sql}))`;
  return `${macro}(${left.sql}, ${right.sql})`;
}

export function isNonZeroConstant({ literal }: TypedSql): boolean {
  return typeof literal === 'string' && Number(literal) !== 0 && !Number.isNaN(Number(literal));
}
