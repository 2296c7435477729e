import type { LoadColumn } from '#sql/copy/field-conversion.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { matchColumn, mismatchText } from '#warehouse/copy/parquet/column-match.ts';
import { type ParquetColumn, readParquetColumns } from '#warehouse/copy/parquet/parquet-schema.ts';
import { SpectrumError, spectrumCodes } from '#warehouse/copy/parquet/spectrum-error.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';

export interface ParquetFile {
  path: string;
  /** `https://s3.<region>.amazonaws.com/<bucket>/<key>`, as errors name it. */
  url: string;
}

export interface ParquetOptions {
  serializeToJson: boolean;
  /** FILLRECORD: columns missing at the end of a file are NULL. */
  fillRecord: boolean;
}

/** A file whose schema is known. */
export type KnownParquetFile = ParquetFile & { schema: ParquetColumn[] };

/** A SELECT whose columns are those of the load, over files with the same schema. */
export interface ParquetSelect {
  sql: string;
  files: KnownParquetFile[];
}

/** The files with their schemas, each read once. Throws SpectrumError for what is no Parquet file. */
export async function withSchemas<File extends ParquetFile>(
  connection: EngineConnection,
  files: readonly File[],
): Promise<(File & { schema: ParquetColumn[] })[]> {
  const known = [];
  for (const file of files) known.push({ ...file, schema: await schemaOf(connection, file) });
  return known;
}

/**
 * Columns go by position, whatever their names. Every file's schema is compared with the table before anything is
 * loaded; files of one schema are read together. Throws SpectrumError.
 */
export function parquetSelects(
  files: readonly KnownParquetFile[],
  columns: readonly LoadColumn[],
  options: ParquetOptions,
): ParquetSelect[] {
  const groups = [...Map.groupBy(files, ({ schema }) => JSON.stringify(schema)).values()];
  return groups.map((group) => ({ sql: selectText(group, columns, options), files: group }));
}

async function schemaOf(connection: EngineConnection, file: ParquetFile): Promise<ParquetColumn[]> {
  try {
    return await readParquetColumns(connection, file.path);
  } catch {
    throw new SpectrumError(spectrumCodes.schema, `File '${file.url}' is not a valid Parquet file.`);
  }
}

/** Of files that have the same schema. */
function selectText(
  files: KnownParquetFile[],
  columns: readonly LoadColumn[],
  options: ParquetOptions,
): string {
  const { url, schema } = files[0]!;
  const fits = options.fillRecord ? schema.length <= columns.length : schema.length === columns.length;
  if (!fits) {
    throw new SpectrumError(
      spectrumCodes.schema,
      `Unmatched number of columns between table and file. Table columns: ${columns.length}, Data columns: ${schema.length}, File name: ${url}`,
    );
  }
  const values = columns.map((column, index) => {
    const parquet = schema[index];
    if (!parquet) return filled(column, url);
    const value = matchColumn(column, parquet, `c${index}`, options.serializeToJson);
    if (value !== undefined) return value;
    throw new SpectrumError(
      spectrumCodes.schema,
      `File '${url}' has an incompatible Parquet schema for column '${s3Name(url)}.${parquet.name}'. ${mismatchText(column, parquet)}`,
    );
  });
  const names = schema.map((_, index) => `c${index}`).join(', ');
  const paths = files.map(({ path }) => quoteLiteral(path)).join(', ');
  return `SELECT ${values.join(', ')} FROM read_parquet([${paths}], hive_partitioning = false) AS p(${names})`;
}

function filled(column: LoadColumn, url: string): string {
  if (!column.notNull) return 'NULL';
  throw new SpectrumError(
    spectrumCodes.value,
    `NULL in column ${column.name}, which is declared NOT NULL, since the file has no such column. File name: ${url}`,
  );
}

/** `https://s3.us-east-1.amazonaws.com/b/k` → `s3://b/k`. */
function s3Name(url: string): string {
  return url.replace(/^https:\/\/s3\.[^/]+\//, 's3://');
}
