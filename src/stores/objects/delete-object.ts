import { diskError } from '#stores/objects/disk-error.ts';
import { unquote } from '#stores/objects/entity-tag.ts';
import { detailsText, toVersion, type VersionRow } from '#stores/objects/index/version-row.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import { keyBytes, soughtKeyBytes } from '#stores/objects/object-key.ts';
import type { ObjectEvent } from '#stores/objects/object-store.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';
import { addVersion, eventOf } from '#stores/objects/store-version.ts';

export interface Deleted {
  versionId: string | undefined;
  deleteMarker: boolean;
}

interface Outcome extends Deleted {
  discarded: (string | undefined)[];
  event?: ObjectEvent;
}

const nothing: Outcome = { versionId: undefined, deleteMarker: false, discarded: [] };

/**
 * Deletes an object: that version for good, or the object itself, which in a bucket with versions means to add a
 * delete marker. https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export async function deleteObject(
  parts: StoreParts,
  name: string,
  key: string,
  versionId: string | undefined,
  ifMatch?: string,
): Promise<Deleted> {
  parts.buckets.get(name);
  try {
    const outcome = await parts.changes.soon(undefined, () => {
      if (ifMatch !== undefined) checkMatch(parts, name, key, versionId, ifMatch);
      if (versionId !== undefined) return removeVersion(parts, name, key, versionId);
      return parts.buckets.get(name).versioning === 'off'
        ? removeVersion(parts, name, key, undefined)
        : addMarker(parts, name, key);
    });
    for (const file of outcome.discarded) if (file !== undefined) parts.files.discard(file);
    if (outcome.event) parts.emit(outcome.event);
    return { versionId: outcome.versionId, deleteMarker: outcome.deleteMarker };
  } catch (error) {
    throw diskError(error, `${name}/${key}`);
  }
}

/** Within the change that deletes, so that nothing is written between the two. */
function checkMatch(
  { versions, buckets }: StoreParts,
  name: string,
  key: string,
  versionId: string | undefined,
  ifMatch: string,
): void {
  const { id } = buckets.get(name);
  const bytes = soughtKeyBytes(key);
  const row = versionId === undefined ? versions.latest(id, bytes) : versions.byId(id, bytes, versionId);
  const wanted = unquote(ifMatch);
  if (row === undefined || row.delete_marker === 1 || wanted === '*' || wanted === row.etag) return;
  throw new ObjectError('PreconditionFailed', `${name}/${key}`);
}

function removeVersion(
  { versions, buckets, changes }: StoreParts,
  name: string,
  key: string,
  versionId: string | undefined,
): Outcome {
  const bucket = buckets.get(name);
  const bytes = soughtKeyBytes(key);
  const row: VersionRow | undefined =
    versionId === undefined ? versions.latest(bucket.id, bytes) : versions.byId(bucket.id, bytes, versionId);
  if (!row) return { ...nothing, versionId };
  versions.remove(row);
  const removed = { ...toVersion(name, row), sequence: changes.nextSequence(), lastModified: Date.now() };
  return {
    versionId,
    deleteMarker: row.delete_marker === 1,
    discarded: [row.file ?? undefined],
    event: eventOf('ObjectRemoved:Delete', removed),
  };
}

function addMarker(parts: StoreParts, name: string, key: string): Outcome {
  const bucket = parts.buckets.get(name);
  const { row, discarded } = addVersion(parts, bucket, {
    key: keyBytes(name, key),
    size: 0,
    etag: '',
    file: null,
    details: detailsText({}),
  });
  return {
    versionId: row.version_id,
    deleteMarker: true,
    discarded: [discarded],
    event: eventOf('ObjectRemoved:DeleteMarkerCreated', toVersion(name, row)),
  };
}
