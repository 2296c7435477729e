import { fail } from '#base/errors.ts';
import type { Expression } from '#sql/ast.ts';
import type { Clause, Scope, TypedSql } from '#sql/bind/binder-interface.ts';
import { castToCondition } from '#sql/bind/expressions/coerce.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';

const clauseWords: Partial<Record<Clause, string>> = {
  where: 'WHERE',
  having: 'HAVING',
  qualify: 'QUALIFY',
  'join condition': 'JOIN/ON',
};

/**
 * A condition of WHERE, HAVING, QUALIFY or ON: DuckDB text of a boolean.
 * Throws 42804 for another type, 42803 where an aggregate or window function may not stand.
 */
export function bindCondition(
  binder: QueryBinder,
  expression: Expression,
  scope: Scope,
  clause: Clause,
): string {
  const value = binder.bindExpression(expression, scope, clause);
  checkPlacement(value, clause, expression.pos);
  return castToCondition(binder, value, wordsOf(clause), expression.pos).sql;
}

/** Refuses aggregates and window functions that came in through an alias of the select list. */
export function checkPlacement(value: TypedSql, clause: Clause, position: number): void {
  const words = wordsOf(clause);
  if (value.aggregate && (clause === 'where' || clause === 'join condition' || clause === 'group by')) {
    throw fail('grouping_error', `aggregates not allowed in ${words} clause`, { position });
  }
  if (value.window && clause !== 'qualify' && clause !== 'select' && clause !== 'order by') {
    throw fail('grouping_error', `window functions not allowed in ${words} clause`, { position });
  }
}

function wordsOf(clause: Clause): string {
  return clauseWords[clause] ?? clause.toUpperCase();
}
