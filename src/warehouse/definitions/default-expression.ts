import { fail } from '#base/errors.ts';
import type { Expression, Query } from '#sql/ast.ts';
import { coerceDefault } from '#sql/bind/assignment.ts';
import { StatementBinder } from '#sql/bind/statement-binder.ts';
import type { SqlType } from '#sql/types.ts';
import { everyNode } from '#warehouse/definitions/syntax-nodes.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/**
 * The DEFAULT expression as DuckDB text of the column's type. Throws as binding does when it reads columns,
 * holds a sub-query or cannot become this type. What is stored is the expression's own text.
 */
export function boundDefault(
  context: StatementContext,
  expression: Expression,
  column: { name: string; type: SqlType },
): string {
  const query = [...everyNode(expression)].find((node) => node.kind === 'query');
  if (query) {
    throw fail('feature_not_supported', 'cannot use subquery in default expression', {
      position: (query as unknown as Query).pos,
    });
  }
  const binder = new StatementBinder(context.bindContext());
  return coerceDefault(binder, expression, column);
}
