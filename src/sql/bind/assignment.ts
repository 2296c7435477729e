import { fail, RedshiftError } from '#base/errors.ts';
import type { Expression } from '#sql/ast.ts';
import type { Clause, Scope } from '#sql/bind/binder-interface.ts';
import { coerceForAssignment } from '#sql/bind/expressions/coerce.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { NameScope } from '#sql/bind/scope.ts';
import type { RelationColumn } from '#sql/catalog-reader.ts';
import { parseExpressionText } from '#sql/parse.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** DuckDB text of a value as the column takes it; the word DEFAULT stands for the column's own. */
export function assignedSql(
  binder: QueryBinder,
  expression: Expression,
  column: RelationColumn,
  scope: Scope,
  clause: Clause,
): string {
  if (expression.kind === 'default') return defaultSql(binder, column) ?? 'NULL';
  refuseIdentity(column, expression.pos);
  const value = binder.bindExpression(expression, scope, clause);
  return coerceForAssignment(binder, value, column.type, column, expression.pos);
}

/** Throws when a value is given to a column that only its generator may fill. */
export function refuseIdentity(column: RelationColumn, position: number): void {
  if (column.identity === undefined || column.identity.byDefault) return;
  throw fail('feature_not_supported', 'cannot set an identity column to a value', { position });
}

/** What the column gets when nothing is written: its generator's next number, its DEFAULT, or undefined for NULL. */
export function defaultSql(binder: QueryBinder, column: RelationColumn): string | undefined {
  if (column.identity !== undefined) {
    const next = `nextval(${quoteLiteral(column.identity.sequence)})`;
    return column.type.name === 'int8' ? next : `CAST(${next} AS INTEGER)`;
  }
  if (column.default === undefined) return undefined;
  return coerceDefault(binder, parseExpressionText(column.default), column);
}

/** A DEFAULT expression as the column takes it; it sees no columns. Its errors have no place in the statement. */
export function coerceDefault(
  binder: QueryBinder,
  expression: Expression,
  column: Pick<RelationColumn, 'name' | 'type'>,
): string {
  try {
    const value = binder.bindExpression(expression, new NameScope(undefined), 'default');
    return coerceForAssignment(binder, value, column.type, { name: column.name });
  } catch (error) {
    if (error instanceof RedshiftError) error.position = undefined;
    throw error;
  }
}
