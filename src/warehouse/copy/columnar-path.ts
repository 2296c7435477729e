import { RedshiftError } from '#base/errors.ts';
import { intoSql } from '#sql/bind/insert.ts';
import type { CopyFormat } from '#sql/copy/copy-options.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { cutBatches } from '#warehouse/copy/load-batches.ts';
import type { LoadContext } from '#warehouse/copy/load-context.ts';
import type { SourceFile } from '#warehouse/copy/open-sources.ts';
import { columnarProblem } from '#warehouse/copy/parquet/column-match.ts';
import {
  type KnownParquetFile,
  parquetSelects,
  withSchemas,
} from '#warehouse/copy/parquet/parquet-source.ts';
import { SpectrumError, spectrumCodes } from '#warehouse/copy/parquet/spectrum-error.ts';
import { storageError } from '#warehouse/copy/storage-error.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';

const batchBytesMax = 256 * 1024 * 1024;

type ColumnarFile = KnownParquetFile & { source: SourceFile; size: number };

/**
 * Loads Parquet files with the engine's reader. Every schema is compared with the table first; any error is one of the
 * whole load, in the words of Redshift's scanner (copy.md §7). The number of rows.
 */
export async function loadColumnar(load: Load, context: LoadContext, region: string): Promise<number> {
  try {
    const files = await openFiles(load, region);
    // All schemas before the first row.
    parquetSelects(files, load.target.columns, parquetOptions(load));
    let rows = 0;
    const limits = { bytesMax: batchBytesMax, filesMax: Number.POSITIVE_INFINITY };
    for (const batch of cutBatches(files, limits)) rows += await loadBatch(load, context, batch);
    return rows;
  } catch (error) {
    if (error instanceof SpectrumError) throw spectrumFailed(error, load, context);
    throw error;
  }
}

async function openFiles(load: Load, region: string): Promise<ColumnarFile[]> {
  const files: Omit<ColumnarFile, 'schema'>[] = [];
  for (const source of load.files) {
    requireLength(load, source);
    const url = `https://s3.${region}.amazonaws.com/${source.bucket}/${source.key}`;
    files.push({ path: await source.open(), url, source, size: source.size });
  }
  return withSchemas(load.engine, files);
}

/** A manifest of columnar files must state each one's size, and truly. */
function requireLength({ options }: Load, { contentLength, size }: SourceFile): void {
  if (!options.source.manifest) return;
  if (contentLength === undefined)
    throw new SpectrumError(spectrumCodes.manifest, "File entry does not have 'meta' key.");
  if (contentLength === size) return;
  throw new SpectrumError(
    spectrumCodes.value,
    'HTTP response error code: 416 Message: InvalidRange The requested range is not satisfiable',
  );
}

function parquetOptions({ options }: Load): { serializeToJson: boolean; fillRecord: boolean } {
  const format = options.format as Extract<CopyFormat, { kind: 'parquet' }>;
  return { serializeToJson: format.serializeToJson, fillRecord: options.load.fillRecord };
}

async function loadBatch(load: Load, context: LoadContext, batch: ColumnarFile[]): Promise<number> {
  const { engine, progress, target } = load;
  let rows = 0;
  for (const select of parquetSelects(batch, target.columns, parquetOptions(load))) {
    progress.currentFile = batch[0]?.source.url ?? '';
    for (const { source } of batch) source.started ??= nowMicroseconds();
    rows += await loadSelect(load, context, select.sql, batch);
  }
  for (const { path, source } of batch) {
    source.lines = await rowCount(engine, path);
    source.ended = nowMicroseconds();
    progress.bytesDone += source.size;
    progress.filesComplete++;
  }
  progress.lines += rows;
  return rows;
}

async function loadSelect(
  load: Load,
  context: LoadContext,
  select: string,
  files: ColumnarFile[],
): Promise<number> {
  const { engine, target } = load;
  try {
    const into = intoSql(target.table, [...target.columns, ...target.defaulted.map(({ column }) => column)]);
    const items = ['p.*', ...target.defaulted.map(({ sql }) => sql)].join(', ');
    return await engine.run(`${into} SELECT ${items} FROM (${select}) AS p`);
  } catch (error) {
    load.signal.throwIfAborted();
    throw (await blame(load, context, files)) ?? error;
  }
}

/** Which of the files it was, and why; undefined when each can be read by itself. */
async function blame(
  load: Load,
  context: LoadContext,
  files: ColumnarFile[],
): Promise<SpectrumError | undefined> {
  for (const file of files) {
    const found = await context.aside(async (connection) => {
      try {
        const { columns } = load.target;
        for (const { sql } of parquetSelects([file], columns, parquetOptions(load)))
          await readThrough(connection, sql, columns.length);
        return undefined;
      } catch (error) {
        return asSpectrumError(error, file);
      }
    });
    if (found) return found;
  }
  return undefined;
}

/** Reads and converts every value, and keeps none. */
async function readThrough(connection: EngineConnection, select: string, columns: number): Promise<void> {
  const names = Array.from({ length: columns }, (_, index) => `v${index}`);
  const values = names.map((name) => `count(${name})`).join(', ');
  await connection.rows(`SELECT ${values} FROM (${select}) AS p(${names.join(', ')})`);
}

function asSpectrumError(error: unknown, { url }: ColumnarFile): SpectrumError {
  if (error instanceof SpectrumError) return error;
  const text = error instanceof RedshiftError ? error.message : '';
  if (text.startsWith(columnarProblem)) {
    return new SpectrumError(spectrumCodes.value, `${text.slice(columnarProblem.length)}. File name: ${url}`);
  }
  return new SpectrumError(
    spectrumCodes.value,
    `File '${url}' could not be read: it is damaged, or holds text that is not UTF-8.`,
  );
}

async function rowCount(engine: EngineConnection, path: string): Promise<number> {
  const [row] = await engine.rows(
    `SELECT CAST(num_rows AS VARCHAR) FROM parquet_file_metadata(${quoteLiteral(path)})`,
  );
  return Number(row?.[0] ?? 0);
}

function spectrumFailed({ code, context: reason }: SpectrumError, load: Load, { queryId, pid }: LoadContext) {
  const url = /'?(https:[^']+?)'?(?: |$)/.exec(reason)?.[1] ?? '';
  const file = load.files.findIndex(({ bucket, key }) => url.endsWith(`/${bucket}/${key}`));
  load.errors.add({
    file: Math.max(0, file),
    line: 0,
    column: undefined,
    position: 0,
    code,
    reason,
    rawLine: '',
    rawField: '',
  });
  return storageError('Spectrum Scan Error', { queryId, pid, code, context: reason }, hintFor(reason));
}

function hintFor(reason: string): string | undefined {
  if (reason.startsWith('Unmatched number of columns'))
    return "Columns go by position: name the file's columns after the table's name, or use FILLRECORD where the last ones are missing.";
  if (reason.includes('incompatible Parquet schema'))
    return /schema: \w+ group/.test(reason)
      ? 'Nested columns load into SUPER with SERIALIZETOJSON.'
      : "Columns go by position, and the types of file and table must be the same: change the table's column, or write the file with its type.";
  if (reason.includes('is not a valid Parquet file'))
    return 'A Parquet file begins and ends with PAR1: this one is cut off, or of another format.';
  if (reason.startsWith('The length of the data column'))
    return 'Lengths count bytes. Make the column wider: TRUNCATECOLUMNS does not go with PARQUET.';
  return undefined;
}
