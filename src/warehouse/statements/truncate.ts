import { fail } from '#base/errors.ts';
import type { Truncate } from '#sql/ast.ts';
import { engineTableName } from '#warehouse/catalog/reader.ts';
import { findTable, requireOwner } from '#warehouse/definitions/find-relation.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasPrivilege } from '#warehouse/users/privileges.ts';

/** TRUNCATE commits the transaction that it runs in (Amazon Redshift, "TRUNCATE"). */
export async function truncate(statement: Truncate, context: StatementContext): Promise<StatementResult> {
  const row = findTable(context, statement.table);
  if (row.kind !== 'table') {
    throw fail('wrong_object_type', `"${row.name}" is not a table`, { position: statement.table.pos });
  }
  const object = { objectClass: 'relation', oid: row.oid, owner: row.owner } as const;
  if (!hasPrivilege(context.catalog, context.session.user, object, 'TRUNCATE')) requireOwner(context, row);
  await context.lock([row.oid]);
  await context.engine.run(`DELETE FROM ${engineTableName(row)}`);
  await context.commit();
  return context.done('TRUNCATE TABLE and COMMIT TRANSACTION');
}
