import type { ObjectAccess } from '#stores/objects/object-access.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import type { Source } from '#warehouse/copy/list-sources.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { isPassing } from '#warehouse/copy-jobs/is-passing.ts';
import { forgetFile, markFailed, waitingFiles } from '#warehouse/copy-jobs/job-files.ts';
import { withJobLocked } from '#warehouse/copy-jobs/job-session.ts';
import { jobStatement, loadJobFiles } from '#warehouse/copy-jobs/load-job-files.ts';
import type { WarehouseSession } from '#warehouse/session/session.ts';

export interface FailedFile {
  url: string;
  message: string;
}

export interface LoadWaiting {
  job: CopyJobRow;
  attempts: Map<string, number>;
  onFailedFile: (file: FailedFile) => void;
  signal: AbortSignal;
}

/** So many files are one COPY at most. */
const filesPerCopy = 1000;
/** A file that could not be opened may be there at the next try; one whose content is wrong stays so. */
const attemptsMax = 3;

/** A COPY of waiting files that was tried. */
interface Attempt {
  files: Source[];
  access?: ObjectAccess;
  /** Set once the files are being read. */
  load?: Load;
  error?: Error;
}

/**
 * Loads all files of a job that wait: together, and where that fails one by one, so that the good ones are loaded and each bad
 * one is marked. Stops when the job is dropped or no longer automatic.
 */
export async function loadWaiting(session: WarehouseSession, run: LoadWaiting): Promise<void> {
  for (;;) {
    const attempt = await tryLoad(session, run);
    if (attempt.error) await loadOneByOne(session, run, attempt);
    else if (attempt.files.length === 0) return;
  }
}

async function loadOneByOne(session: WarehouseSession, run: LoadWaiting, failed: Attempt): Promise<void> {
  requireFileError(failed);
  const { files } = failed;
  let postponed: Error | undefined;
  for (const { key } of files) {
    const attempt = files.length === 1 ? failed : await tryLoad(session, run, key);
    const [file] = attempt.files;
    if (!attempt.error || !file) continue;
    requireFileError(attempt);
    if (!(await putAside(session, run, file, attempt))) postponed = attempt.error;
  }
  if (postponed) throw postponed;
}

/** What failed before a file was read, or fails for a reason that passes, is the job's error. */
function requireFileError({ load, error }: Attempt): void {
  if (error && (!load || isPassing(error))) throw error;
}

async function tryLoad(
  session: WarehouseSession,
  { job, signal }: LoadWaiting,
  key?: string,
): Promise<Attempt> {
  signal.throwIfAborted();
  const attempt: Attempt = { files: [] };
  try {
    await session.perform(job.text, jobStatement(job), async (context) => {
      await context.lock([job.id]);
      if (context.catalog.copyJobById(job.id)?.auto) {
        await loadJobFiles(job, context, {
          sources: async (access) => {
            attempt.access = access;
            attempt.files = await waitingFiles(context.engine, job, { limit: filesPerCopy, key });
            return attempt.files;
          },
          onLoad: (load) => {
            attempt.load = load;
          },
        });
      }
      return context.done('COPY');
    });
    return attempt;
  } catch (error) {
    return { ...attempt, error: error as Error };
  }
}

/** False where the file waits for another try. */
async function putAside(
  session: WarehouseSession,
  { job, attempts, onFailedFile, signal }: LoadWaiting,
  file: Source,
  { load, access, error }: Attempt,
): Promise<boolean> {
  const change = (work: Parameters<typeof withJobLocked>[3]) => withJobLocked(session, job, signal, work);
  const [reason] = load?.errors.details() ?? [];
  if (!reason) {
    if (access && (await isGone(access, file))) {
      await change((engine) => forgetFile(engine, job, file.key));
      return true;
    }
    const tried = (attempts.get(file.key) ?? 0) + 1;
    attempts.set(file.key, tried);
    if (tried < attemptsMax) return false;
  }
  attempts.delete(file.key);
  const column = reason?.column === undefined ? undefined : load?.target.columns[reason.column]?.name;
  const place = [...(reason?.line ? [`line ${reason.line}`] : []), ...(column ? [`column ${column}`] : [])];
  const message = `${reason?.reason ?? error?.message}${place.length > 0 ? ` (${place.join(', ')})` : ''}`;
  await change((engine) => markFailed(engine, job, file.key, message));
  onFailedFile({ url: file.url, message });
  return true;
}

async function isGone(access: ObjectAccess, { bucket, key }: Source): Promise<boolean> {
  try {
    await access.head(bucket, key);
    return false;
  } catch (error) {
    return error instanceof ObjectError && error.code === 'NoSuchKey';
  }
}
