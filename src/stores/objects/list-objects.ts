import { sequenceOf } from '#stores/objects/index/version-id.ts';
import type { VersionRow } from '#stores/objects/index/version-row.ts';
import { toVersion } from '#stores/objects/index/version-row.ts';
import { afterPrefix, justAfter, soughtKeyBytes } from '#stores/objects/object-key.ts';
import type { Listing, ListRequest } from '#stores/objects/object-store.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';

/** Rows of keys from these bytes on, in order. */
type Seek = (from: Buffer) => Iterable<VersionRow>;

/** The live objects of a bucket, a page of them. */
export function listObjects(parts: StoreParts, name: string, request: ListRequest): Listing {
  const bucket = parts.buckets.get(name);
  const prefix = soughtKeyBytes(request.prefix ?? '');
  const end = afterPrefix(prefix);
  const seek: Seek = (from) => parts.versions.live(bucket.id, from, end);
  return readPage(name, request, prefix, seek, seek(startOf(request, prefix)));
}

/**
 * All versions and delete markers, a page of them: a key's newest first. `next` is the last key of the page, and the
 * next page starts after that key's version that was shown last (`afterVersion`).
 */
export function listVersions(
  parts: StoreParts,
  name: string,
  request: ListRequest & { afterVersion?: string },
): Listing {
  const bucket = parts.buckets.get(name);
  const prefix = soughtKeyBytes(request.prefix ?? '');
  const end = afterPrefix(prefix);
  const seek: Seek = (from) => parts.versions.all(bucket.id, from, end);
  return readPage(
    name,
    request,
    prefix,
    seek,
    chain(restOfKey(), () => seek(startOf(request, prefix))),
  );

  function restOfKey(): Iterable<VersionRow> {
    const { after, afterVersion } = request;
    if (after === undefined || afterVersion === undefined) return [];
    const key = soughtKeyBytes(after);
    if (!key.subarray(0, prefix.length).equals(prefix)) return [];
    const sequence = sequenceOf(afterVersion) ?? parts.versions.byId(bucket.id, key, afterVersion)?.sequence;
    return sequence === undefined ? [] : parts.versions.older(bucket.id, key, sequence);
  }
}

function* chain(first: Iterable<VersionRow>, second: () => Iterable<VersionRow>): Iterable<VersionRow> {
  yield* first;
  yield* second();
}

/** Where a page begins: after `after`, and after all that a common prefix stands for when `after` is one. */
function startOf({ after, delimiter }: ListRequest, prefix: Buffer): Buffer {
  if (after === undefined) return prefix;
  const key = soughtKeyBytes(after);
  if (Buffer.compare(key, prefix) < 0) return prefix;
  const common = commonPrefix(key, prefix, delimiter ? Buffer.from(delimiter) : undefined);
  return common?.length === key.length ? afterPrefix(key) : justAfter(key);
}

/** The key up to the first delimiter after the prefix. */
function commonPrefix(key: Buffer, prefix: Buffer, delimiter: Buffer | undefined): Buffer | undefined {
  if (!delimiter) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.subarray(0, at + delimiter.length);
}

/**
 * Reads until the page is full and one more shows that it is not the last. At a common prefix it seeks behind
 * everything that this stands for, so a page costs the same whatever lies below the prefixes.
 */
function readPage(
  bucket: string,
  request: ListRequest,
  prefix: Buffer,
  seek: Seek,
  first: Iterable<VersionRow>,
): Listing {
  const delimiter = request.delimiter ? Buffer.from(request.delimiter) : undefined;
  const page: Listing = { objects: [], commonPrefixes: [] };
  if (request.limit <= 0) return page;
  let last = '';
  let rows: Iterable<VersionRow> | undefined = first;
  while (rows) {
    const found: Iterable<VersionRow> = rows;
    rows = undefined;
    for (const row of found) {
      if (page.objects.length + page.commonPrefixes.length >= request.limit) return { ...page, next: last };
      const key = Buffer.from(row.key.buffer, row.key.byteOffset, row.key.byteLength);
      const common = commonPrefix(key, prefix, delimiter);
      if (common) {
        last = common.toString();
        page.commonPrefixes.push(last);
        rows = seek(afterPrefix(common));
        break;
      }
      const version = toVersion(bucket, row);
      page.objects.push(version);
      last = version.key;
    }
  }
  return page;
}
