import { fail, notSupported } from '#base/errors.ts';
import type { CreateDatabase } from '#sql/ast.ts';
import { newDatabase, putNewDatabase } from '#warehouse/catalog/first-start.ts';
import { checkDatabaseName, connectionLimitOf } from '#warehouse/definitions/databases.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { findUser } from '#warehouse/definitions/schemas.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** CREATE DATABASE (Amazon Redshift, "CREATE DATABASE"), outside a transaction block. */
export async function createDatabase(
  statement: CreateDatabase,
  context: StatementContext,
): Promise<StatementResult> {
  const { name, from, collate, isolation, connectionLimit } = statement;
  if (from !== undefined)
    throw notSupported(`CREATE DATABASE FROM ${from.split(/\s+/)[0]?.toUpperCase() ?? ''}`);
  context.requireOutsideTransaction('CREATE DATABASE');
  requireCreateDb(context);
  const owner = statement.owner === undefined ? context.session.user : findUser(context, statement.owner);
  await lockName(context, 0, name);
  checkDatabaseName(context, name);
  const row = newDatabase(context.catalog.nextOid(), name, owner.id);
  await context.apply(
    putNewDatabase(context.catalog, {
      ...row,
      collation: collate ?? row.collation,
      isolation: isolation ?? row.isolation,
      connectionLimit: connectionLimitOf(connectionLimit) ?? row.connectionLimit,
    }),
  );
  return context.done('CREATE DATABASE');
}

function requireCreateDb(context: StatementContext): void {
  const { user } = context.session;
  if (user.superuser || context.catalog.userById(user.id)?.createDb) return;
  throw fail('insufficient_privilege', 'permission denied to create database');
}
