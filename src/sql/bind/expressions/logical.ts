import type { Expression, Logical } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castToCondition } from '#sql/bind/expressions/coerce.ts';
import { joined } from '#sql/bind/expressions/comparison.ts';
import { boolType, type Place, typed } from '#sql/bind/expressions/typed.ts';

/** AND, OR and NOT in three-valued logic. Throws 42804 for an operand that is no boolean. */
export function bindLogical({ operator, operands }: Logical, place: Place): TypedSql {
  const words = operator.toUpperCase();
  const values = operands.map((operand) => bindCondition(operand, words, place));
  if (operator === 'not') return typed(`(NOT ${values[0]!.sql})`, boolType, values);
  return joined(values, operator === 'and' ? 'AND' : 'OR');
}

function bindCondition(operand: Expression, words: string, { binder, scope, clause }: Place): TypedSql {
  const value = binder.bindExpression(operand, scope, clause);
  const { label: _, ...plain } = castToCondition(binder, value, words, operand.pos);
  return plain;
}
