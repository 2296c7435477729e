import { randomBytes } from 'node:crypto';
import { diskError } from '#stores/objects/disk-error.ts';
import { type Received, receiveFile } from '#stores/objects/files/receive-file.ts';
import type { PartRow, UploadRow } from '#stores/objects/index/upload-table.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import { afterPrefix, keyBytes, keyText, soughtKeyBytes } from '#stores/objects/object-key.ts';
import type {
  MultipartUpload,
  PutRequest,
  StoredChecksum,
  UploadedPart,
} from '#stores/objects/object-store.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';

export function createUpload(
  { buckets, uploads, changes }: StoreParts,
  bucket: string,
  key: string,
  request: PutRequest,
): MultipartUpload {
  const row: UploadRow = {
    id: randomBytes(32).toString('hex'),
    bucket: buckets.get(bucket).id,
    key: keyBytes(bucket, key),
    initiated: Date.now(),
    request: JSON.stringify(request),
    completed_version: null,
    completed_at: null,
  };
  changes.now(`${bucket}/${key}`, () => uploads.insert(row));
  return toUpload(bucket, row);
}

/** NoSuchUpload. One that was completed is found for a day, since a completion may be asked for again. */
export function findUpload(
  parts: StoreParts,
  bucket: string,
  key: string,
  uploadId: string,
): MultipartUpload {
  const { id } = parts.buckets.get(bucket);
  const row = parts.uploads.get(uploadId);
  const same = row?.bucket === id && Buffer.compare(row.key, soughtKeyBytes(key)) === 0;
  if (!same) throw new ObjectError('NoSuchUpload', `${bucket}/${key}`);
  return toUpload(bucket, row);
}

/** Those that are not completed, by key and then by time. */
export function listUploads(
  { buckets, uploads }: StoreParts,
  bucket: string,
  prefix: string,
): MultipartUpload[] {
  const from = soughtKeyBytes(prefix);
  return uploads.active(buckets.get(bucket).id, from, afterPrefix(from)).map((row) => toUpload(bucket, row));
}

/** Stores a part, in the place of an earlier one of that number. */
export async function putPart(
  parts: StoreParts,
  upload: MultipartUpload,
  number: number,
  body: AsyncIterable<Uint8Array>,
  verify: ((received: Received) => StoredChecksum | undefined) | undefined,
): Promise<UploadedPart> {
  const { files, changes, uploads } = parts;
  const resource = `${upload.bucket}/${upload.key}`;
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    const message = 'Part number must be an integer between 1 and 10000, inclusive';
    throw new ObjectError('InvalidArgument', resource, message);
  }
  activeUpload(parts, upload);
  const staged = files.stagingPath();
  try {
    const { md5, size, verified } = await receiveFile(staged, body, parts.hashers, (received) =>
      verify?.(received),
    );
    const { file, folder } = await files.publish(upload.bucket, staged);
    const row: PartRow = {
      upload: upload.uploadId,
      number,
      size,
      etag: md5,
      last_modified: Date.now(),
      file,
      checksum: verified ? JSON.stringify(verified) : null,
    };
    const replaced = await changes
      .soon(folder, () => {
        activeUpload(parts, upload);
        return uploads.setPart(row);
      })
      .catch((error) => {
        files.withdraw(file, error);
        throw error;
      });
    if (replaced !== undefined) files.discard(replaced);
    return toPart(row);
  } catch (error) {
    await files.removeStaged(staged);
    throw diskError(error, resource);
  }
}

/** In the order of their numbers. */
export function listParts(parts: StoreParts, upload: MultipartUpload): UploadedPart[] {
  activeUpload(parts, upload);
  return parts.uploads.parts(upload.uploadId).map(toPart);
}

export async function abortUpload(parts: StoreParts, upload: MultipartUpload): Promise<void> {
  const { files, changes, uploads } = parts;
  try {
    const discarded = await changes.soon(undefined, () => {
      activeUpload(parts, upload);
      const removed = uploads.removeParts(upload.uploadId);
      uploads.delete(upload.uploadId);
      return removed;
    });
    for (const file of discarded) files.discard(file);
  } catch (error) {
    throw diskError(error, `${upload.bucket}/${upload.key}`);
  }
}

/** The row of an upload that goes on; NoSuchUpload when it was completed or aborted. */
export function activeUpload({ uploads }: StoreParts, upload: MultipartUpload): UploadRow {
  const row = uploads.get(upload.uploadId);
  if (row && row.completed_version === null) return row;
  throw new ObjectError('NoSuchUpload', `${upload.bucket}/${upload.key}`);
}

function toUpload(bucket: string, row: UploadRow): MultipartUpload {
  const headers = JSON.parse(row.request) as PutRequest;
  return { bucket, key: keyText(row.key), uploadId: row.id, initiated: row.initiated, headers };
}

function toPart({ number, size, etag, last_modified, checksum }: PartRow): UploadedPart {
  const part = { number, size, etag, lastModified: last_modified };
  return checksum === null ? part : { ...part, checksum: JSON.parse(checksum) as StoredChecksum };
}
