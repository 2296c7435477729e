import { authorizationOptions } from '#sql/copy/authorization-options.ts';
import type { LoadOptionTable } from '#sql/copy/load-option.ts';

const textOnly = ['JSON', 'AVRO'];

/** Every option of COPY. Formats exclude each other by themselves (given-options.ts). */
export const copyOptionTable: LoadOptionTable = {
  ...authorizationOptions,
  MANIFEST: { shape: 'flag', help: 'FROM names a manifest: a JSON object that lists the files.' },

  CSV: { shape: 'flag', help: 'Comma-separated values with quotes.' },
  DELIMITER: {
    shape: 'text',
    argument: "'character'",
    default: '`|`, with CSV `,`',
    help: 'One ASCII character between fields; `\\t` and octal `\\ddd` too.',
    conflicts: ['FIXEDWIDTH', ...textOnly],
  },
  FIXEDWIDTH: {
    shape: 'text',
    argument: "'label:width, …'",
    help: 'Fields by their width in characters.',
  },
  JSON: {
    shape: 'optional text',
    argument: "['auto' | 'auto ignorecase' | 's3://jsonpaths' | 'noshred']",
    default: "`'auto'`",
    help: 'JSON objects: fields by name, by the paths of a file, or the whole object into one SUPER column.',
  },
  AVRO: {
    shape: 'optional text',
    argument: "['auto' | 'auto ignorecase' | 's3://jsonpaths' | 'noshred']",
    default: "`'auto'`",
    help: 'Avro object container files.',
  },
  PARQUET: { shape: 'flag', help: 'Parquet files, by position of the columns.' },
  SERIALIZETOJSON: { shape: 'flag', help: 'Nested columns of Parquet become SUPER values.' },
  ORC: { shape: 'flag', help: 'ORC files.', notSupported: 'COPY from ORC' },
  SHAPEFILE: {
    shape: 'shapefile',
    argument: '[SIMPLIFY [AUTO] [tolerance]]',
    help: 'Shapefiles.',
    notSupported: 'COPY from SHAPEFILE',
  },
  RCFILE: { shape: 'flag', help: 'RCFile.', notSupported: 'COPY from RCFILE' },
  SEQUENCEFILE: { shape: 'flag', help: 'SequenceFile.', notSupported: 'COPY from SEQUENCEFILE' },
  TEXTFILE: { shape: 'flag', help: 'Text files of Hive.', notSupported: 'COPY from TEXTFILE' },

  BZIP2: { shape: 'flag', help: 'Files are compressed with bzip2.', conflicts: ['GZIP', 'LZOP', 'ZSTD'] },
  GZIP: { shape: 'flag', help: 'Files are compressed with gzip.', conflicts: ['LZOP', 'ZSTD'] },
  LZOP: { shape: 'flag', help: 'Files are compressed with lzop.', conflicts: ['ZSTD'] },
  ZSTD: { shape: 'flag', help: 'Files are compressed with zstd.' },
  ENCRYPTED: {
    shape: 'encrypted',
    help: 'Files are encrypted by the client.',
    notSupported: 'COPY of client-side encrypted files (ENCRYPTED)',
  },

  QUOTE: {
    shape: 'text',
    argument: "'character'",
    default: '`"`',
    help: 'The quote of CSV, one ASCII character.',
  },
  ESCAPE: {
    shape: 'flag',
    help: 'A backslash makes the next character data.',
    conflicts: ['CSV', 'FIXEDWIDTH', ...textOnly],
  },
  REMOVEQUOTES: {
    shape: 'flag',
    help: 'Quotes around a field are taken away; delimiters inside them are data.',
    conflicts: ['CSV', 'FIXEDWIDTH', ...textOnly],
  },
  NULL: {
    shape: 'text',
    argument: "'text'",
    default: '`\\N`',
    help: 'Fields equal to the text are NULL.',
    conflicts: textOnly,
  },
  ENCODING: {
    shape: 'word',
    argument: "{ 'UTF8' | 'UTF16' | 'UTF16LE' | 'UTF16BE' | 'ISO88591' }",
    default: 'UTF8',
    help: 'Encoding of the files.',
  },
  FILLRECORD: {
    shape: 'flag',
    help: 'Columns missing at the end of a record are NULL, or empty for text.',
    conflicts: textOnly,
  },
  IGNOREBLANKLINES: { shape: 'flag', help: 'Blank lines are skipped.', conflicts: textOnly },
  IGNOREHEADER: {
    shape: 'number',
    argument: 'lines',
    default: '0',
    help: 'The first lines of every file are skipped.',
  },

  ACCEPTANYDATE: { shape: 'flag', help: 'What is no date becomes NULL.' },
  ACCEPTINVCHARS: {
    shape: 'optional text',
    argument: "['character']",
    default: 'off; `?`',
    help: 'Each byte of invalid UTF-8 in VARCHAR columns is replaced.',
  },
  BLANKSASNULL: { shape: 'flag', help: 'Text of blanks alone is NULL.' },
  DATEFORMAT: {
    shape: 'text',
    argument: "{ 'auto' | 'pattern' }",
    default: '`YYYY-MM-DD`',
    help: 'How dates are written.',
  },
  EMPTYASNULL: { shape: 'flag', help: 'Empty text is NULL.' },
  ROUNDEC: { shape: 'flag', help: 'Decimals are rounded to the scale instead of cut.' },
  TIMEFORMAT: {
    shape: 'text',
    argument: "{ 'auto' | 'epochsecs' | 'epochmillisecs' | 'pattern' }",
    default: '`YYYY-MM-DD HH:MI:SS`',
    help: 'How timestamps are written.',
  },
  TRIMBLANKS: { shape: 'flag', help: 'White space at the end of VARCHAR values is taken away.' },
  TRUNCATECOLUMNS: { shape: 'flag', help: 'Text that is too long is cut at a character.' },
  EXPLICIT_IDS: { shape: 'flag', help: 'Values of IDENTITY columns come from the files.' },

  COMPROWS: {
    shape: 'number',
    argument: 'rows',
    default: '100000',
    help: 'Rows of the sample for COMPUPDATE.',
  },
  COMPUPDATE: {
    shape: 'switch',
    argument: '[PRESET | ON | OFF]',
    help: 'Column encodings are chosen at load.',
  },
  IGNOREALLERRORS: {
    shape: 'flag',
    help: 'Records with errors are skipped, however many.',
    conflicts: ['MAXERROR'],
  },
  MAXERROR: {
    shape: 'number',
    argument: 'errors',
    default: '0',
    help: 'Records with errors are skipped until there are so many; then the load fails.',
  },
  NOLOAD: { shape: 'flag', help: 'Files are checked and nothing is stored.' },
  READRATIO: {
    shape: 'number',
    argument: 'percent',
    help: 'Throughput of a DynamoDB table.',
    notSupported: 'COPY from DynamoDB (READRATIO)',
  },
  SSH: { shape: 'flag', help: 'FROM names a manifest of hosts.', notSupported: 'COPY from SSH' },
  STATUPDATE: { shape: 'switch', argument: '[ON | OFF]', help: 'Statistics are renewed after the load.' },

  JOB: {
    shape: 'job',
    argument: 'CREATE name [AUTO { ON | OFF }]',
    help: 'The COPY is kept as a job that loads new files.',
    conflicts: ['MANIFEST', 'MAXERROR', 'IGNOREALLERRORS'],
  },
};
