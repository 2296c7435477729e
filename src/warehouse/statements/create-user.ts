import { fail } from '#base/errors.ts';
import type { CreateUser, UserOptions } from '#sql/ast.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { joinGroups } from '#warehouse/users/membership.ts';
import { withOptions } from '#warehouse/users/user-options.ts';

/** CREATE USER (Amazon Redshift, "CREATE USER"). */
export async function createUser(statement: CreateUser, context: StatementContext): Promise<StatementResult> {
  context.requireSuperuser('create users');
  const { name, options } = statement;
  checkUserName(name);
  requirePassword(options);
  await lockName(context, 0, `user ${name}`);
  const { catalog } = context;
  if (catalog.user(name)) throw fail('duplicate_object', `user "${name}" already exists`);
  const user = withOptions(
    {
      id: catalog.nextUserId(),
      name,
      superuser: false,
      createDb: false,
      verifier: { disabled: true },
      connectionLimit: -1,
      sessionTimeoutSeconds: undefined,
      syslogAccess: 'restricted',
      settings: {},
      externalId: undefined,
      created: nowMicroseconds(),
    },
    options,
  );
  const memberships = joinGroups(context, options.inGroups ?? [], user.id);
  await context.apply([...catalog.putUser(user), ...memberships]);
  return context.done('CREATE USER');
}

/** PUBLIC stands for everyone. */
export function checkUserName(name: string): void {
  if (name.toLowerCase() === 'public') {
    throw fail('invalid_parameter_value', `user name "${name}" is reserved`);
  }
}

function requirePassword(options: UserOptions): void {
  if (options.password === undefined) {
    throw fail('syntax_error', 'PASSWORD must be specified: a password, a hash of one, or DISABLE');
  }
}
