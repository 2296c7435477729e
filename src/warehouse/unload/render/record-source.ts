import { fail } from '#base/errors.ts';
import type { UnloadFormat, UnloadOptions } from '#sql/copy/unload-options.ts';
import type { QueryPlan } from '#sql/plan.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import { csvHeader, csvRecord } from '#warehouse/unload/render/csv-record.ts';
import { delimitedHeader, delimitedRecord } from '#warehouse/unload/render/delimited-record.ts';
import { type UnloadColumn, unloadColumns } from '#warehouse/unload/render/field-text.ts';
import { fixedWidthRecord } from '#warehouse/unload/render/fixed-width-record.ts';
import { jsonRecord } from '#warehouse/unload/render/json-record.ts';
import { partitionKeys } from '#warehouse/unload/render/partition-keys.ts';

/** What the engine writes: a query, and the columns of it that name partitions. */
export interface RecordSource {
  sql: string;
  /** Columns that the engine takes for folders and leaves out of the files. */
  folders: string[];
}

/**
 * DuckDB text of what goes into the files: of Parquet the columns as they are, of every other format one column of finished records,
 * named as the line of column names shall read. `sql` is the query's text, ready to run.
 */
export function recordSource(sql: string, plan: QueryPlan, options: UnloadOptions): RecordSource {
  const columns = unloadColumns(plan.columns);
  const { keys, kept } = partitionKeys(columns, options.partition);
  const source = `(${sql}) AS q(${columns.map((column) => column.sql).join(', ')})`;
  const folders = keys.map((key) => key.folder);
  const items = keys.map((key) => `${key.sql} AS ${key.folder}`);
  if (options.format.kind === 'parquet') items.push(...parquetItems(kept));
  else items.push(`${record(kept, options.format)} AS ${quoteIdentifier(header(kept, options) || 'record')}`);
  return { sql: `SELECT ${items.join(', ')} FROM ${source}`, folders };
}

function parquetItems(columns: readonly UnloadColumn[]): string[] {
  return columns.map(({ name, sql }) => `${sql} AS ${quoteIdentifier(name)}`);
}

function record(
  columns: readonly UnloadColumn[],
  format: Exclude<UnloadFormat, { kind: 'parquet' }>,
): string {
  switch (format.kind) {
    case 'text':
      return delimitedRecord(columns, format);
    case 'csv':
      return csvRecord(columns, format);
    case 'fixedwidth':
      return fixedWidthRecord(columns, format);
    case 'json':
      return jsonRecord(columns);
  }
}

/** The line at the top of each file; empty without HEADER. */
function header(columns: readonly UnloadColumn[], { header, format }: UnloadOptions): string {
  if (!header) return '';
  const names = columns.map(({ name }) => name);
  if (format.kind === 'text') return delimitedHeader(names, format);
  if (format.kind === 'csv') return csvHeader(names, format);
  throw fail('feature_not_supported', `HEADER is not supported for UNLOAD to ${format.kind.toUpperCase()}`);
}
