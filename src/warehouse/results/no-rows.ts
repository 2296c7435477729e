import type { RowBatch, StatementResult } from '#warehouse/result.ts';

/** Batches of a result that has none. */
export function noBatches(): AsyncIterableIterator<RowBatch, undefined> {
  const done = { done: true as const, value: undefined };
  return {
    next: async () => done,
    return: async () => done,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The result of a statement without rows. */
export function noRows(tag: string): StatementResult {
  return { columns: undefined, batches: noBatches(), tag: () => tag };
}
