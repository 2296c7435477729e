import { notSupported } from '#base/errors.ts';
import type { Statement } from '#sql/ast.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import { alterTable } from '#warehouse/statements/alter-table.ts';
import { alterView } from '#warehouse/statements/alter-view.ts';
import { createSchema } from '#warehouse/statements/create-schema.ts';
import { createTable } from '#warehouse/statements/create-table.ts';
import { createTableAs, runSelectInto } from '#warehouse/statements/create-table-as.ts';
import { createUser } from '#warehouse/statements/create-user.ts';
import { createView } from '#warehouse/statements/create-view.ts';
import { drop } from '#warehouse/statements/drop.ts';
import { reset } from '#warehouse/statements/reset.ts';
import { set } from '#warehouse/statements/set.ts';
import { showColumns, showSetting } from '#warehouse/statements/show-setting.ts';
import type { StatementKind } from '#warehouse/statements/statement-kind.ts';
import { statementName } from '#warehouse/statements/statement-name.ts';
import { transaction } from '#warehouse/statements/transaction.ts';

type StatementKinds = { [K in Statement['kind']]: StatementKind<K> };

/** Every kind of statement: which file runs it, which columns it answers with, which log it goes to. */
export const statementKinds: StatementKinds = {
  select: { run: runSelectInto, log: 'query' },
  insert: { log: 'query' },
  update: { log: 'query' },
  delete: { log: 'query' },
  merge: { log: 'query' },
  truncate: { log: 'utility' },
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
  'alter-schema': { log: 'ddl' },
  'create-database': { log: 'utility' },
  'alter-database': { log: 'utility' },
  'create-external-schema': { log: 'ddl' },
  'create-external-table': { log: 'ddl' },
  'create-user': { run: createUser, log: 'utility' },
  'alter-user': { log: 'utility' },
  'create-group': { log: 'utility' },
  'alter-group': { log: 'utility' },
  'create-role': { log: 'utility' },
  'alter-role': { log: 'utility' },
  grant: { log: 'utility' },
  'alter-default-privileges': { log: 'utility' },
  'create-function': { log: 'ddl' },
  'create-procedure': { log: 'ddl' },
  'call-procedure': { log: 'utility' },
  comment: { log: 'utility' },
  analyze: { log: 'utility' },
  vacuum: { log: 'utility' },
  lock: { log: 'utility' },
  transaction: { run: transaction, log: 'utility' },
  set: { run: set, log: 'utility' },
  reset: { run: reset, log: 'utility' },
  show: { run: showSetting, columns: showColumns, log: 'utility' },
  'show-object': { log: 'utility' },
  prepare: { log: 'utility' },
  execute: { log: 'utility' },
  deallocate: { log: 'utility' },
  'declare-cursor': { log: 'utility' },
  fetch: { log: 'utility' },
  close: { log: 'utility' },
  explain: { log: 'utility' },
  cancel: { log: 'utility' },
  copy: { log: 'query' },
  unload: { log: 'query' },
  use: { log: 'utility' },
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
