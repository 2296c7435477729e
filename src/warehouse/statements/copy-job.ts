import { findCopyJob, lockCopyJob } from '#warehouse/copy-jobs/find-copy-job.ts';
import { runByHand } from '#warehouse/copy-jobs/run-by-hand.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { listColumns, showColumns } from '#warehouse/statements/copy-job-columns.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';
import { hasAllRights } from '#warehouse/users/privileges.ts';

type CopyJob = StatementOf<'copy-job'>;

/** COPY JOB ALTER, RUN, LIST, SHOW and DROP (Amazon Redshift, "COPY JOB"): for the owner of the job and superusers. */
export async function copyJob(
  { action, name = '', auto }: CopyJob,
  context: SessionContext,
): Promise<StatementResult> {
  switch (action) {
    case 'LIST':
      return list(context);
    case 'SHOW':
      return show(name, context);
    case 'ALTER':
      await alter(name, auto, context);
      break;
    case 'RUN':
      await runByHand(name, context);
      break;
    case 'DROP':
      await drop(name, context);
  }
  return context.done(`COPY JOB ${action}`);
}

/** The user's jobs in the session's database; a superuser sees all of them. */
async function list(context: StatementContext): Promise<StatementResult> {
  const jobs = [...context.catalog.copyJobs()]
    .filter((job) => job.databaseOid === context.database.oid)
    .filter((job) => hasAllRights(context.session.user, job.owner))
    .toSorted((one, other) => one.id - other.id);
  const rows = jobs.map((job) => [job.id, job.name, job.auto ? 1 : 0, job.text]);
  return context.rows(listColumns, rows, 'COPY JOB LIST');
}

async function show(name: string, context: StatementContext): Promise<StatementResult> {
  const { id } = findCopyJob(context, name);
  const files = (status: string) =>
    `(SELECT count(*) FROM warehouse.catalog.copy_job_files f WHERE f.job_id = j.id AND f.status = '${status}')`;
  const sql = `SELECT j.id, j.name, u.name, CAST(j.auto AS BIGINT), j.iam_role, concat('s3://', j.bucket, '/', j.prefix),
      j.text, j.created, ${files('P')}, ${files('I')}, ${files('E')}
    FROM warehouse.catalog.copy_jobs j LEFT JOIN warehouse.catalog.users u ON u.id = j.owner WHERE j.id = ${id}`;
  return context.query(showColumns, sql, 'COPY JOB SHOW');
}

/** Without AUTO nothing changes, which still starts an automatic job that waits after a failure. */
async function alter(name: string, auto: boolean | undefined, context: StatementContext): Promise<void> {
  const job = findCopyJob(context, name);
  await context.apply(context.catalog.putCopyJob({ ...job, auto: auto ?? job.auto }));
}

/** Waits for a run that is under way; the rows that are loaded stay. */
async function drop(name: string, context: StatementContext): Promise<void> {
  context.requireOutsideTransaction('COPY JOB DROP');
  const { id } = await lockCopyJob(context, name);
  await context.apply(context.catalog.dropCopyJob(id));
}
