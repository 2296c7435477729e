import type { RowBatch } from '#warehouse/result.ts';

/** What happens around the rows of a result while they are read. */
export interface BatchHooks {
  next(): Promise<RowBatch | undefined>;
  /** All rows were read: the statement is complete. */
  complete(): Promise<void>;
  /** Reading failed; gives the error that the consumer shall see. */
  failed(error: unknown): Promise<unknown>;
  /** The consumer wants no more. */
  abandoned(): Promise<void>;
}

/** The batches of a result. The last call of `next` returns only when the statement is complete. */
export class QueryBatches implements AsyncIterableIterator<RowBatch, undefined> {
  readonly #hooks: BatchHooks;
  #over = false;
  #reading: Promise<unknown> | undefined;

  constructor(hooks: BatchHooks) {
    this.#hooks = hooks;
  }

  next(): Promise<IteratorResult<RowBatch, undefined>> {
    const reading = this.#read();
    this.#reading = reading;
    return reading;
  }

  /** What was asked for last is here, or has failed with all that follows from it. */
  async settled(): Promise<void> {
    await this.#reading?.catch(() => undefined);
  }

  async #read(): Promise<IteratorResult<RowBatch, undefined>> {
    if (this.#over) return { done: true, value: undefined };
    try {
      const batch = await this.#hooks.next();
      if (batch) return { done: false, value: batch };
      this.#over = true;
      await this.#hooks.complete();
    } catch (error) {
      this.#over = true;
      throw await this.#hooks.failed(error);
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<RowBatch, undefined>> {
    if (!this.#over) {
      this.#over = true;
      await this.#hooks.abandoned();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
