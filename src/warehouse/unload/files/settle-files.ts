import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';
import { countLines } from '#warehouse/unload/files/count-lines.ts';
import type { RecordRule } from '#warehouse/unload/files/record-ends.ts';
import { runFileTask } from '#warehouse/unload/files/run-file-task.ts';
import { splitParquet, type Written, type WrittenFile } from '#warehouse/unload/files/write-files.ts';
import { holdsAnyText } from '#warehouse/unload/render/field-text.ts';

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
  const paths = files.map(({ path }) => path);
  if (files.every(({ bytes }) => bytes <= options.fileSizeMax)) {
    const lines = await Promise.all(paths.map(countLines));
    const header = options.header ? 1 : 0;
    const counts = lines.map((count) => BigInt(count - header));
    // Otherwise values hold line ends, and it takes more to tell records from lines.
    if (counts.reduce((sum, count) => sum + count, 0n) === rows) {
      return files.map((file, index) => ({ ...file, rows: counts[index]! }));
    }
  }
  const request = {
    paths,
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
