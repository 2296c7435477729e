import { fail } from '#base/errors.ts';
import type { DropObject } from '#sql/ast.ts';
import type { UserRow } from '#warehouse/catalog-interface.ts';
import { undefinedUser } from '#warehouse/definitions/names.ts';
import { noticeSkipped } from '#warehouse/definitions/notices.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** DROP USER: refused while the user owns something here or was granted anything (Amazon Redshift, "DROP USER"). */
export async function dropUsers(statement: DropObject, context: StatementContext): Promise<void> {
  context.requireSuperuser('drop users');
  for (const { name } of statement.names) {
    const user = context.catalog.user(name);
    if (!user) {
      if (!statement.ifExists) throw undefinedUser(name);
      noticeSkipped(context, 'User', name);
      continue;
    }
    requireDroppable(context, user);
    await context.apply(context.catalog.dropUser(user.id));
  }
}

function requireDroppable(context: StatementContext, user: UserRow): void {
  const { session } = context;
  if (user.id === session.user.id) throw fail('object_in_use', 'current user cannot be dropped');
  if (user.id === session.sessionUser.id) throw fail('object_in_use', 'session user cannot be dropped');
  if (user.id === 1) throw fail('insufficient_privilege', `user "${user.name}" cannot be dropped`);
  if (context.otherSessions({ user: user.name }) > 0) {
    throw fail('object_in_use', `user "${user.name}" is connected and can't be dropped`);
  }
  if (ownsSomething(context, user.id)) {
    throw fail('object_in_use', `user "${user.name}" can't be dropped because the user owns some object`);
  }
  if (hasSomePrivilege(context, user.id)) {
    throw fail(
      'object_in_use',
      `user "${user.name}" can't be dropped because the user has a privilege on some object`,
    );
  }
}

/** Databases, COPY JOBs, and what the session's own database holds; temporary tables do not count. */
function ownsSomething(context: StatementContext, userId: number): boolean {
  const { catalog, database } = context;
  if ([...catalog.databases()].some((row) => row.owner === userId)) return true;
  if ([...catalog.copyJobs()].some((row) => row.owner === userId)) return true;
  return [...catalog.schemas(database.oid)]
    .filter((schema) => !schema.name.startsWith('pg_temp_'))
    .some(
      (schema) =>
        schema.owner === userId || [...catalog.relations(schema.oid)].some((row) => row.owner === userId),
    );
}

function hasSomePrivilege(context: StatementContext, userId: number): boolean {
  return [...context.catalog.allGrants()].some(({ grants }) =>
    grants.some((grant) => grant.granteeKind === 'user' && grant.granteeId === userId),
  );
}
