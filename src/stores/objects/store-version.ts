import { unquote } from '#stores/objects/entity-tag.ts';
import type { BucketRow } from '#stores/objects/index/bucket-table.ts';
import { newVersionId, nullVersion } from '#stores/objects/index/version-id.ts';
import type { VersionRow } from '#stores/objects/index/version-row.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { ObjectEvent, ObjectVersion, WriteCondition } from '#stores/objects/object-store.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';

export interface NewVersion {
  key: Buffer;
  size: number;
  etag: string;
  /** Null for a delete marker. */
  file: string | null;
  details: string;
}

/**
 * Adds the newest version of a key, within a change. Where the bucket keeps no versions (or does no more), it takes
 * the place of the null version. Returns the row and the file that is needed no more.
 */
export function addVersion(
  { versions, changes }: StoreParts,
  bucket: BucketRow,
  { key, file, ...rest }: NewVersion,
): { row: VersionRow; discarded: string | undefined } {
  const sequence = changes.nextSequence();
  const replaced = bucket.versioning === 'Enabled' ? undefined : versions.byId(bucket.id, key, nullVersion);
  if (replaced) versions.remove(replaced);
  const row = {
    sequence,
    bucket: bucket.id,
    key,
    version_id: bucket.versioning === 'Enabled' ? newVersionId(sequence) : nullVersion,
    delete_marker: file === null ? 1 : 0,
    last_modified: Date.now(),
    file,
    ...rest,
  };
  versions.insert(row);
  return { row: { ...row, latest: 1 }, discarded: replaced?.file ?? undefined };
}

/**
 * Whether a conditional write may happen, within the change that would make it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkCondition(
  { versions }: StoreParts,
  bucket: BucketRow,
  key: Buffer,
  condition: WriteCondition | undefined,
): void {
  if (!condition || (condition.ifMatch === undefined && condition.ifNoneMatch === undefined)) return;
  const latest = versions.latest(bucket.id, key);
  const current = latest?.delete_marker === 0 ? latest : undefined;
  const resource = `${bucket.name}/${key.toString()}`;
  if (condition.ifNoneMatch === '*' && current) throw new ObjectError('PreconditionFailed', resource);
  if (condition.ifMatch === undefined) return;
  if (!current) throw new ObjectError('NoSuchKey', resource);
  const wanted = unquote(condition.ifMatch);
  if (wanted !== '*' && wanted !== current.etag) throw new ObjectError('PreconditionFailed', resource);
}

export function eventOf(name: ObjectEvent['name'], version: ObjectVersion): ObjectEvent {
  const { bucket, key, size, etag, versionId, sequence, lastModified: time } = version;
  return { name, bucket, key, size, etag, versionId, sequence, time };
}
