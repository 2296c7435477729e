import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { diskError } from '#stores/objects/disk-error.ts';
import { type Received, receiveFile } from '#stores/objects/files/receive-file.ts';
import { syncFile } from '#stores/objects/files/sync-file.ts';
import { detailsText, toVersion } from '#stores/objects/index/version-row.ts';
import { keyBytes } from '#stores/objects/object-key.ts';
import type { ObjectEvent, ObjectVersion, PutRequest, StoredChecksum } from '#stores/objects/object-store.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';
import { addVersion, checkCondition, eventOf } from '#stores/objects/store-version.ts';

/** Streams a body to a staged file, and makes it the key's newest version once it is whole and on disk. */
export async function putObject(
  parts: StoreParts,
  target: { bucket: string; key: string; event: ObjectEvent['name'] },
  body: AsyncIterable<Uint8Array>,
  request: PutRequest,
  verify: ((received: Received) => StoredChecksum | undefined) | undefined,
): Promise<ObjectVersion> {
  const { files, buckets } = parts;
  buckets.get(target.bucket);
  keyBytes(target.bucket, target.key);
  const staged = files.stagingPath();
  try {
    const { md5, size, verified } = await receiveFile(staged, body, parts.hashers, (received) =>
      verify?.(received),
    );
    const details = detailsText(request, verified ?? request.checksum);
    return await publish(parts, target, staged, { etag: md5, size, details, condition: request.condition });
  } catch (error) {
    await files.removeStaged(staged);
    throw diskError(error, `${target.bucket}/${target.key}`);
  }
}

/**
 * Takes a finished file of the staging folder as an object. Its bytes are not read again: the entity tag is random,
 * in the form that S3 gives an object uploaded in one part (`<hex>-1`), which nobody may take for an MD5.
 */
export async function adoptObject(
  parts: StoreParts,
  target: { bucket: string; key: string },
  path: string,
  request: PutRequest,
): Promise<ObjectVersion> {
  const { files, buckets } = parts;
  if (dirname(resolve(path)) !== files.stagingFolder) throw new Error(`${path} is not in the staging folder`);
  buckets.get(target.bucket);
  keyBytes(target.bucket, target.key);
  try {
    const { size } = await stat(path);
    await syncFile(path);
    const etag = `${randomBytes(16).toString('hex')}-1`;
    const event = 'ObjectCreated:Put';
    const details = detailsText(request, request.checksum);
    return await publish(parts, { ...target, event }, path, {
      etag,
      size,
      details,
      condition: request.condition,
    });
  } catch (error) {
    throw diskError(error, `${target.bucket}/${target.key}`);
  }
}

async function publish(
  parts: StoreParts,
  target: { bucket: string; key: string; event: ObjectEvent['name'] },
  staged: string,
  facts: { etag: string; size: number; details: string; condition: PutRequest['condition'] },
): Promise<ObjectVersion> {
  const { files, changes, buckets } = parts;
  const { condition, ...stored } = facts;
  const { file, folder } = await files.publish(target.bucket, staged);
  try {
    const { row, discarded } = await changes.soon(folder, () => {
      const bucket = buckets.get(target.bucket);
      const key = keyBytes(target.bucket, target.key);
      checkCondition(parts, bucket, key, condition);
      return addVersion(parts, bucket, { key, file, ...stored });
    });
    if (discarded !== undefined) files.discard(discarded);
    const version = toVersion(target.bucket, row);
    parts.emit(eventOf(target.event, version));
    return version;
  } catch (error) {
    files.withdraw(file, error);
    throw error;
  }
}
