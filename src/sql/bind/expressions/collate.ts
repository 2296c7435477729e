import { fail } from '#base/errors.ts';
import type { Collate } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { isString } from '#sql/bind/expressions/type-class.ts';
import { maxVarchar, type Place, retyped } from '#sql/bind/expressions/typed.ts';

const engineCollations: Record<string, string | undefined> = {
  case_sensitive: 'C',
  cs: 'C',
  case_insensitive: 'NOCASE',
  ci: 'NOCASE',
};

/** `x COLLATE case_insensitive`: how the text is compared. Throws 42704 for an unknown collation. */
export function bindCollate(expression: Collate, { binder, scope, clause }: Place): TypedSql {
  const { operand, collation, pos } = expression;
  const bound = binder.bindExpression(operand, scope, clause);
  const value = isString(bound.type) ? bound : castTo(binder, bound, maxVarchar, false, operand.pos);
  const engine = engineCollations[collation.toLowerCase()];
  if (engine === undefined) {
    throw fail('undefined_object', `collation "${collation}" does not exist`, { position: pos });
  }
  return retyped(value, `(${value.sql} COLLATE ${engine})`, value.type);
}
