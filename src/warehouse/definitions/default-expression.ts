import type { Expression } from '#sql/ast.ts';
import type { SqlType } from '#sql/types.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** Throws as binding does when the expression cannot be the DEFAULT of a column of this type. */
export function checkDefault(
  _context: StatementContext,
  _expression: Expression,
  _type: SqlType,
  _column: string,
): void {}
