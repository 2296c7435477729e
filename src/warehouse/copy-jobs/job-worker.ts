import type { ObjectEvent } from '#stores/objects/object-store.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import { Arrivals } from '#warehouse/copy-jobs/arrivals.ts';
import type { CopyJobTimes } from '#warehouse/copy-jobs/copy-job-times.ts';

export interface JobWork {
  run(job: CopyJobRow, arrivals: Arrivals, attempts: Map<string, number>): Promise<void>;
  failed(job: CopyJobRow, error: unknown): void;
}

/**
 * When one job that is AUTO ON runs: a moment after it hears of new objects, and again a while after a run that failed. One run goes on
 * at a time.
 */
export class JobWorker {
  job: CopyJobRow;
  readonly #times: CopyJobTimes;
  readonly #work: JobWork;
  readonly #attempts = new Map<string, number>();
  #arrivals = new Arrivals();
  #timer: NodeJS.Timeout | undefined;
  /** When the planned run begins, in milliseconds since 1970. */
  #due = 0;
  #running: Promise<void> | undefined;
  #failures = 0;
  #stopped = false;

  constructor(job: CopyJobRow, times: CopyJobTimes, work: JobWork) {
    this.job = job;
    this.#times = times;
    this.#work = work;
  }

  /** An object was stored. */
  arrived(event: ObjectEvent): void {
    const { bucket, prefix, auto } = this.job;
    if (!auto || event.bucket !== bucket || !event.key.startsWith(prefix)) return;
    this.#arrivals.add(event);
    // After a failure, news may be what was missing; it does not hurry a run as much as otherwise.
    if (this.#failures > 0) this.#hurry(this.#times.retryMs);
    else this.#runIn(this.#times.gatherMs);
  }

  /** Anything may have been stored. */
  look(): void {
    if (!this.job.auto) return;
    this.#arrivals.addAll();
    this.#runIn(0);
  }

  /** The job was altered: what failed before may go well now. */
  altered(job: CopyJobRow): void {
    this.job = job;
    this.#failures = 0;
    this.#clear();
    this.look();
  }

  /** Resolves when the run that is going on is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#clear();
    await this.#running;
  }

  /** A run that is planned, or going on, is not hurried. */
  #runIn(ms: number): void {
    if (this.#stopped || this.#timer || this.#running) return;
    this.#due = Date.now() + ms;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#run().finally(() => {
        this.#running = undefined;
        this.#next();
      });
    }, ms);
    this.#timer.unref();
  }

  /** A run that is planned for later than in `ms` comes then. */
  #hurry(ms: number): void {
    if (!this.#timer || this.#due <= Date.now() + ms) return;
    this.#clear();
    this.#runIn(ms);
  }

  async #run(): Promise<void> {
    const arrivals = this.#arrivals;
    this.#arrivals = new Arrivals();
    if (!this.job.auto) return;
    try {
      await this.#work.run(this.job, arrivals, this.#attempts);
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      this.#arrivals.addAll();
      if (!this.#stopped) this.#work.failed(this.job, error);
    }
  }

  #next(): void {
    const { retryMs, retryMaxMs, gatherMs } = this.#times;
    if (this.#failures > 0) this.#runIn(Math.min(retryMaxMs, retryMs * 2 ** (this.#failures - 1)));
    else if (this.#arrivals.any) this.#runIn(this.#arrivals.all ? 0 : gatherMs);
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
