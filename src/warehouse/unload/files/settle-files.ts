import { open } from 'node:fs/promises';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';
import { countLines } from '#warehouse/unload/files/count-lines.ts';
import type { RecordRule } from '#warehouse/unload/files/record-ends.ts';
import { runFileTask } from '#warehouse/unload/files/run-file-task.ts';
import { splitParquet, type Written, type WrittenFile } from '#warehouse/unload/files/write-files.ts';
import { inParallel } from '#warehouse/unload/in-parallel.ts';
import { holdsAnyText } from '#warehouse/unload/render/field-text.ts';

/** Files that are read at the same time. */
const filesAtOnce = 8;

/** A file as it will be stored, but for its compression. */
export interface FinishedFile extends WrittenFile {
  rows: bigint;
}

/**
 * The files with their rows counted, those that are larger than MAXFILESIZE split. An UNLOAD without rows leaves one empty
 * text file (with HEADER, the line of names) and no file of JSON or Parquet.
 */
export async function settleFiles(
  { rows, files }: Written,
  options: UnloadOptions,
  columns: readonly OutputColumn[],
  { engine, signal }: { engine: EngineConnection; signal: AbortSignal },
): Promise<FinishedFile[]> {
  if (options.format.kind === 'parquet') return settleParquet(files, options, engine);
  if (rows === 0n && options.format.kind === 'json') return [];
  const [only] = files;
  if (files.length === 1 && only && only.bytes <= options.fileSizeMax) return [{ ...only, rows }];
  const counted = await countedByLines({ rows, files }, options, signal);
  if (counted) return counted;
  const request = {
    paths: files.map(({ path }) => path),
    rule: recordRule(options, columns),
    rows: Number(rows),
    header: options.header,
    bytesMax: options.fileSizeMax,
  };
  const measured = await runFileTask({ kind: 'measure', request }, signal);
  return files.flatMap(({ folders }, index) =>
    (measured[index] ?? []).map((file) => ({ ...file, rows: BigInt(file.rows), folders })),
  );
}

/**
 * The quick way: undefined where values hold line ends, so that it takes more to tell records from lines, or where a file is too large.
 * Meanwhile the files go to disk, which storing them would have to wait for.
 */
async function countedByLines(
  { rows, files }: Written,
  options: UnloadOptions,
  signal: AbortSignal,
): Promise<FinishedFile[] | undefined> {
  if (files.some(({ bytes }) => bytes > options.fileSizeMax)) return undefined;
  const header = options.header ? 1 : 0;
  const finished = await inParallel(files, filesAtOnce, async (file) => {
    signal.throwIfAborted();
    const syncing = options.compression === 'none' ? bringToDisk(file.path) : undefined;
    const lines = await countLines(file.path);
    await syncing;
    return { ...file, rows: BigInt(lines - header) };
  });
  return finished.reduce((sum, file) => sum + file.rows, 0n) === rows ? finished : undefined;
}

async function bringToDisk(path: string): Promise<void> {
  await using file = await open(path);
  await file.datasync();
}

/** Parallel, the engine kept the limit as well as it can. */
async function settleParquet(
  files: readonly WrittenFile[],
  options: UnloadOptions,
  engine: EngineConnection,
): Promise<FinishedFile[]> {
  const finished: WrittenFile[] = [];
  for (const file of files) {
    const tooLarge = file.bytes > options.fileSizeMax && (options.partition || !options.parallel);
    finished.push(...(tooLarge ? await splitParquet(engine, file, options) : [file]));
  }
  return finished.map((file) => ({ ...file, rows: file.rows ?? 0n }));
}

function recordRule({ format }: UnloadOptions, columns: readonly OutputColumn[]): RecordRule {
  if (format.kind === 'csv') return 'quoted';
  if (format.kind === 'text' && format.escape) return 'escaped';
  const plain = format.kind === 'json' || !columns.some(({ type }) => holdsAnyText(type));
  return plain ? 'lines' : 'ambiguous';
}
