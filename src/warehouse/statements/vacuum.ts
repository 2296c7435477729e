import { fail } from '#base/errors.ts';
import type { Vacuum } from '#sql/ast.ts';
import { findTable, requireOwner } from '#warehouse/definitions/find-relation.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/**
 * VACUUM in all its forms: rows are neither sorted nor left behind as deleted here, so that what is left to do
 * is to write the log into the data file.
 */
export async function vacuum(statement: Vacuum, context: StatementContext): Promise<StatementResult> {
  context.requireOutsideTransaction('VACUUM');
  if (statement.toPercent !== undefined && (statement.toPercent < 0 || statement.toPercent > 100)) {
    throw fail('invalid_parameter_value', 'VACUUM threshold must be between 0 and 100 percent');
  }
  if (statement.table) {
    const row = findTable(context, statement.table);
    if (row.kind !== 'table') {
      throw fail('wrong_object_type', `"${row.name}" is not a table`, { position: statement.table.pos });
    }
    requireOwner(context, row);
  } else if (statement.mode === 'reindex') {
    throw fail('syntax_error', 'VACUUM REINDEX needs the name of a table');
  }
  await context.checkpoint();
  return context.done('VACUUM');
}
