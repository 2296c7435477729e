import type { CopyOptions } from '#sql/copy/copy-options.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** The largest record that Redshift reads, in bytes. */
export const recordBytesMax = 4 * 1024 * 1024;

export interface EngineSourceOptions {
  paths: string[];
  columnCount: number;
  options: Pick<CopyOptions, 'format' | 'conversion' | 'load'>;
  /** Names of the temporary tables for records that the reader refuses. */
  rejects: { errors: string; scans: string };
}

/**
 * DuckDB text for FROM: the records of delimited files, fields `f1`, `f2` … as text and `filename`. Records that do not
 * have these fields go to the table of rejects. All files of one call end their lines alike (`inspectFile`).
 */
export function engineSource({ paths, columnCount, options, rejects }: EngineSourceOptions): string {
  const { format, conversion, load } = options;
  if (format.kind !== 'csv' && format.kind !== 'delimited') throw new Error('not delimited text');
  const quote = format.kind === 'csv' ? quoteLiteral(format.quote) : `''`;
  const columns = Array.from({ length: columnCount }, (_, index) => `'f${index + 1}': 'VARCHAR'`).join(', ');
  const settings = [
    `delim = ${quoteLiteral(format.delimiter)}`,
    `quote = ${quote}`,
    `escape = ${quote}`,
    `nullstr = ${quoteLiteral(conversion.nullAs)}`,
    // A quoted field is never the null text, except that an empty one is empty.
    `allow_quoted_nulls = ${conversion.nullAs === ''}`,
    `skip = ${load.ignoreHeader}`,
    `max_line_size = ${recordBytesMax}`,
    `rejects_table = ${quoteLiteral(rejects.errors)}`,
    `rejects_scan = ${quoteLiteral(rejects.scans)}`,
    'rejects_limit = 0',
    'store_rejects = true',
    'strict_mode = true',
    'auto_detect = false',
    'header = false',
    'filename = true',
    'compression = none',
  ];
  return `read_csv([${paths.map(quoteLiteral).join(', ')}], columns = {${columns}}, ${settings.join(', ')})`;
}
