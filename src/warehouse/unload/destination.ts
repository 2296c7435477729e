import { fail } from '#base/errors.ts';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { ObjectAccess } from '#stores/objects/object-access.ts';
import { unloadRoot } from '#warehouse/unload/object-names.ts';

/**
 * Before anything is written: the destination must be empty, unless it may be overwritten or is cleaned. Any key that begins with the
 * prefix counts, whatever it is.
 * @throws RedshiftError with the text that clients know
 */
export async function requireEmptyDestination(access: ObjectAccess, options: UnloadOptions): Promise<void> {
  if (options.allowOverwrite || options.cleanPath) return;
  const root = unloadRoot(options);
  for await (const { key } of access.list(options.bucket, root)) {
    throw fail(
      'internal_error',
      'Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.',
      { detail: `The first key there is s3://${options.bucket}/${key}` },
    );
  }
}

/**
 * CLEANPATH: removes what is under the destination, with PARTITION BY only under the folders that get new files. It is not taken back
 * when the UNLOAD fails later.
 */
export async function cleanDestination(
  access: ObjectAccess,
  options: UnloadOptions,
  partitions: Iterable<string>,
): Promise<void> {
  const root = unloadRoot(options);
  const prefixes = options.partition ? [...new Set(partitions)].map((path) => root + path) : [root];
  for (const prefix of prefixes) {
    const keys: string[] = [];
    for await (const { key } of access.list(options.bucket, prefix)) keys.push(key);
    for (const key of keys) await access.delete(options.bucket, key);
  }
}
