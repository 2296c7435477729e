import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { FinishedFile } from '#warehouse/unload/files/settle-files.ts';
import { partitionPath } from '#warehouse/unload/partition-path.ts';

/**
 * How many slices UNLOAD with PARALLEL ON writes as. The engine's threads decide how many files there are: the first is slice 0000's,
 * the second slice 0001's, the third the next part of slice 0000. A small result is one file.
 */
export const slices = 2;

/** A file with its object's name. */
export interface NamedFile extends FinishedFile {
  /** `col=value/`, empty without PARTITION BY. */
  partition: string;
  key: string;
  slice: number;
}

const extensions = { none: '', gzip: '.gz', bzip2: '.bz2', zstd: '.zst' };

/** The key under which partitions and files stand: with PARTITION BY it ends in a slash. */
export function unloadRoot({ prefix, partition }: Pick<UnloadOptions, 'prefix' | 'partition'>): string {
  return partition && prefix !== '' && !prefix.endsWith('/') ? `${prefix}/` : prefix;
}

/** Keys of the files, which are numbered within their partition. */
export function nameFiles(files: readonly FinishedFile[], options: UnloadOptions): NamedFile[] {
  const root = unloadRoot(options);
  const counts = new Map<string, number>();
  return files.map((file) => {
    const partition = partitionPath(file.folders, options.partition?.columns ?? []);
    const number = counts.get(partition) ?? 0;
    counts.set(partition, number + 1);
    const slice = options.parallel ? number % slices : 0;
    return { ...file, partition, slice, key: `${root}${partition}${fileName(number, slice, options)}` };
  });
}

/**
 * A file's name after its folder: `0000_part_00`, serial `000`, with the extension of EXTENSION alone, or of the format and the
 * compression.
 */
function fileName(number: number, slice: number, options: UnloadOptions): string {
  const extension = extensionOf(options);
  if (!options.parallel) return `${digits(number, 3)}${extension}`;
  return `${digits(slice, 4)}_part_${digits(Math.floor(number / slices), 2)}${extension}`;
}

function extensionOf({ extension, format, compression }: UnloadOptions): string {
  if (extension !== undefined) return `.${extension}`;
  return format.kind === 'parquet' ? '.parquet' : extensions[compression];
}

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
