import { fail } from '#base/errors.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { hasAllRights } from '#warehouse/users/privileges.ts';

/** The job of the session's database that a statement names: 42704 when there is none, 42501 unless it is the user's. */
export function findCopyJob(context: StatementContext, name: string): CopyJobRow {
  const job = context.catalog.copyJob(context.database.oid, name);
  if (!job) throw fail('undefined_object', `copy job "${name}" does not exist`);
  if (hasAllRights(context.session.user, job.owner)) return job;
  throw fail('insufficient_privilege', `must be owner of copy job ${name}`);
}

/** The same with the job's lock: no run of it goes on until the transaction ends. */
export async function lockCopyJob(context: StatementContext, name: string): Promise<CopyJobRow> {
  const { id } = findCopyJob(context, name);
  await context.lock([id]);
  return findCopyJob(context, name);
}
