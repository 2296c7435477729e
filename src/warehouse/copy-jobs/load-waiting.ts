import type { ObjectAccess } from '#stores/objects/object-access.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import type { Source } from '#warehouse/copy/list-sources.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { isPassing } from '#warehouse/copy-jobs/is-passing.ts';
import { forgetFile, isAnyWaiting, markFailed, waitingFiles } from '#warehouse/copy-jobs/job-files.ts';
import { withJobLocked } from '#warehouse/copy-jobs/job-session.ts';
import { jobStatement, loadJobFiles } from '#warehouse/copy-jobs/load-job-files.ts';
import type { WarehouseSession } from '#warehouse/session/session.ts';

export interface FailedFile {
  url: string;
  message: string;
}

export interface LoadWaiting {
  job: CopyJobRow;
  /** How often each key failed without its content being to blame; kept from run to run. */
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
 * Loads all files of a job that wait. They are one COPY; where it fails, the file that is named in its errors is put aside and the
 * others are tried in halves, down to a file alone, so that every good file is loaded and every bad one is marked. Stops when the
 * job is dropped or no longer automatic. Throws what is not the fault of a file, and when files must be tried again later.
 */
export async function loadWaiting(session: WarehouseSession, run: LoadWaiting): Promise<void> {
  while (await isAnyWaiting(session.core.connection, run.job)) {
    const postponed: Error[] = [];
    const files = await loadSome(session, run, postponed);
    const [error] = postponed;
    if (error) throw error;
    if (files === 0) return;
  }
}

/** How many files were tried; of them only `keys` where they are given. */
async function loadSome(
  session: WarehouseSession,
  run: LoadWaiting,
  postponed: Error[],
  keys?: string[],
): Promise<number> {
  const attempt = await tryLoad(session, run, keys);
  const { files, load, error } = attempt;
  if (!error) return files.length;
  if (!load || isPassing(error)) throw error;
  const alone = files.length === 1;
  const bad = files.filter((_, index) => alone || load.errors.countOf(index) > 0);
  for (const file of bad) {
    const settled = await putAside(session, run, file, attempt);
    if (!settled) postponed.push(error);
  }
  const rest = files.filter((file) => !bad.includes(file)).map(({ key }) => key);
  for (const half of halves(rest)) await loadSome(session, run, postponed, half);
  return files.length;
}

function halves(keys: string[]): string[][] {
  const middle = Math.ceil(keys.length / 2);
  return [keys.slice(0, middle), keys.slice(middle)].filter((half) => half.length > 0);
}

async function tryLoad(
  session: WarehouseSession,
  { job, signal }: LoadWaiting,
  keys?: string[],
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
            attempt.files = await waitingFiles(context.engine, job, { limit: filesPerCopy, keys });
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
  attempt: Attempt,
): Promise<boolean> {
  const { access } = attempt;
  const reason = contentError(attempt, file);
  if (reason === undefined) {
    if (access && (await isGone(access, file))) {
      await withJobLocked(session, job, signal, (engine) => forgetFile(engine, job, file.key));
      return true;
    }
    const tried = (attempts.get(file.key) ?? 0) + 1;
    attempts.set(file.key, tried);
    if (tried < attemptsMax) return false;
  }
  attempts.delete(file.key);
  const message = reason ?? attempt.error?.message ?? '';
  await withJobLocked(session, job, signal, (engine) => markFailed(engine, job, file.key, message));
  onFailedFile({ url: file.url, message });
  return true;
}

/** What is wrong in the file, and where: `Invalid digit … (line 2, column a)`. */
function contentError({ load, files }: Attempt, file: Source): string | undefined {
  const found = load?.errors.details().find((detail) => detail.file === files.indexOf(file));
  if (!found) return undefined;
  const column = found.column === undefined ? undefined : load?.target.columns[found.column]?.name;
  const place = [...(found.line > 0 ? [`line ${found.line}`] : []), ...(column ? [`column ${column}`] : [])];
  return place.length > 0 ? `${found.reason} (${place.join(', ')})` : found.reason;
}

async function isGone(access: ObjectAccess, { bucket, key }: Source): Promise<boolean> {
  try {
    await access.head(bucket, key);
    return false;
  } catch (error) {
    return error instanceof ObjectError && error.code === 'NoSuchKey';
  }
}
