import { keyText } from '#stores/objects/object-key.ts';
import type { ObjectVersion, PutRequest, StoredChecksum } from '#stores/objects/object-store.ts';

/** A row of `versions`. */
export interface VersionRow {
  sequence: number;
  bucket: number;
  key: Uint8Array;
  version_id: string;
  latest: number;
  delete_marker: number;
  size: number;
  etag: string;
  last_modified: number;
  /** Null for a delete marker. */
  file: string | null;
  details: string;
}

/** What of a version is kept as JSON: nothing is ever searched by it. */
type Details = Pick<
  ObjectVersion,
  | 'contentType'
  | 'cacheControl'
  | 'contentDisposition'
  | 'contentEncoding'
  | 'contentLanguage'
  | 'expires'
  | 'encryption'
  | 'metadata'
  | 'checksum'
  | 'tags'
  | 'parts'
  | 'storageClass'
>;

export function toVersion(bucket: string, row: VersionRow): ObjectVersion {
  return {
    bucket,
    key: keyText(row.key),
    versionId: row.version_id,
    latest: row.latest === 1,
    deleteMarker: row.delete_marker === 1,
    size: row.size,
    etag: row.etag,
    lastModified: row.last_modified,
    sequence: row.sequence,
    ...(JSON.parse(row.details) as Details),
  };
}

/** The details of a new version, with S3's defaults. The checksum is the one that is true, not the one announced. */
export function detailsText(request: PutRequest, checksum?: StoredChecksum, parts?: number[]): string {
  const { condition, checksum: announced, tags, storageClass, contentType, metadata, ...headers } = request;
  const details: Details = {
    ...headers,
    contentType: contentType ?? 'binary/octet-stream',
    metadata: metadata ?? {},
    tags: tags ?? {},
    storageClass: storageClass ?? 'STANDARD',
    ...(checksum && { checksum }),
    ...(parts && { parts }),
  };
  return JSON.stringify(details);
}

/** The same details with other tags. */
export function withTags(details: string, tags: Record<string, string>): string {
  return JSON.stringify({ ...(JSON.parse(details) as Details), tags });
}
