import type { CopyJob } from '#sql/ast.ts';
import type { OutputColumn } from '#sql/plan.ts';

/** Redshift documents no columns of LIST and SHOW: these are ours, with the names that SYS_COPY_JOB has. */
export function copyJobColumns({ action }: Pick<CopyJob, 'action'>): OutputColumn[] | undefined {
  if (action === 'LIST') return listColumns;
  return action === 'SHOW' ? showColumns : undefined;
}

const text = (name: string): OutputColumn => ({ name, type: { name: 'text' } });
const number = (name: string): OutputColumn => ({ name, type: { name: 'int8' } });

export const listColumns = [number('job_id'), text('job_name'), number('is_auto'), text('job_text')];

export const showColumns = [
  number('job_id'),
  text('job_name'),
  text('job_owner'),
  number('is_auto'),
  text('iam_role'),
  text('data_source'),
  text('job_text'),
  { name: 'created', type: { name: 'timestamp' as const } },
  number('files_pending'),
  number('files_ingested'),
  number('files_failed'),
];
