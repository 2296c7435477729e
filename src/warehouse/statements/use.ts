import { fail, notSupported } from '#base/errors.ts';
import { temporarySchemaName } from '#warehouse/catalog/reader.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

/** USE database: the database where the session's names are looked for from now on. */
export async function use(statement: StatementOf<'use'>, context: SessionContext): Promise<StatementResult> {
  context.requireOutsideTransaction('USE');
  const { core, catalog, database } = context;
  if (!catalog.database(statement.database)) {
    throw fail('invalid_catalog_name', `database "${statement.database}" does not exist`);
  }
  if (catalog.schema(database.oid, temporarySchemaName(core.pid))) {
    throw notSupported('USE in a session that has temporary tables', statement.pos);
  }
  core.database = statement.database;
  return context.done('USE');
}
