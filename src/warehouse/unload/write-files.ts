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
  rows?: bigint;
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
/** Up to here (the default of MAXFILESIZE is above) a serial UNLOAD has to split its result in any case. */
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
  const target = source.folders.length > 0 || options.parallel || inOrder ? folder : join(folder, 'data_0');
  const sql = inOrder ? oneThread(source.sql) : source.sql;
  const answer = await engine.rows(
    `COPY (${sql}) TO ${quoteLiteral(target)} (${copyOptions(source, options)})`,
  );
  const files = await listFiles(folder);
  if (options.format.kind === 'parquet') return withStatistics(answer, files, folder);
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

function copyOptions({ folders }: RecordSource, options: UnloadOptions): string {
  const parts = options.format.kind === 'parquet' ? parquetOptions(options) : textOptions(options);
  if (folders.length > 0) parts.push(`PARTITION_BY (${folders.join(', ')})`);
  else {
    if (options.parallel) parts.push('PER_THREAD_OUTPUT');
    if (options.parallel || isSplitSerial(options)) {
      parts.push(`FILE_SIZE_BYTES ${Math.floor(options.fileSizeMax * limitShare)}`);
    }
  }
  return parts.join(', ');
}

/** Snappy, as Redshift writes it. */
function parquetOptions(_options: UnloadOptions): string[] {
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
    files.push({ path, bytes: (await stat(path)).size, folders });
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
