import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';

/**
 * A division that raises `Divide by zero`, where the engine would answer NULL. A divisor that is a constant
 * other than zero needs no check. NULL over zero is NULL.
 */
export function dividedBy(left: TypedSql, right: TypedSql, operator: string, macro: string): string {
  if (isNonZeroConstant(right)) return `(${left.sql} ${operator} ${right.sql})`;
  return macroCall(macro, left.sql, right.sql);
}

export function isNonZeroConstant({ literal }: TypedSql): boolean {
  return typeof literal === 'string' && Number(literal) !== 0 && !Number.isNaN(Number(literal));
}
