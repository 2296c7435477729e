import { fail } from '#base/errors.ts';
import type { AlterRole } from '#sql/ast.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { checkRoleName, findRole, requireRoleOwner } from '#warehouse/definitions/roles.ts';
import { findUser } from '#warehouse/definitions/schemas.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** ALTER ROLE r RENAME TO, OWNER TO, EXTERNALID. */
export async function alterRole(statement: AlterRole, context: StatementContext): Promise<StatementResult> {
  const role = findRole(context, statement.name);
  requireRoleOwner(context, role);
  const { rename, owner, externalId } = statement;
  if (rename !== undefined) {
    checkRoleName(rename);
    await lockName(context, 0, `role ${rename}`);
    if (context.catalog.role(rename)) throw fail('duplicate_object', `role "${rename}" already exists`);
  }
  await context.apply(
    context.catalog.putRole({
      ...role,
      name: rename ?? role.name,
      owner: owner === undefined ? role.owner : findUser(context, owner).id,
      externalId: externalId ?? role.externalId,
    }),
  );
  return context.done('ALTER ROLE');
}
