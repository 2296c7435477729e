import { fail, type RedshiftError } from '#base/errors.ts';
import type { Connection } from '#warehouse/engine/connection.ts';

/** An interrupt that comes between two calls is lost in the engine, so it is repeated until the call ends. */
const repeatMs = 10;

/** What PostgreSQL's query cancel and Redshift's statement time-out both say. */
export function canceled(queryId: bigint): RedshiftError {
  return fail('query_canceled', `Query (${queryId}) canceled on user's request`);
}

/** The means to stop one statement: by hand, or when its time is up. */
export class Cancellation {
  readonly #controller = new AbortController();
  readonly #connection: Connection;
  readonly #timeout: () => RedshiftError;
  #remainingMs: number;

  /** `timeoutMs` counts only while the statement works, not while its rows wait to be read; 0 is never. */
  constructor(connection: Connection, timeoutMs: number, timeout: () => RedshiftError) {
    this.#connection = connection;
    this.#remainingMs = timeoutMs > 0 ? timeoutMs : Number.POSITIVE_INFINITY;
    this.#timeout = timeout;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(reason: Error): void {
    this.#controller.abort(reason);
  }

  /** Does a piece of the statement's work; throws the reason when it was cancelled before or meanwhile. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const { signal } = this;
    signal.throwIfAborted();
    let repeat: NodeJS.Timeout | undefined;
    const interrupt = () => {
      this.#connection.interrupt();
      repeat = setInterval(() => this.#connection.interrupt(), repeatMs);
    };
    signal.addEventListener('abort', interrupt, { once: true });
    const stopClock = this.#startClock();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      stopClock();
      signal.removeEventListener('abort', interrupt);
      clearInterval(repeat);
    }
  }

  #startClock(): () => void {
    if (!Number.isFinite(this.#remainingMs)) return () => undefined;
    const start = performance.now();
    const timer = setTimeout(() => this.cancel(this.#timeout()), this.#remainingMs);
    return () => {
      clearTimeout(timer);
      this.#remainingMs = Math.max(1, this.#remainingMs - (performance.now() - start));
    };
  }
}
