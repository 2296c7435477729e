import { createHash } from 'node:crypto';
import { diskError } from '#stores/objects/disk-error.ts';
import { unquote } from '#stores/objects/entity-tag.ts';
import { concatenate } from '#stores/objects/files/concatenate.ts';
import type { PartRow } from '#stores/objects/index/upload-table.ts';
import { detailsText, toVersion, type VersionRow } from '#stores/objects/index/version-row.ts';
import { activeUpload } from '#stores/objects/multipart-upload.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import { keyBytes } from '#stores/objects/object-key.ts';
import type {
  MultipartUpload,
  ObjectVersion,
  StoredChecksum,
  WriteCondition,
} from '#stores/objects/object-store.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';
import { addVersion, checkCondition, eventOf } from '#stores/objects/store-version.ts';

/** Every part but the last has at least this size, in bytes. */
const minimumPartSize = 5 * 1024 * 1024;

type Request = { condition?: WriteCondition; checksum?: StoredChecksum };

/**
 * Makes the parts one object. Asked for again, it answers with the object that was made, as S3 does while that is
 * there. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export async function completeUpload(
  parts: StoreParts,
  upload: MultipartUpload,
  wanted: { number: number; etag: string }[],
  request: Request,
): Promise<ObjectVersion> {
  const made = alreadyMade(parts, upload);
  if (made) return made;
  activeUpload(parts, upload);
  const chosen = chooseParts(upload, parts.uploads.parts(upload.uploadId), wanted);
  const releases = chosen.map(({ file }) => parts.files.lease(file));
  try {
    return await makeObject(parts, upload, chosen, request);
  } catch (error) {
    throw diskError(error, resourceOf(upload));
  } finally {
    for (const release of releases) release();
  }
}

/** The object of a completed upload, when it is still there. */
function alreadyMade({ uploads, versions, buckets }: StoreParts, upload: MultipartUpload) {
  const row = uploads.get(upload.uploadId);
  if (!row || row.completed_version === null) return undefined;
  const [versionId, sequence] = row.completed_version.split(' ');
  const version = versions.byId(row.bucket, row.key, versionId ?? '');
  if (version?.sequence !== Number(sequence)) throw new ObjectError('NoSuchUpload', resourceOf(upload));
  return toVersion(buckets.get(upload.bucket).name, version);
}

/** The parts asked for. InvalidPartOrder, InvalidPart, EntityTooSmall. */
function chooseParts(
  upload: MultipartUpload,
  stored: PartRow[],
  wanted: { number: number; etag: string }[],
): PartRow[] {
  const resource = resourceOf(upload);
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  if (wanted.length === 0) throw new ObjectError('InvalidPart', resource);
  if (wanted.some(({ number }, index) => index > 0 && number <= wanted[index - 1]!.number)) {
    throw new ObjectError('InvalidPartOrder', resource);
  }
  const chosen = wanted.map(({ number, etag }) => {
    const part = byNumber.get(number);
    if (part?.etag !== unquote(etag)) throw new ObjectError('InvalidPart', resource);
    return part;
  });
  if (chosen.slice(0, -1).some(({ size }) => size < minimumPartSize)) {
    throw new ObjectError('EntityTooSmall', resource);
  }
  return chosen;
}

async function makeObject(
  parts: StoreParts,
  upload: MultipartUpload,
  chosen: PartRow[],
  request: Request,
): Promise<ObjectVersion> {
  const { files, changes } = parts;
  const { file, folder } = await joinedFile(parts, upload, chosen);
  const own = !chosen.some((part) => part.file === file);
  const outcome = await changes
    .soon(folder, () => {
      const made = alreadyMade(parts, upload);
      return made ? { made } : commit(parts, upload, chosen, file, request);
    })
    .catch((error) => {
      if (own) files.withdraw(file, error);
      throw error;
    });
  if ('made' in outcome) {
    if (own) files.discard(file);
    return outcome.made;
  }
  for (const discarded of outcome.discarded) files.discard(discarded);
  const version = toVersion(upload.bucket, outcome.row);
  parts.emit(eventOf('ObjectCreated:CompleteMultipartUpload', version));
  return version;
}

/** A file with the bytes of all parts: of a single one its own. */
async function joinedFile({ files }: StoreParts, upload: MultipartUpload, chosen: PartRow[]) {
  const only = chosen[0];
  if (chosen.length === 1 && only) return { file: only.file, folder: undefined };
  const staged = files.stagingPath();
  try {
    await concatenate(
      staged,
      chosen.map(({ file }) => files.path(file)),
    );
    return await files.publish(upload.bucket, staged);
  } catch (error) {
    await files.removeStaged(staged);
    throw error;
  }
}

function commit(
  parts: StoreParts,
  upload: MultipartUpload,
  chosen: PartRow[],
  file: string,
  request: Request,
): { row: VersionRow; discarded: string[] } {
  const { uploads, buckets } = parts;
  activeUpload(parts, upload);
  const bucket = buckets.get(upload.bucket);
  const key = keyBytes(upload.bucket, upload.key);
  checkCondition(parts, bucket, key, request.condition);
  const sizes = chosen.map(({ size }) => size);
  const { row, discarded } = addVersion(parts, bucket, {
    key,
    size: sizes.reduce((sum, size) => sum + size, 0),
    etag: compositeTag(chosen),
    file,
    details: detailsText(upload.headers, request.checksum, sizes),
  });
  const left = uploads.removeParts(upload.uploadId, file);
  uploads.complete(upload.uploadId, `${row.version_id} ${row.sequence}`, row.last_modified);
  return { row, discarded: discarded === undefined ? left : [...left, discarded] };
}

/** The MD5 of the parts' MD5s, with their number. */
function compositeTag(chosen: PartRow[]): string {
  const md5 = createHash('md5');
  for (const { etag } of chosen) md5.update(Buffer.from(etag, 'hex'));
  return `${md5.digest('hex')}-${chosen.length}`;
}

function resourceOf({ bucket, key }: MultipartUpload): string {
  return `${bucket}/${key}`;
}
