import { fail, notSupported } from '#base/errors.ts';
import type { AlterDatabase } from '#sql/ast.ts';
import type { DatabaseRow } from '#warehouse/catalog-interface.ts';
import {
  checkDatabaseName,
  connectionLimitOf,
  findDatabase,
  requireDatabaseOwner,
} from '#warehouse/definitions/databases.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { findUser } from '#warehouse/definitions/schemas.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** ALTER DATABASE … RENAME TO, OWNER TO, CONNECTION LIMIT, COLLATE, ISOLATION LEVEL. */
export async function alterDatabase(
  statement: AlterDatabase,
  context: StatementContext,
): Promise<StatementResult> {
  const row = findDatabase(context, statement.name);
  requireDatabaseOwner(context, row);
  const changed = await change(context, row, statement.action);
  await context.apply(context.catalog.putDatabase(changed));
  return context.done('ALTER DATABASE');
}

async function change(
  context: StatementContext,
  row: DatabaseRow,
  action: AlterDatabase['action'],
): Promise<DatabaseRow> {
  switch (action.kind) {
    case 'rename':
      return renamed(context, row, action.to);
    case 'owner':
      return { ...row, owner: findUser(context, action.owner).id };
    case 'connection limit':
      return { ...row, connectionLimit: connectionLimitOf(action.limit) ?? row.connectionLimit };
    case 'isolation':
      requireUnused(context, row);
      return { ...row, isolation: action.isolation };
    case 'collate':
      return { ...row, collation: checkedCollation(context, row, action.collate) };
    case 'other':
      throw notSupported(`ALTER DATABASE ${action.text.trim().split(/\s+/)[0]?.toUpperCase() ?? ''}`);
  }
}

async function renamed(context: StatementContext, row: DatabaseRow, to: string): Promise<DatabaseRow> {
  context.requireOutsideTransaction('ALTER DATABASE');
  if (row.oid === context.database.oid) {
    throw fail('feature_not_supported', 'current database may not be renamed');
  }
  requireUnused(context, row);
  await lockName(context, 0, row.name);
  await lockName(context, 0, to);
  checkDatabaseName(context, to);
  return { ...row, name: to };
}

/** No session but this one may be connected. */
function requireUnused(context: StatementContext, row: DatabaseRow): void {
  if (context.otherSessions({ database: row.name }) === 0) return;
  throw fail('object_in_use', `database "${row.name}" is being accessed by other users`);
}

/** Values are compared by the collation from the first row on: only an empty database changes it. */
function checkedCollation(
  context: StatementContext,
  row: DatabaseRow,
  written: string,
): DatabaseRow['collation'] {
  const collation = written.toLowerCase();
  if (collation !== 'case_sensitive' && collation !== 'case_insensitive') {
    throw fail('undefined_object', `collation "${written}" does not exist`);
  }
  const holdsTables = [...context.catalog.schemas(row.oid)].some(
    (schema) => [...context.catalog.relations(schema.oid)].length > 0,
  );
  if (!holdsTables) return collation;
  throw fail('object_not_in_prerequisite_state', `cannot alter the collation of database "${row.name}"`, {
    detail: 'The collation can be altered only while the database is empty.',
  });
}
