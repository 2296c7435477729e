import type { BucketRow } from '#stores/objects/index/bucket-table.ts';
import type { VersionRow } from '#stores/objects/index/version-row.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import { soughtKeyBytes } from '#stores/objects/object-key.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';

/**
 * The version that a read means: the latest, or the one of that id. NoSuchKey, NoSuchVersion; a delete marker is
 * NoSuchKey, or MethodNotAllowed when it was asked for by its id.
 */
export function findVersion(
  { versions }: StoreParts,
  bucket: BucketRow,
  key: string,
  versionId: string | undefined,
): VersionRow & { file: string } {
  const resource = `${bucket.name}/${key}`;
  const bytes = soughtKeyBytes(key);
  const row =
    versionId === undefined ? versions.latest(bucket.id, bytes) : versions.byId(bucket.id, bytes, versionId);
  if (!row) throw new ObjectError(versionId === undefined ? 'NoSuchKey' : 'NoSuchVersion', resource);
  const { file } = row;
  if (file !== null) return { ...row, file };
  const refusal = new ObjectError(versionId === undefined ? 'NoSuchKey' : 'MethodNotAllowed', resource);
  refusal.deleteMarker = row.version_id;
  throw refusal;
}
