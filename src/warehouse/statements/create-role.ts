import { fail } from '#base/errors.ts';
import type { CreateRole } from '#sql/ast.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { checkRoleName } from '#warehouse/definitions/roles.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** CREATE ROLE r [EXTERNALID 'id']. */
export async function createRole(statement: CreateRole, context: StatementContext): Promise<StatementResult> {
  context.requireSuperuser('create roles');
  const { name, externalId } = statement;
  checkRoleName(name);
  await lockName(context, 0, `role ${name}`);
  if (context.catalog.role(name)) throw fail('duplicate_object', `role "${name}" already exists`);
  await context.apply(
    context.catalog.putRole({
      id: context.catalog.nextOid(),
      name,
      owner: context.session.user.id,
      externalId,
      members: [],
    }),
  );
  return context.done('CREATE ROLE');
}
