import { fail } from '#base/errors.ts';
import type { AlterUser } from '#sql/ast.ts';
import type { UserRow } from '#warehouse/catalog-interface.ts';
import { lockName } from '#warehouse/definitions/name-lock.ts';
import { findUser } from '#warehouse/definitions/schemas.ts';
import type { StatementResult } from '#warehouse/result.ts';
import { checkUserName } from '#warehouse/statements/create-user.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { withOptions } from '#warehouse/users/user-options.ts';

/** ALTER USER: superusers may do all of it, everyone may change their own password and settings. */
export async function alterUser(statement: AlterUser, context: StatementContext): Promise<StatementResult> {
  const user = findUser(context, statement.name);
  if (!isOwnBusiness(statement, context, user)) context.requireSuperuser('alter users');
  const renamed = statement.rename === undefined ? user : await rename(context, user, statement.rename);
  const changed = withSettings(withOptions(renamed, statement.options), statement);
  await context.apply(context.catalog.putUser(changed));
  return context.done('ALTER USER');
}

function isOwnBusiness(
  { options, rename: to }: AlterUser,
  context: StatementContext,
  user: UserRow,
): boolean {
  const asked = Object.keys(options);
  const onlyPassword = asked.every((name) => name === 'password') && options.password?.kind !== 'disable';
  return user.id === context.session.user.id && to === undefined && onlyPassword;
}

/** The name is part of the stored password, which is cleared (Amazon Redshift, "ALTER USER", RENAME TO). */
async function rename(context: StatementContext, user: UserRow, to: string): Promise<UserRow> {
  checkUserName(to);
  if (user.id === context.session.user.id)
    throw fail('feature_not_supported', 'session user may not be renamed');
  await lockName(context, 0, `user ${user.name}`);
  await lockName(context, 0, `user ${to}`);
  if (context.catalog.user(to)) throw fail('duplicate_object', `user "${to}" already exists`);
  if (!user.verifier.disabled) {
    context.notice({
      severity: 'NOTICE',
      code: '00000',
      message: 'password cleared because of user rename',
    });
  }
  const { validUntil } = user.verifier;
  return {
    ...user,
    name: to,
    verifier: { disabled: true, ...(validUntil === undefined ? {} : { validUntil }) },
  };
}

function withSettings(user: UserRow, { set, reset }: AlterUser): UserRow {
  const settings = { ...user.settings };
  if (reset === 'all') return { ...user, settings: {} };
  if (reset !== undefined) delete settings[reset];
  if (set?.value === 'default') delete settings[set.name];
  else if (set) settings[set.name] = set.value;
  return { ...user, settings };
}
