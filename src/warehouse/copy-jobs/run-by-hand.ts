import { RedshiftError } from '#base/errors.ts';
import { lockCopyJob } from '#warehouse/copy-jobs/find-copy-job.ts';
import { addFiles, openKeys } from '#warehouse/copy-jobs/job-files.ts';
import { loadJobFiles } from '#warehouse/copy-jobs/load-job-files.ts';
import { isElsewhere, isNewObject } from '#warehouse/copy-jobs/new-objects.ts';
import type { SessionContext } from '#warehouse/session/context.ts';

/**
 * COPY JOB RUN: loads every file that is not loaded yet, as one COPY. Files that an automatic run could not load are tried again; what
 * fails, fails as a COPY does, and nothing is loaded.
 */
export async function runByHand(name: string, context: SessionContext): Promise<void> {
  const job = await lockCopyJob(context, name);
  const files = await loadJobFiles(job, context, {
    sources: async (access, list) => {
      const elsewhere = isElsewhere(access, job);
      const found = (await list()).filter((object) => isNewObject(job, object, elsewhere));
      await addFiles(context.engine, job, found);
      const open = await openKeys(context.engine, job);
      return found.filter(({ key }) => open.has(key));
    },
  }).catch((error) => {
    // Its place is in the text of the job, not in that of this statement.
    if (error instanceof RedshiftError) error.position = undefined;
    throw error;
  });
  if (files > 0) return;
  context.notice({
    severity: 'INFO',
    code: '00000',
    message: `Copy job "${job.name}" has no new files to load.`,
  });
}
