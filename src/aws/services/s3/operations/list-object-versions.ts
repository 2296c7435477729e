import { answerText } from '#aws/services/s3/answer.ts';
import { invalidArgument } from '#aws/services/s3/errors.ts';
import {
  contentsOf,
  type ListingRequest,
  prefixesOf,
  readListingRequest,
} from '#aws/services/s3/listing/listing-request.ts';
import { ownerOf } from '#aws/services/s3/owner.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { writeXml, type XmlObject } from '#aws/services/s3/xml/writer.ts';
import type { Listing, ObjectStore, ObjectVersion } from '#stores/objects/object-store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export function listObjectVersions(request: S3Request): void {
  const { query } = request.aws;
  const listing = readListingRequest(request);
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker') ?? '';
  if (versionMarker !== '' && keyMarker === '') {
    throw invalidArgument(
      'version-id-marker',
      versionMarker,
      'A version-id marker cannot be specified without a key marker.',
    );
  }
  const page = readPage(request, listing, keyMarker, versionMarker);
  const owner = ownerOf(request.identity);
  const head = {
    Name: request.bucket,
    Prefix: listing.encode(listing.prefix),
    KeyMarker: listing.encode(keyMarker),
    VersionIdMarker: versionMarker,
    ...nextMarkers(page, listing),
    MaxKeys: listing.limit,
    Delimiter: listing.delimiter === undefined ? undefined : listing.encode(listing.delimiter),
    EncodingType: listing.encoding,
    IsTruncated: page.next !== undefined,
  };
  const entries = page.objects.map((version) => entryOf(version, listing, owner));
  const CommonPrefixes = prefixesOf(page.commonPrefixes, listing);
  // Versions and markers are two elements that alternate in the order of their keys.
  answerText(
    request,
    'application/xml',
    writeXml('ListVersionsResult', [head, ...entries, { CommonPrefixes }]),
  );
}

function readPage(request: S3Request, listing: ListingRequest, after: string, afterVersion: string): Listing {
  if (listing.limit === 0) return { objects: [], commonPrefixes: [] };
  const page: Parameters<ObjectStore['listVersions']>[1] = { prefix: listing.prefix, limit: listing.limit };
  if (listing.delimiter !== undefined) page.delimiter = listing.delimiter;
  if (after !== '') page.after = after;
  if (afterVersion !== '') page.afterVersion = afterVersion;
  return request.store.listVersions(request.bucket, page);
}

function nextMarkers(page: Listing, listing: ListingRequest): XmlObject {
  if (page.next === undefined) return {};
  const last = page.objects.at(-1);
  const NextVersionIdMarker = last?.key === page.next ? last.versionId : undefined;
  return { NextKeyMarker: listing.encode(page.next), NextVersionIdMarker };
}

function entryOf(version: ObjectVersion, listing: ListingRequest, owner: XmlObject): XmlObject {
  const { VersionId, IsLatest } = { VersionId: version.versionId, IsLatest: version.latest };
  if (!version.deleteMarker)
    return { Version: { ...contentsOf(version, listing, owner), VersionId, IsLatest } };
  const { Key, LastModified, Owner } = contentsOf(version, listing, owner);
  return { DeleteMarker: { Key, VersionId, IsLatest, LastModified, Owner } };
}
