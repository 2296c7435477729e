import { fail } from '#base/errors.ts';
import type { CopyTarget } from '#sql/bind/copy-target.ts';
import type { CopyOptions } from '#sql/copy/copy-options.ts';
import { readJsonPaths } from '#sql/copy/json-paths.ts';
import type { ObjectAccess } from '#stores/objects/object-access.ts';
import { type Place, withStorage } from '#warehouse/copy/storage-error.ts';

const pathsBytesMax = 4 * 1024 * 1024;

/**
 * The paths of the jsonpaths file that a COPY names, one for each column; undefined where it names none, or the file has
 * no `jsonpaths`: names decide then (copy.md §5). Throws for what is no such file, whatever MAXERROR says.
 */
export async function fetchJsonPaths(
  { format }: Pick<CopyOptions, 'format'>,
  target: CopyTarget,
  access: ObjectAccess,
  place: Omit<Place, 'context'>,
): Promise<string[] | undefined> {
  if ((format.kind !== 'json' && format.kind !== 'avro') || format.mapping.kind !== 'paths') return undefined;
  const { bucket, key } = format.mapping;
  const context = `S3 key being read : s3://${bucket}/${key}`;
  const bytes = await withStorage({ ...place, context }, () => access.read(bucket, key, pathsBytesMax));
  const paths = readJsonPaths(bytes.toString('utf8'));
  if (paths === undefined || paths.length === target.columns.length) return paths?.map(({ text }) => text);
  throw fail(
    'internal_error',
    `Number of jsonpaths and the number of columns should match. JSONPath size: ${paths.length}, Number of columns in table or column list: ${target.columns.length}`,
  );
}
