import type { Expression } from '#sql/ast.ts';
import { coerceDefault } from '#sql/bind/assignment.ts';
import { StatementBinder } from '#sql/bind/statement-binder.ts';
import type { SqlType } from '#sql/types.ts';
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
  const binder = new StatementBinder({
    text: context.text,
    catalog: context.reader(),
    session: context.session,
  });
  return coerceDefault(binder, expression, column);
}
