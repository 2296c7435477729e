import type { CopyOptions } from '#sql/copy/copy-options.ts';

/**
 * How a load reads its files: with the engine's own reader of delimited text or of JSON, through our decoder, or as columnar files.
 */
export type LoadPath = 'engine' | 'json' | 'decoder' | 'columnar';

/** Why the engine's reader does not know these options: the first that holds sends the load to the decoder. */
const beyondEngine: readonly [reason: string, holds: (options: CopyOptions, columns: number) => boolean][] = [
  ['no delimited text', ({ format }) => format.kind !== 'delimited' && format.kind !== 'csv'],
  ['ESCAPE', ({ format }) => format.kind === 'delimited' && format.escape],
  ['REMOVEQUOTES', ({ format }) => format.kind === 'delimited' && format.removeQuotes],
  ['BZIP2, LZOP', ({ compression }) => compression === 'bzip2' || compression === 'lzop'],
  ['ENCODING', ({ conversion }) => conversion.encoding !== 'UTF8'],
  [
    'a NULL text that its parser would take apart',
    ({ format, conversion }) => !isPlain(conversion.nullAs, format),
  ],
  ['no columns', (_, columns) => columns === 0],
];

/** Why JSON goes to the decoder whatever its files hold. */
const beyondJson: readonly ((options: CopyOptions, columns: number) => boolean)[] = [
  ({ format }) => format.kind === 'json' && format.mapping.kind === 'noshred',
  ({ compression }) => compression === 'bzip2' || compression === 'lzop',
  ({ conversion }) => conversion.encoding !== 'UTF8',
  ({ load }) => load.ignoreHeader > 0,
  (_, columns) => columns === 0,
];

/** The path by the options alone; a file whose content the engine's reader would read otherwise is decoded all the same. */
export function choosePath(options: CopyOptions, columns: number): LoadPath {
  if (options.format.kind === 'parquet') return 'columnar';
  if (options.format.kind === 'json' && !beyondJson.some((holds) => holds(options, columns))) return 'json';
  return beyondEngine.some(([, holds]) => holds(options, columns)) ? 'decoder' : 'engine';
}

function isPlain(nullAs: string, format: CopyOptions['format']): boolean {
  if (/[\0\r\n]/.test(nullAs) || /^\\0+$/.test(nullAs)) return false;
  if (format.kind === 'csv') return !nullAs.includes(format.delimiter) && !nullAs.includes(format.quote);
  return format.kind !== 'delimited' || !nullAs.includes(format.delimiter);
}
