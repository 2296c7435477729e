import type { Load } from '#warehouse/copy/load.ts';

/** Files in their order, together as long as they are not too large or too many. */
export function* cutBatches<File extends { size: number }>(
  files: readonly File[],
  { bytesMax, filesMax = 500 }: { bytesMax: number; filesMax?: number },
): Iterable<File[]> {
  let batch: File[] = [];
  let bytes = 0;
  for (const file of files) {
    const full = bytes + file.size > bytesMax || batch.length >= filesMax;
    if (batch.length > 0 && full) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += file.size;
  }
  if (batch.length > 0) yield batch;
}

/** How files of one kind are loaded: made ready, loaded, let go. */
export interface BatchSteps<Ready> {
  prepare(load: Load, sources: Load['files']): Promise<Ready[]>;
  /** The number of rows. */
  loadBatch(load: Load, files: Ready[]): Promise<number>;
  release(files: Ready[]): Promise<void>;
}

/**
 * Loads batch by batch in the statement's transaction; while one is loaded the next is made ready. The number of rows; it
 * ends early when the load's errors are too many.
 */
export async function loadInBatches<Ready>(
  load: Load,
  bytesMax: number,
  { prepare, loadBatch, release }: BatchSteps<Ready>,
): Promise<number> {
  const batches = [...cutBatches(load.files, { bytesMax })];
  // So that the engine tells how far it is.
  await load.engine.run('SET enable_progress_bar = true');
  await load.engine.run('SET enable_progress_bar_print = false');
  let rows = 0;
  const stop = new AbortController();
  const ahead: Load = { ...load, signal: AbortSignal.any([load.signal, stop.signal]) };
  let next = prepare(ahead, batches[0] ?? []);
  try {
    for (const [index] of batches.entries()) {
      const files = await next;
      next = prepare(ahead, batches[index + 1] ?? []);
      next.catch(() => undefined);
      try {
        rows += await loadBatch(load, files);
      } finally {
        await release(files);
      }
      if (load.errors.full) break;
    }
    return rows;
  } finally {
    stop.abort();
    await next.then(release, () => undefined);
  }
}
