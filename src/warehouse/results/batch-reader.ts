import type { RowBatch } from '#warehouse/result.ts';
import { sliceBatch } from '#warehouse/results/slice-batch.ts';

/** Where batches come from: a running query. */
export interface BatchSource {
  next(): Promise<RowBatch | undefined>;
  close(): Promise<void>;
}

/** Hands out a query's rows by any count, in order: what is left of a batch waits for the next call. */
export class BatchReader {
  readonly #source: BatchSource;
  #batch: RowBatch | undefined;
  #position = 0;

  constructor(source: BatchSource) {
    this.#source = source;
  }

  /** Up to `rowsMax` rows; undefined at the end. */
  async read(rowsMax: number): Promise<RowBatch | undefined> {
    if (!this.#batch || this.#position === this.#batch.rowCount) {
      this.#batch = await this.#source.next();
      this.#position = 0;
    }
    if (!this.#batch) return undefined;
    const from = this.#position;
    this.#position = Math.min(this.#batch.rowCount, from + rowsMax);
    return sliceBatch(this.#batch, from, this.#position);
  }

  close(): Promise<void> {
    this.#batch = undefined;
    return this.#source.close();
  }
}
