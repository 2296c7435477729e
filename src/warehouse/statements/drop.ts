import { notSupported } from '#base/errors.ts';
import type { DropObject } from '#sql/ast.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { dropDatabase } from '#warehouse/statements/drop-database.ts';
import { dropGroups } from '#warehouse/statements/drop-group.ts';
import { dropRoles } from '#warehouse/statements/drop-role.ts';
import { dropSchemas } from '#warehouse/statements/drop-schema.ts';
import { dropTables } from '#warehouse/statements/drop-table.ts';
import { dropUsers } from '#warehouse/statements/drop-user.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

type DropHandler = (statement: DropObject, context: StatementContext) => Promise<void>;

const handlers: Partial<Record<DropObject['object'], DropHandler>> = {
  table: dropTables,
  view: dropTables,
  'materialized view': dropTables,
  schema: dropSchemas,
  database: dropDatabase,
  user: dropUsers,
  group: dropGroups,
  role: dropRoles,
};

/** DROP of whatever is named; kinds that Slipher cannot make yet are refused by name. */
export async function drop(statement: DropObject, context: StatementContext): Promise<StatementResult> {
  const name = `DROP ${statement.object.toUpperCase()}`;
  const handler = handlers[statement.object];
  if (!handler) throw notSupported(name);
  await handler(statement, context);
  return context.done(name);
}
