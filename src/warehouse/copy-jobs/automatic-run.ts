import { addAbortListener } from 'node:events';
import { readCopyOptions } from '#sql/copy/read-copy-options.ts';
import type { ListedObject } from '#stores/objects/object-access.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import { authorize } from '#warehouse/copy/authorize.ts';
import { listSources } from '#warehouse/copy/list-sources.ts';
import type { Arrivals } from '#warehouse/copy-jobs/arrivals.ts';
import { addFiles } from '#warehouse/copy-jobs/job-files.ts';
import { openJobSession, withJobLocked } from '#warehouse/copy-jobs/job-session.ts';
import { jobStatement } from '#warehouse/copy-jobs/load-job-files.ts';
import { type LoadWaiting, loadWaiting } from '#warehouse/copy-jobs/load-waiting.ts';
import { isElsewhere, isNewObject } from '#warehouse/copy-jobs/new-objects.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import { terminated } from '#warehouse/session/sessions.ts';
import type { Shared } from '#warehouse/session/shared.ts';

export interface AutomaticRun extends LoadWaiting {
  shared: Shared;
  arrivals: Arrivals;
}

/**
 * A run of a job that is AUTO ON, in a session of its owner: new files are noted as waiting, then all that wait are loaded. Throws when
 * the job could not run for a reason that is not a file's.
 */
export async function runAutomatically(run: AutomaticRun): Promise<void> {
  const { shared, job, arrivals, signal } = run;
  signal.throwIfAborted();
  await using session = await openJobSession(shared, job);
  using _ = addAbortListener(signal, () => session.terminate(terminated()));
  const found = arrivals.all ? await listNew(job, session.core) : newOnes(job, arrivals.objects);
  if (found.length > 0) {
    await withJobLocked(session, job, signal, (engine) => addFiles(engine, job, found));
  }
  await loadWaiting(session, run);
}

/** Events tell of this machine's buckets alone. */
function newOnes(job: CopyJobRow, objects: ListedObject[]): ListedObject[] {
  return objects.filter((object) => isNewObject(job, object, false));
}

async function listNew(job: CopyJobRow, { shared, request, pid }: SessionCore): Promise<ListedObject[]> {
  if (!shared.s3) throw new Error('an automatic run needs S3');
  const { identity, accessFor } = shared.s3;
  const options = readCopyOptions(jobStatement(job));
  const place = { queryId: 0n, pid };
  const principal = authorize(
    options.authorization,
    identity,
    { user: request.user, statement: 'COPY' },
    {
      ...place,
      context: 'S3 credentials',
    },
  );
  const access = accessFor(principal, options.region);
  const elsewhere = isElsewhere(access, job);
  const objects = await listSources(options, access, place, { mayBeNone: true });
  return objects.filter((object) => isNewObject(job, object, elsewhere));
}
