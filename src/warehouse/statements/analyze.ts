import { fail, notSupported } from '#base/errors.ts';
import type { Analyze, QualifiedName } from '#sql/ast.ts';
import { engineTableName } from '#warehouse/catalog/reader.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import { findColumn } from '#warehouse/definitions/alter-columns.ts';
import { findTable, requireOwner } from '#warehouse/definitions/find-relation.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasAllRights } from '#warehouse/users/privileges.ts';

/** ANALYZE of one table, or of all of the user's in the database; the engine keeps statistics of its own. */
export async function analyze(statement: Analyze, context: StatementContext): Promise<StatementResult> {
  if (statement.compression) throw notSupported('ANALYZE COMPRESSION');
  const tables = statement.table ? [oneTable(context, statement.table)] : ownTables(context);
  for (const part of statement.columns ?? []) for (const row of tables) findColumn(row, part);
  for (const row of tables) await context.engine.run(`ANALYZE ${engineTableName(row)}`);
  return context.done('ANALYZE');
}

function oneTable(context: StatementContext, name: QualifiedName): RelationRow {
  const row = findTable(context, name);
  if (row.kind !== 'table') {
    throw fail('wrong_object_type', `"${row.name}" is not a table`, { position: name.pos });
  }
  requireOwner(context, row);
  return row;
}

function ownTables(context: StatementContext): RelationRow[] {
  const { pid, user } = context.session;
  return [...context.catalog.schemas(context.database.oid)]
    .flatMap((schema) => [...context.catalog.relations(schema.oid)])
    .filter((row) => row.kind === 'table' && hasAllRights(user, row.owner))
    .filter((row) => row.sessionPid === undefined || row.sessionPid === pid);
}
