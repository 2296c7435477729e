import { checkBucketName } from '#stores/objects/bucket-name.ts';
import type { BucketRow } from '#stores/objects/index/bucket-table.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { Bucket } from '#stores/objects/object-store.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';

/** InvalidBucketName, BucketAlreadyOwnedByYou, BucketAlreadyExists. */
export function createBucket(
  { buckets, changes }: StoreParts,
  name: string,
  { region, owner }: { region: string; owner: string },
): Bucket {
  checkBucketName(name);
  const existing = buckets.find(name);
  if (existing) {
    throw new ObjectError(existing.owner === owner ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists', name);
  }
  const row = changes.now(name, () =>
    buckets.insert({ name, region, owner, created: Date.now(), versioning: 'off' }),
  );
  buckets.keep(row);
  return toBucket(row);
}

/** BucketNotEmpty while it has a version, a delete marker or an upload that goes on. */
export function deleteBucket({ buckets, versions, uploads, changes }: StoreParts, name: string): void {
  const row = buckets.get(name);
  if (versions.has(row.id) || uploads.hasActive(row.id)) throw new ObjectError('BucketNotEmpty', name);
  changes.now(name, () => {
    uploads.deleteOfBucket(row.id);
    buckets.delete(row);
  });
  buckets.drop(row);
}

export function setVersioning(
  { buckets, changes }: StoreParts,
  name: string,
  versioning: 'Enabled' | 'Suspended',
): void {
  const row = buckets.get(name);
  changes.now(name, () => buckets.setVersioning(row, versioning));
  row.versioning = versioning;
}

export function toBucket({ name, region, created, owner, versioning }: BucketRow): Bucket {
  return { name, region, created, owner, versioning };
}
