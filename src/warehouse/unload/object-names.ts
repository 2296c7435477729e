import type { UnloadOptions } from '#sql/copy/unload-options.ts';

/**
 * How many slices UNLOAD with PARALLEL ON writes as. The engine's threads decide how many files there are; the first is slice 0000's,
 * the second slice 0001's, the third the next part of slice 0000. A small result is one file.
 */
export const slices = 2;

const extensions = { none: '', gzip: '.gz', bzip2: '.bz2', zstd: '.zst' };

/** The key under which partitions and files stand: with PARTITION BY it ends in a slash. */
export function unloadRoot({ prefix, partition }: Pick<UnloadOptions, 'prefix' | 'partition'>): string {
  return partition && prefix !== '' && !prefix.endsWith('/') ? `${prefix}/` : prefix;
}

/** Slice of the file with this number, as its name and the logs tell it. */
export function sliceOf(number: number, { parallel }: Pick<UnloadOptions, 'parallel'>): number {
  return parallel ? number % slices : 0;
}

/**
 * Name of a file after its folder: `0000_part_00`, serial `000`; with the extension of EXTENSION alone, or of the format and
 * the compression.
 */
export function fileName(number: number, options: UnloadOptions): string {
  const extension = extensionOf(options);
  if (!options.parallel) return `${digits(number, 3)}${extension}`;
  const part = Math.floor(number / slices);
  return `${digits(sliceOf(number, options), 4)}_part_${digits(part, 2)}${extension}`;
}

function extensionOf({ extension, format, compression }: UnloadOptions): string {
  if (extension !== undefined) return `.${extension}`;
  return format.kind === 'parquet' ? '.parquet' : extensions[compression];
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
