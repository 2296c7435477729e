import { fail } from '#base/errors.ts';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { ObjectAccess } from '#stores/objects/object-access.ts';
import { type NamedFile, unloadRoot } from '#warehouse/unload/object-names.ts';

/**
 * Before the query runs: the bucket must be in the region of the statement, and the destination empty, unless it may be overwritten or
 * is cleaned. Any key that begins with the prefix counts, whatever it is.
 * @throws ObjectError of the bucket; RedshiftError with the texts that clients know
 */
export async function requireDestination(access: ObjectAccess, options: UnloadOptions): Promise<void> {
  await requireRegion(access, options);
  if (options.allowOverwrite || options.cleanPath) return;
  for await (const { key } of access.list(options.bucket, unloadRoot(options))) {
    throw fail(
      'internal_error',
      'Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.',
      { detail: `There is s3://${options.bucket}/${key}` },
    );
  }
}

async function requireRegion(access: ObjectAccess, { bucket, region }: UnloadOptions): Promise<void> {
  const actual = await access.bucketRegion(bucket);
  if (region === undefined || region === actual) return;
  throw fail(
    'internal_error',
    'S3ServiceException:The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.,Status 301,Error PermanentRedirect,Rid ,ExtRid ,CanRetry 1',
    { hint: `The bucket "${bucket}" is in ${actual}; the statement says REGION '${region}'.` },
  );
}

/**
 * CLEANPATH: removes what is under the destination, with PARTITION BY only under the folders that get new files. It is not taken back
 * when the UNLOAD fails later.
 */
export async function cleanDestination(
  access: ObjectAccess,
  options: UnloadOptions,
  files: readonly NamedFile[],
): Promise<void> {
  const root = unloadRoot(options);
  const partitions = options.partition ? new Set(files.map(({ partition }) => partition)) : [''];
  for (const partition of partitions) {
    const keys: string[] = [];
    for await (const { key } of access.list(options.bucket, root + partition)) keys.push(key);
    for (const key of keys) await access.delete(options.bucket, key);
  }
}
