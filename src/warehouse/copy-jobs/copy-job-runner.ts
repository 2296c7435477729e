import { RedshiftError } from '#base/errors.ts';
import type { Principal } from '#stores/identity/principal.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import type { S3Services } from '#warehouse/copy/s3-services.ts';
import { runAutomatically } from '#warehouse/copy-jobs/automatic-run.ts';
import { type CopyJobTimes, copyJobTimes } from '#warehouse/copy-jobs/copy-job-times.ts';
import { type JobWork, JobWorker } from '#warehouse/copy-jobs/job-worker.ts';
import { isElsewhere } from '#warehouse/copy-jobs/new-objects.ts';
import type { Shared } from '#warehouse/session/shared.ts';

/** The root of the account: it is asked only where a bucket is. */
const root: Principal = { kind: 'root', arn: 'arn:aws:iam::000000000000:root', name: 'root' };

/**
 * Runs the COPY JOBs that are AUTO ON: when objects are stored under their prefix, at the start for what was stored before,
 * when a job is made or altered, and from time to time where the bucket is elsewhere and sends no events.
 */
export class CopyJobRunner {
  readonly #shared: Shared;
  readonly #s3: S3Services;
  readonly #times: CopyJobTimes;
  readonly #workers = new Map<number, JobWorker>();
  readonly #ending = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #messages = new Map<number, string>();
  readonly #unsubscribe: () => void;
  readonly #poll: NodeJS.Timeout;

  constructor(shared: Shared, s3: S3Services, times: Partial<CopyJobTimes> = {}) {
    this.#shared = shared;
    this.#s3 = s3;
    this.#times = { ...copyJobTimes, ...times };
    this.#unsubscribe = s3.store.onEvent((event) => {
      if (!event.name.startsWith('ObjectCreated:')) return;
      for (const worker of this.#workers.values()) worker.arrived(event);
    });
    shared.catalog.onCopyJobs(() => this.#jobsChanged());
    this.#poll = setInterval(() => this.#lookElsewhere(), this.#times.pollMs);
    this.#poll.unref();
    this.#jobsChanged();
  }

  /** Stops the run that is going on, whose files wait for the next start, and starts no other. */
  async close(): Promise<void> {
    this.#unsubscribe();
    this.#shared.catalog.onCopyJobs(() => undefined);
    clearInterval(this.#poll);
    const stopped = [...this.#workers.values()].map((worker) => worker.stop());
    this.#stopping.abort();
    await Promise.all([...stopped, ...this.#ending]);
  }

  #jobsChanged(): void {
    const jobs = new Map([...this.#shared.catalog.begin().copyJobs()].map((job) => [job.id, job]));
    for (const [id, worker] of this.#workers) {
      if (jobs.has(id)) continue;
      this.#workers.delete(id);
      this.#messages.delete(id);
      const ending: Promise<void> = worker.stop().finally(() => this.#ending.delete(ending));
      this.#ending.add(ending);
    }
    for (const job of jobs.values()) {
      const worker = this.#workers.get(job.id);
      if (worker?.job === job) continue;
      if (worker) worker.altered(job);
      else this.#start(job);
    }
  }

  #start(job: CopyJobRow): void {
    const worker = new JobWorker(job, this.#times, this.#work);
    this.#workers.set(job.id, worker);
    worker.look();
  }

  readonly #work: JobWork = {
    run: (job, arrivals, attempts) =>
      runAutomatically({
        shared: this.#shared,
        job,
        arrivals,
        attempts,
        onFailedFile: ({ url, message }) => this.#tell(job, `${url}: ${message}`),
        signal: this.#stopping.signal,
      }).then(() => void this.#messages.delete(job.id)),
    failed: (job, error) => {
      const message = error instanceof Error ? error.message : String(error);
      // A reason that stays is told once.
      if (this.#messages.get(job.id) === message) return;
      this.#messages.set(job.id, message);
      const reason = error instanceof RedshiftError ? message : error;
      this.#shared.log.warn('a COPY JOB could not run', { job: job.name, reason });
      this.#tell(job, message);
    },
  };

  /** A row of SYS_COPY_JOB_INFO. */
  #tell(job: CopyJobRow, message: string): void {
    const { catalog, history } = this.#shared;
    const database = [...catalog.begin().databases()].find(({ oid }) => oid === job.databaseOid)?.name ?? '';
    history.add('copy_job_messages', [
      job.owner,
      BigInt(job.id),
      job.name,
      database,
      nowMicroseconds(),
      message,
    ]);
  }

  #lookElsewhere(): void {
    const access = this.#s3.accessFor(root, undefined);
    for (const worker of this.#workers.values()) if (isElsewhere(access, worker.job)) worker.look();
  }
}
