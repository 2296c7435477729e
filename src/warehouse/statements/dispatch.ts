import { notSupported } from '#base/errors.ts';
import type { Statement } from '#sql/ast.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import { alterDatabase } from '#warehouse/statements/alter-database.ts';
import { alterGroup } from '#warehouse/statements/alter-group.ts';
import { alterRole } from '#warehouse/statements/alter-role.ts';
import { alterSchema } from '#warehouse/statements/alter-schema.ts';
import { alterTable } from '#warehouse/statements/alter-table.ts';
import { alterUser } from '#warehouse/statements/alter-user.ts';
import { alterView } from '#warehouse/statements/alter-view.ts';
import { analyze } from '#warehouse/statements/analyze.ts';
import { cancel } from '#warehouse/statements/cancel.ts';
import { closeCursor } from '#warehouse/statements/close-cursor.ts';
import { comment } from '#warehouse/statements/comment.ts';
import { copyJobColumns } from '#warehouse/statements/copy-job-columns.ts';
import { createDatabase } from '#warehouse/statements/create-database.ts';
import { createGroup } from '#warehouse/statements/create-group.ts';
import { createRole } from '#warehouse/statements/create-role.ts';
import { createSchema } from '#warehouse/statements/create-schema.ts';
import { createTable } from '#warehouse/statements/create-table.ts';
import { createTableAs, runSelectInto } from '#warehouse/statements/create-table-as.ts';
import { createUser } from '#warehouse/statements/create-user.ts';
import { createView } from '#warehouse/statements/create-view.ts';
import { deallocate } from '#warehouse/statements/deallocate.ts';
import { declareCursor } from '#warehouse/statements/declare-cursor.ts';
import { drop } from '#warehouse/statements/drop.ts';
import { execute, executeColumns } from '#warehouse/statements/execute.ts';
import { explain, explainColumns } from '#warehouse/statements/explain.ts';
import { fetch, fetchColumns } from '#warehouse/statements/fetch.ts';
import { grant } from '#warehouse/statements/grant.ts';
import {
  runCopyJobStatement,
  runCopyStatement,
  runUnloadStatement,
} from '#warehouse/statements/load-statements.ts';
import { lock } from '#warehouse/statements/lock.ts';
import { prepare } from '#warehouse/statements/prepare.ts';
import { reset } from '#warehouse/statements/reset.ts';
import { set } from '#warehouse/statements/set.ts';
import { showObject, showObjectColumns } from '#warehouse/statements/show-object.ts';
import { showColumns, showSetting } from '#warehouse/statements/show-setting.ts';
import type { StatementKind } from '#warehouse/statements/statement-kind.ts';
import { statementName } from '#warehouse/statements/statement-name.ts';
import { transaction } from '#warehouse/statements/transaction.ts';
import { truncate } from '#warehouse/statements/truncate.ts';
import { use } from '#warehouse/statements/use.ts';
import { vacuum } from '#warehouse/statements/vacuum.ts';

type StatementKinds = { [K in Statement['kind']]: StatementKind<K> };

/** Every kind of statement: which file runs it, which columns it answers with, which log it goes to. */
export const statementKinds: StatementKinds = {
  select: { run: runSelectInto, log: 'query' },
  insert: { log: 'query' },
  update: { log: 'query' },
  delete: { log: 'query' },
  merge: { log: 'query' },
  truncate: { run: truncate, log: 'utility' },
  'create-table': { run: createTable, log: 'ddl' },
  'create-table-as': { run: createTableAs, log: 'query' },
  'alter-table': { run: alterTable, log: 'ddl' },
  'create-view': { run: createView, log: 'ddl' },
  'alter-view': { run: alterView, log: 'ddl' },
  'create-materialized-view': { log: 'ddl' },
  'alter-materialized-view': { log: 'ddl' },
  'refresh-materialized-view': { log: 'utility' },
  drop: { run: drop, log: 'ddl' },
  'create-schema': { run: createSchema, log: 'ddl' },
  'alter-schema': { run: alterSchema, log: 'ddl' },
  'create-database': { run: createDatabase, log: 'utility' },
  'alter-database': { run: alterDatabase, log: 'utility' },
  'create-external-schema': { log: 'ddl' },
  'create-external-table': { log: 'ddl' },
  'create-user': { run: createUser, log: 'utility' },
  'alter-user': { run: alterUser, log: 'utility' },
  'create-group': { run: createGroup, log: 'utility' },
  'alter-group': { run: alterGroup, log: 'utility' },
  'create-role': { run: createRole, log: 'utility' },
  'alter-role': { run: alterRole, log: 'utility' },
  grant: { run: grant, log: 'utility' },
  'alter-default-privileges': { log: 'utility' },
  'create-function': { log: 'ddl' },
  'create-procedure': { log: 'ddl' },
  'call-procedure': { log: 'utility' },
  comment: { run: comment, log: 'utility' },
  analyze: { run: analyze, log: 'utility' },
  vacuum: { run: vacuum, log: 'utility' },
  lock: { run: lock, log: 'utility' },
  transaction: { run: transaction, log: 'utility' },
  set: { run: set, log: 'utility' },
  reset: { run: reset, log: 'utility' },
  show: { run: showSetting, columns: showColumns, log: 'utility' },
  'show-object': { run: showObject, columns: showObjectColumns, log: 'utility' },
  prepare: { run: prepare, log: 'utility' },
  execute: { run: execute, columns: executeColumns, log: 'utility' },
  deallocate: { run: deallocate, log: 'utility' },
  'declare-cursor': { run: declareCursor, log: 'utility' },
  fetch: { run: fetch, columns: fetchColumns, log: 'utility' },
  close: { run: closeCursor, log: 'utility' },
  explain: { run: explain, columns: explainColumns, log: 'utility' },
  cancel: { run: cancel, log: 'utility' },
  copy: { run: runCopyStatement, log: 'query' },
  'copy-job': { run: runCopyJobStatement, columns: copyJobColumns, log: 'utility' },
  unload: { run: runUnloadStatement, log: 'query' },
  use: { run: use, log: 'utility' },
  named: { log: 'utility' },
};

/** Runs a utility statement. Throws 0A000 with its name where no file runs it yet. */
export async function runStatement(statement: Statement, context: SessionContext): Promise<StatementResult> {
  const kind = statementKinds[statement.kind] as StatementKind<Statement['kind']>;
  if (!kind.run) throw notSupported(statementName(statement), statement.pos);
  return kind.run(statement, context);
}

/** Columns that a utility statement will answer with, before it runs. */
export function statementColumns(
  statement: Statement,
  session: SessionCore,
  text: string,
): OutputColumn[] | undefined {
  const kind = statementKinds[statement.kind] as StatementKind<Statement['kind']>;
  return kind.columns?.(statement, session, text);
}
