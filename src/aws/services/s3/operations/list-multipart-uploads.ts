import { answerXml } from '#aws/services/s3/answer.ts';
import { prefixesOf, readListingRequest } from '#aws/services/s3/listing/listing-request.ts';
import { ownerOf } from '#aws/services/s3/owner.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import type { MultipartUpload } from '#stores/objects/object-store.ts';

interface Page {
  uploads: MultipartUpload[];
  prefixes: string[];
  /** Where it ended, when there is more. */
  next?: { key: string; uploadId: string };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export function listMultipartUploads(request: S3Request): void {
  const { query } = request.aws;
  const listing = readListingRequest(request, 'max-uploads');
  const keyMarker = query.get('key-marker') ?? '';
  const uploadMarker = keyMarker === '' ? '' : (query.get('upload-id-marker') ?? '');
  const rest = after(request.store.uploads(request.bucket, listing.prefix), keyMarker, uploadMarker);
  const page = pageOf(rest, listing.prefix, listing.delimiter, listing.limit, keyMarker);
  const owner = ownerOf(request.identity);
  answerXml(request, 'ListMultipartUploadsResult', {
    Bucket: request.bucket,
    KeyMarker: listing.encode(keyMarker),
    UploadIdMarker: uploadMarker,
    NextKeyMarker: page.next === undefined ? undefined : listing.encode(page.next.key),
    NextUploadIdMarker: page.next?.uploadId,
    Prefix: listing.encode(listing.prefix),
    Delimiter: listing.delimiter === undefined ? undefined : listing.encode(listing.delimiter),
    MaxUploads: listing.limit,
    EncodingType: listing.encoding,
    IsTruncated: page.next !== undefined,
    Upload: page.uploads.map((upload) => ({
      Key: listing.encode(upload.key),
      UploadId: upload.uploadId,
      Initiator: owner,
      Owner: owner,
      StorageClass: upload.headers.storageClass ?? 'STANDARD',
      Initiated: new Date(upload.initiated).toISOString(),
      ChecksumAlgorithm: upload.headers.checksum?.algorithm,
      ChecksumType: upload.headers.checksum?.type,
    })),
    CommonPrefixes: prefixesOf(page.prefixes, listing),
  });
}

/** Uploads come by key and then by time; those behind the markers are left. */
function after(uploads: MultipartUpload[], keyMarker: string, uploadMarker: string): MultipartUpload[] {
  if (keyMarker === '') return uploads;
  const marker = Buffer.from(keyMarker);
  const at = uploads.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === uploadMarker);
  if (at >= 0) return uploads.slice(at + 1);
  return uploads.filter(({ key }) => Buffer.compare(Buffer.from(key), marker) > 0);
}

function pageOf(
  uploads: MultipartUpload[],
  prefix: string,
  delimiter: string | undefined,
  limit: number,
  keyMarker: string,
): Page {
  const page: Page = { uploads: [], prefixes: [] };
  if (limit === 0) return page;
  let last = { key: '', uploadId: '' };
  for (const upload of uploads) {
    const at = delimiter === undefined ? -1 : upload.key.indexOf(delimiter, prefix.length);
    const common = at < 0 ? undefined : upload.key.slice(0, at + (delimiter ?? '').length);
    // A common prefix stands for all of its uploads, also on the page after the one that named it.
    if (common !== undefined && (common === page.prefixes.at(-1) || common === keyMarker)) continue;
    if (page.uploads.length + page.prefixes.length >= limit) return { ...page, next: last };
    if (common === undefined) page.uploads.push(upload);
    else page.prefixes.push(common);
    last = { key: common ?? upload.key, uploadId: common === undefined ? upload.uploadId : '' };
  }
  return page;
}
