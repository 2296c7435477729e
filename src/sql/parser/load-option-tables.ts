/**
 * What may follow an option of COPY or UNLOAD:
 * `flag` nothing; `text` a string; `word` a string or a word; `optional text` a string or nothing;
 * `number` a whole number; `switch` ON, OFF, TRUE, FALSE (COMPUPDATE also PRESET) or nothing;
 * `size` a number with MB or GB; the others are read by rules of their own.
 */
export type LoadOptionShape =
  | 'flag'
  | 'text'
  | 'word'
  | 'optional text'
  | 'number'
  | 'switch'
  | 'size'
  | 'encrypted'
  | 'manifest'
  | 'shapefile'
  | 'job'
  | 'partition';

const shared: readonly (readonly [string, LoadOptionShape])[] = [
  ['iam_role', 'word'],
  ['credentials', 'text'],
  ['access_key_id', 'text'],
  ['secret_access_key', 'text'],
  ['session_token', 'text'],
  ['master_symmetric_key', 'text'],
  ['region', 'word'],
  ['csv', 'flag'],
  ['parquet', 'flag'],
  ['json', 'optional text'],
  ['delimiter', 'text'],
  ['fixedwidth', 'text'],
  ['gzip', 'flag'],
  ['bzip2', 'flag'],
  ['zstd', 'flag'],
  ['encrypted', 'encrypted'],
  ['escape', 'flag'],
  ['manifest', 'manifest'],
  ['null', 'text'],
];

/** Options of COPY by lower-case name. */
export const copyOptions: ReadonlyMap<string, LoadOptionShape> = new Map<string, LoadOptionShape>([
  ...shared,
  ['acceptanydate', 'flag'],
  ['acceptinvchars', 'optional text'],
  ['avro', 'optional text'],
  ['blanksasnull', 'flag'],
  ['comprows', 'number'],
  ['compupdate', 'switch'],
  ['dateformat', 'text'],
  ['emptyasnull', 'flag'],
  ['encoding', 'word'],
  ['explicit_ids', 'flag'],
  ['fillrecord', 'flag'],
  ['ignoreallerrors', 'flag'],
  ['ignoreblanklines', 'flag'],
  ['ignoreheader', 'number'],
  ['job', 'job'],
  ['lzop', 'flag'],
  ['maxerror', 'number'],
  ['noload', 'flag'],
  ['orc', 'flag'],
  ['quote', 'text'],
  ['rcfile', 'flag'],
  ['readratio', 'number'],
  ['removequotes', 'flag'],
  ['roundec', 'flag'],
  ['sequencefile', 'flag'],
  ['serializetojson', 'flag'],
  ['shapefile', 'shapefile'],
  ['ssh', 'flag'],
  ['statupdate', 'switch'],
  ['textfile', 'flag'],
  ['timeformat', 'text'],
  ['trimblanks', 'flag'],
  ['truncatecolumns', 'flag'],
]);

/** Options of UNLOAD by lower-case name. */
export const unloadOptions: ReadonlyMap<string, LoadOptionShape> = new Map<string, LoadOptionShape>([
  ...shared,
  ['addquotes', 'flag'],
  ['allowoverwrite', 'flag'],
  ['cleanpath', 'flag'],
  ['extension', 'text'],
  ['header', 'flag'],
  ['kms_key_id', 'text'],
  ['maxfilesize', 'size'],
  ['parallel', 'switch'],
  ['partition', 'partition'],
  ['rowgroupsize', 'size'],
]);
