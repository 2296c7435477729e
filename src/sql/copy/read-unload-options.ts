import { fail } from '#base/errors.ts';
import type { LoadOption, Unload } from '#sql/ast.ts';
import { readAuthorization } from '#sql/copy/authorization.ts';
import { readByteSize } from '#sql/copy/byte-size.ts';
import { readCharacter } from '#sql/copy/characters.ts';
import { readFixedWidth } from '#sql/copy/fixed-width.ts';
import { collectOptions, type GivenOptions, invalid } from '#sql/copy/given-options.ts';
import { parseS3Url } from '#sql/copy/s3-url.ts';
import { unloadOptionTable } from '#sql/copy/unload-option-table.ts';
import type { UnloadFormat, UnloadOptions } from '#sql/copy/unload-options.ts';

const megabyte = 1024 * 1024;
const fileSizeDefault = Math.round(6.2 * 1024 * megabyte);

/**
 * The options of an UNLOAD as it runs them. Throws 42601 for options that do not go together, 22023 for values that
 * cannot be and 0A000 for what Redshift or Slipher does not do, at the option's place in the text.
 */
export function readUnloadOptions(unload: Unload): UnloadOptions {
  const { bucket, key: prefix } = readTarget(unload);
  const given = collectOptions(unload.options, unloadOptionTable);
  const format = readFormat(given);
  return {
    bucket,
    prefix,
    authorization: readAuthorization(given, unload.toPos),
    format,
    compression: readCompression(given),
    header: given.has('HEADER'),
    parallel: !['OFF', 'FALSE'].includes(String(given.get('PARALLEL')?.value)),
    allowOverwrite: given.has('ALLOWOVERWRITE'),
    cleanPath: given.has('CLEANPATH'),
    fileSizeMax: readFileSize(given),
    ...optional('region', given.get('REGION')?.value?.toString()),
    ...optional('extension', readExtension(given)),
    ...optional('manifest', readManifest(given)),
    ...optional('rowGroupSize', readRowGroupSize(given)),
    ...optional('partition', readPartition(given)),
    ...optional('encryption', readEncryption(given)),
  };
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [N in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [N in Name]?: Value });
}

function readTarget({ to, toPos }: Unload): { bucket: string; key: string } {
  const url = parseS3Url(to);
  if (url !== undefined) return url;
  throw fail(
    'feature_not_supported',
    'UNLOAD destination is not supported. (Hint: only S3 based unload is allowed)',
    {
      position: toPos,
    },
  );
}

function readFormat(given: GivenOptions): UnloadFormat {
  if (given.has('PARQUET')) return { kind: 'parquet' };
  if (given.has('JSON')) return { kind: 'json' };
  const nullAs = String(given.get('NULL')?.value ?? '');
  const fixedWidth = given.get('FIXEDWIDTH');
  if (fixedWidth !== undefined) return { kind: 'fixedwidth', fields: readFixedWidth(fixedWidth), nullAs };
  const written = given.get('DELIMITER');
  const delimiter = written === undefined ? undefined : readCharacter(written, 'delimiter');
  if (given.has('CSV')) return { kind: 'csv', delimiter: delimiter ?? ',', nullAs };
  return {
    kind: 'text',
    delimiter: delimiter ?? '|',
    addQuotes: given.has('ADDQUOTES'),
    escape: given.has('ESCAPE'),
    nullAs,
  };
}

function readCompression(given: GivenOptions): UnloadOptions['compression'] {
  if (given.has('GZIP')) return 'gzip';
  if (given.has('BZIP2')) return 'bzip2';
  return given.has('ZSTD') ? 'zstd' : 'none';
}

function readFileSize(given: GivenOptions): number {
  const option = given.get('MAXFILESIZE');
  if (option === undefined) return fileSizeDefault;
  const bytes = readByteSize(option);
  if (bytes < 5 * megabyte || bytes > fileSizeDefault) {
    throw invalid(option, 'MAXFILESIZE must be between 5 MB and 6.2 GB');
  }
  return bytes;
}

function readRowGroupSize(given: GivenOptions): number | undefined {
  const option = given.get('ROWGROUPSIZE');
  if (option === undefined) return undefined;
  if (!given.has('PARQUET')) throw invalid(option, 'ROWGROUPSIZE is only supported with PARQUET');
  const bytes = readByteSize(option);
  if (!Number.isInteger(option.value) || bytes < 32 * megabyte || bytes > 128 * megabyte) {
    throw invalid(option, 'ROWGROUPSIZE must be a whole number between 32 MB and 128 MB');
  }
  return bytes;
}

function readExtension(given: GivenOptions): string | undefined {
  const option = given.get('EXTENSION');
  return option === undefined ? undefined : String(option.value).replace(/^\./, '');
}

function readManifest(given: GivenOptions): { verbose: boolean } | undefined {
  const option = given.get('MANIFEST');
  return option === undefined ? undefined : { verbose: option.value === 'VERBOSE' };
}

function readPartition(given: GivenOptions): UnloadOptions['partition'] {
  const option = given.get('PARTITION');
  if (option === undefined) return undefined;
  const columns = option.extra as string[];
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw invalid(option, `PARTITION BY names the column "${twice}" twice`);
  return { columns, include: option.value === 'INCLUDE' };
}

function readEncryption(given: GivenOptions): UnloadOptions['encryption'] {
  const key = given.get('KMS_KEY_ID');
  const encrypted = given.get('ENCRYPTED');
  const auto = encrypted?.value === 'AUTO';
  if (key === undefined) return encrypted === undefined ? undefined : { auto };
  if (encrypted === undefined) throw invalid(key, 'KMS_KEY_ID needs ENCRYPTED');
  if (auto) throw combined(key, 'ENCRYPTED AUTO');
  return { auto, kmsKeyId: String(key.value) };
}

function combined(option: LoadOption, other: string): Error {
  return fail('syntax_error', `${option.name} cannot be combined with ${other}`, { position: option.pos });
}
