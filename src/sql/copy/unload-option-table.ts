import { authorizationOptions } from '#sql/copy/authorization-options.ts';
import type { LoadOptionTable } from '#sql/copy/load-option.ts';

const structured = ['PARQUET', 'JSON'];

/** Every option of UNLOAD. Formats exclude each other by themselves (given-options.ts). */
export const unloadOptionTable: LoadOptionTable = {
  ...authorizationOptions,

  CSV: { shape: 'flag', help: 'Comma-separated values with quotes where they are needed.' },
  DELIMITER: {
    shape: 'text',
    argument: "'character'",
    default: '`|`, with CSV `,`',
    help: 'One ASCII character between fields.',
    conflicts: ['FIXEDWIDTH', ...structured],
  },
  FIXEDWIDTH: { shape: 'text', argument: "'label:width, …'", help: 'Fields padded to a width.' },
  JSON: { shape: 'flag', help: 'A JSON object for each row.' },
  PARQUET: { shape: 'flag', help: 'Parquet files.' },

  ADDQUOTES: {
    shape: 'flag',
    help: 'Every field stands in double quotes.',
    conflicts: ['CSV', 'FIXEDWIDTH', ...structured],
  },
  ESCAPE: {
    shape: 'flag',
    help: 'A backslash before delimiters, line breaks, backslashes and, with ADDQUOTES, quotes in text.',
    conflicts: ['CSV', 'FIXEDWIDTH', ...structured],
  },
  HEADER: {
    shape: 'flag',
    help: 'A line of column names in every file.',
    conflicts: ['FIXEDWIDTH', ...structured],
  },
  NULL: {
    shape: 'text',
    argument: "'text'",
    default: 'empty',
    help: 'The text of NULL.',
    conflicts: structured,
  },

  BZIP2: { shape: 'flag', help: 'Compress with bzip2.', conflicts: ['GZIP', 'ZSTD', 'PARQUET'] },
  GZIP: { shape: 'flag', help: 'Compress with gzip.', conflicts: ['ZSTD', 'PARQUET'] },
  ZSTD: { shape: 'flag', help: 'Compress with zstd.', conflicts: ['PARQUET'] },
  EXTENSION: { shape: 'text', argument: "'extension'", help: 'The extension of the file names.' },

  ALLOWOVERWRITE: { shape: 'flag', help: 'Files of the same name are replaced.', conflicts: ['CLEANPATH'] },
  CLEANPATH: { shape: 'flag', help: 'Files under the prefix are deleted first.' },
  ENCRYPTED: {
    shape: 'encrypted',
    argument: '[AUTO]',
    help: "Server-side encryption, with AUTO by the bucket's key.",
  },
  KMS_KEY_ID: { shape: 'text', argument: "'key'", help: 'The KMS key of the files.' },
  MANIFEST: { shape: 'manifest', argument: '[VERBOSE]', help: 'A list of the files is written too.' },
  MAXFILESIZE: {
    shape: 'size',
    argument: 'size [MB | GB]',
    default: '6.2 GB',
    help: 'Files are at most so large: 5 MB to 6.2 GB.',
  },
  PARALLEL: {
    shape: 'switch',
    argument: '[ON | OFF]',
    default: 'ON',
    help: 'Several files at the same time, or one after the other.',
  },
  PARTITION: {
    shape: 'partition',
    argument: 'BY (column, …) [INCLUDE]',
    help: 'A folder for each value of the columns, which the files leave out without INCLUDE.',
  },
  ROWGROUPSIZE: {
    shape: 'size',
    argument: 'size [MB | GB]',
    default: '32 MB',
    help: 'Size of row groups of Parquet: 32 MB to 128 MB.',
  },
};
