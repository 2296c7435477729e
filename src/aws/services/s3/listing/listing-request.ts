import { invalidArgument } from '#aws/services/s3/errors.ts';
import { readCount } from '#aws/services/s3/numbers.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import type { XmlObject } from '#aws/services/s3/xml/writer.ts';
import type { Listing, ListRequest, ObjectVersion } from '#stores/objects/object-store.ts';

/** A page has at most this many keys and common prefixes. */
const pageMax = 1000;

/** What the listings of S3 have in common. */
export interface ListingRequest {
  prefix: string;
  delimiter: string | undefined;
  /** As asked for, for the answer. */
  limit: number;
  encoding: 'url' | undefined;
  /** Writes a key or prefix in the encoding that was asked for. */
  encode(text: string): string;
}

export function readListingRequest(request: S3Request, limitName = 'max-keys'): ListingRequest {
  const { query } = request.aws;
  const encoding = query.get('encoding-type') ?? '';
  if (encoding !== '' && encoding !== 'url') {
    throw invalidArgument('encoding-type', encoding, 'Invalid Encoding Method specified in Request');
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') || undefined,
    limit: Math.min(readCount(query, limitName, pageMax), pageMax),
    encoding: encoding === 'url' ? 'url' : undefined,
    encode: encoding === 'url' ? encodeUrl : (text) => text,
  };
}

/** One page of the store's listing, that starts after `after`. A limit of 0 is an empty page and its end. */
export function listPage(request: S3Request, listing: ListingRequest, after: string | undefined): Listing {
  if (listing.limit === 0) return { objects: [], commonPrefixes: [] };
  const page: ListRequest = { prefix: listing.prefix, limit: listing.limit };
  if (listing.delimiter !== undefined) page.delimiter = listing.delimiter;
  if (after !== undefined && after !== '') page.after = after;
  return request.store.list(request.bucket, page);
}

/** `Contents` of a listing. */
export function contentsOf(version: ObjectVersion, listing: ListingRequest, owner?: XmlObject): XmlObject {
  return {
    Key: listing.encode(version.key),
    LastModified: new Date(version.lastModified).toISOString(),
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: version.checksum?.algorithm,
    ChecksumType: version.checksum?.type,
    Size: version.size,
    Owner: owner,
    StorageClass: version.storageClass,
  };
}

export function prefixesOf(prefixes: string[], listing: ListingRequest): XmlObject[] {
  return prefixes.map((prefix) => ({ Prefix: listing.encode(prefix) }));
}

/** As S3 encodes keys with `encoding-type=url`: a form's encoding, slashes left alone. */
function encodeUrl(text: string): string {
  // A space is + there, and a client's decoder (boto3's) reads it so.
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
}
