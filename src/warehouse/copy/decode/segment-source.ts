import { quoteLiteral } from '#sql/quote.ts';

/**
 * DuckDB text for FROM that reads a segment at `path`: `file INTEGER, line BIGINT, raw VARCHAR`, then `f1` to
 * `f<columnCount>`, VARCHAR each. Columns that the statement does not name are not read from the disk.
 */
export function segmentSource(path: string, columnCount: number): string {
  const fields = Array.from({ length: columnCount }, (_, index) => `f${index + 1}`);
  const columns = ['file', 'line', 'raw', ...fields].join(', ');
  return `(SELECT ${columns} FROM read_parquet(${quoteLiteral(path)}, hive_partitioning = false, union_by_name = false))`;
}
