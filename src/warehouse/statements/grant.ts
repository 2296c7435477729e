import { fail, notSupported } from '#base/errors.ts';
import type { Grant } from '#sql/ast.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { grantObjects } from '#warehouse/users/grant-objects.ts';
import { grantRole } from '#warehouse/users/grant-roles.ts';
import { granted, revoked } from '#warehouse/users/grant-rows.ts';
import { findGrantee } from '#warehouse/users/grantees.ts';
import { hasGrantOption } from '#warehouse/users/privileges.ts';

/** GRANT and REVOKE on tables, columns, schemas and databases, and of roles. Other objects are refused by name. */
export async function grant(statement: Grant, context: StatementContext): Promise<StatementResult> {
  const tag = statement.revoke ? 'REVOKE' : 'GRANT';
  if (statement.roles) {
    await context.apply(statement.roles.flatMap((role) => grantRole(context, role, statement)));
    return context.done(tag);
  }
  if (!statement.on) throw notSupported(`${tag} of system privileges`);
  const grantees = statement.grantees.map((grantee) => findGrantee(context.catalog, grantee));
  if (statement.grantOption && !statement.revoke && grantees.some(({ kind }) => kind !== 'user')) {
    throw fail('invalid_grant_operation', 'grant options can only be granted to individual users');
  }
  for (const object of grantObjects(context, statement)) {
    for (const { privilege } of object.items) {
      if (hasGrantOption(context.catalog, context.session.user, object, privilege)) continue;
      throw fail('insufficient_privilege', `permission denied for ${object.noun} ${object.name}`);
    }
    const before = context.catalog.grants(object.objectClass, object.oid);
    const change = { items: object.items, grantees, option: statement.grantOption };
    const grants = statement.revoke
      ? revoked(before, { ...change, cascade: statement.cascade })
      : granted(before, { ...change, grantor: context.session.user.id });
    await context.apply(
      context.catalog.putGrants({ objectClass: object.objectClass, objectOid: object.oid, grants }),
    );
  }
  return context.done(tag);
}
