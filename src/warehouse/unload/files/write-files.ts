import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import { quoteLiteral } from '#sql/quote.ts';
import type { EngineConnection, EngineValue } from '#warehouse/engine/engine-connection.ts';
import type { RecordSource } from '#warehouse/unload/render/record-source.ts';

/** A file that the engine wrote. */
export interface WrittenFile {
  path: string;
  bytes: number;
  /** Rows, where the engine tells; undefined in text files that are several. */
  rows: bigint | undefined;
  /** The partition's folders as the engine names them: `p0=2024`, `p1=a%20b`. */
  folders: string[];
}

/** What one COPY … TO of the engine made. */
export interface Written {
  rows: bigint;
  files: WrittenFile[];
}

/** The engine closes a file some records after its limit; this keeps it below what the statement allows. */
const limitShare = 0.96;
/** With a limit near the default (6.2 GB) a serial result is one file in nearly all cases, written by all threads. */
const splitSerialBelow = 6 * 10 ** 9;

/**
 * Lets the engine write the records into files of `folder`, which is made. Parallel, each of its threads writes files of
 * its own, and the order of the query's rows is kept within each; serial, over all files.
 */
export async function writeFiles(
  engine: EngineConnection,
  source: RecordSource,
  options: UnloadOptions,
  folder: string,
): Promise<Written> {
  await mkdir(folder);
  const inOrder = isSplitSerial(options);
  const oneFile = source.folders.length === 0 && !options.parallel && !inOrder;
  const sql = inOrder ? oneThread(source.sql) : source.sql;
  return writeInto(engine, sql, copyOptions(source, options), { folder, oneFile });
}

/**
 * Splits a Parquet file that became too large, in its order: the engine cannot limit the files of partitions by itself. Row groups stay
 * whole, so a file may still be larger.
 */
export async function splitParquet(
  engine: EngineConnection,
  file: WrittenFile,
  options: UnloadOptions,
): Promise<WrittenFile[]> {
  const sql = oneThread(`SELECT * FROM read_parquet(${quoteLiteral(file.path)}, hive_partitioning = false)`);
  const folder = `${file.path}-split`;
  const settings = [...parquetOptions(), fileSize(options)];
  const { files } = await writeInto(engine, sql, settings, { folder, oneFile: false });
  return files.map((piece) => ({ ...piece, folders: file.folders }));
}

async function writeInto(
  engine: EngineConnection,
  sql: string,
  settings: readonly string[],
  { folder, oneFile }: { folder: string; oneFile: boolean },
): Promise<Written> {
  const target = quoteLiteral(oneFile ? join(folder, 'data_0') : folder);
  const answer = await engine.rows(`COPY (${sql}) TO ${target} (${settings.join(', ')})`);
  const files = await listFiles(folder);
  if (settings.includes('RETURN_STATS')) return withStatistics(answer, files, folder);
  const rows = answer[0]?.[0] as bigint;
  const [only] = files;
  if (files.length === 1 && only) only.rows = rows;
  return { rows, files };
}

function isSplitSerial({ parallel, partition, fileSizeMax }: UnloadOptions): boolean {
  return !parallel && !partition && fileSizeMax < splitSerialBelow;
}

/** Numbering the rows makes the engine hand them over one after the other, in their order. */
function oneThread(sql: string): string {
  return `SELECT * EXCLUDE (n) FROM (SELECT *, row_number() OVER () AS n FROM (${sql})) WHERE n > 0`;
}

function copyOptions({ folders }: RecordSource, options: UnloadOptions): string[] {
  const parts = options.format.kind === 'parquet' ? parquetOptions() : textOptions(options);
  if (folders.length > 0) return [...parts, `PARTITION_BY (${folders.join(', ')})`];
  if (options.parallel) parts.push('PER_THREAD_OUTPUT');
  if (options.parallel || isSplitSerial(options)) parts.push(fileSize(options));
  return parts;
}

function fileSize({ fileSizeMax }: UnloadOptions): string {
  return `FILE_SIZE_BYTES ${Math.floor(fileSizeMax * limitShare)}`;
}

/** Snappy, as Redshift writes it. */
function parquetOptions(): string[] {
  return ['FORMAT parquet', 'COMPRESSION snappy', 'RETURN_STATS'];
}

/** One column of finished records: nothing is quoted, and the column's name is the line of names. */
function textOptions({ header }: UnloadOptions): string[] {
  return ['FORMAT csv', `HEADER ${header}`, `QUOTE ''`, `ESCAPE ''`, `DELIMITER '\x01'`];
}

/** In the order in which the engine opened them: `data_2.csv` before `data_10.csv`. */
async function listFiles(folder: string): Promise<WrittenFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: WrittenFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const folders = relative(folder, entry.parentPath)
      .split(sep)
      .filter((name) => name !== '');
    files.push({ path, bytes: (await stat(path)).size, rows: undefined, folders });
  }
  const order = new Intl.Collator('en', { numeric: true });
  return files.sort((a, b) => order.compare(a.path, b.path));
}

/** Rows of the result are files: name, rows, bytes and more. Files without rows are left out. */
function withStatistics(answer: EngineValue[][], files: WrittenFile[], folder: string): Written {
  const rowsOf = new Map(answer.map(([path, rows]) => [relative(folder, String(path)), rows as bigint]));
  const written = files.map((file) => ({ ...file, rows: rowsOf.get(relative(folder, file.path)) ?? 0n }));
  return {
    rows: written.reduce((sum, { rows }) => sum + rows, 0n),
    files: written.filter(({ rows }) => rows > 0n),
  };
}
