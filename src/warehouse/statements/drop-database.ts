import { fail } from '#base/errors.ts';
import type { DropObject } from '#sql/ast.ts';
import { requireDatabaseOwner } from '#warehouse/definitions/databases.ts';
import { dropEngineTable } from '#warehouse/definitions/engine-definition.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { noticeSkipped } from '#warehouse/definitions/notices.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** DROP DATABASE with everything in it; not the session's own one, nor one that anyone is connected to. */
export async function dropDatabase(statement: DropObject, context: StatementContext): Promise<void> {
  context.requireOutsideTransaction('DROP DATABASE');
  for (const { name, pos } of statement.names) {
    const row = context.catalog.database(name);
    if (!row && statement.ifExists) noticeSkipped(context, 'Database', name);
    if (!row && statement.ifExists) continue;
    if (!row) throw fail('invalid_catalog_name', `database "${name}" does not exist`, { position: pos });
    requireDatabaseOwner(context, row);
    if (row.oid === context.database.oid) {
      throw fail('object_in_use', 'cannot drop the currently open database');
    }
    if (context.otherSessions({ database: name }) > 0) {
      throw fail('object_in_use', `database "${name}" is being accessed by other users`);
    }
    await lockName(context, 0, name);
    await dropContents(context, row.oid);
    await context.apply(context.catalog.dropDatabase(row.oid));
  }
}

async function dropContents(context: StatementContext, databaseOid: number): Promise<void> {
  const { catalog } = context;
  for (const job of [...catalog.copyJobs()].filter((row) => row.databaseOid === databaseOid)) {
    await context.apply(catalog.dropCopyJob(job.id));
  }
  for (const schema of [...catalog.schemas(databaseOid)]) {
    for (const relation of [...catalog.relations(schema.oid)]) {
      await context.apply([...dropEngineTable(relation), ...catalog.dropRelation(relation.oid)]);
    }
    await context.apply(catalog.dropSchema(schema.oid));
  }
}
