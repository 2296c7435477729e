import { fail } from '#base/errors.ts';
import { findTable } from '#warehouse/definitions/find-relation.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { lockTable } from '#warehouse/session/lock-tables.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';
import { hasPrivilege } from '#warehouse/users/privileges.ts';

/** Any of these lets a user keep others out of a table. */
const sufficient = ['UPDATE', 'DELETE', 'INSERT'];

/** LOCK [TABLE] a, b: keeps everyone else out until the transaction ends (Amazon Redshift, "LOCK"). */
export async function lock(
  statement: StatementOf<'lock'>,
  context: SessionContext,
): Promise<StatementResult> {
  const { catalog, run, session } = context;
  for (const name of statement.tables) {
    const table = findTable(context, name);
    if (table.kind !== 'table') throw fail('wrong_object_type', `"${table.name}" is not a table`);
    const object = { objectClass: 'relation', oid: table.oid, owner: table.owner } as const;
    if (!sufficient.some((privilege) => hasPrivilege(catalog, session.user, object, privilege))) {
      throw fail('insufficient_privilege', `permission denied for relation ${table.name}`);
    }
    await lockTable(run, table.oid, 'exclusive');
  }
  return context.done('LOCK TABLE');
}
