import { answerXml } from '#aws/services/s3/answer.ts';
import {
  contentsOf,
  listPage,
  prefixesOf,
  readListingRequest,
} from '#aws/services/s3/listing/listing-request.ts';
import { ownerOf } from '#aws/services/s3/owner.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';

/** The first version of listing. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export function listObjects(request: S3Request): void {
  const listing = readListingRequest(request);
  const marker = request.aws.query.get('marker') ?? '';
  const page = listPage(request, listing, marker);
  const owner = ownerOf(request.identity);
  const last = page.next;
  // Without a delimiter a client goes on after the last key that it was given.
  const nextMarker = last === undefined || listing.delimiter === undefined ? undefined : listing.encode(last);
  answerXml(request, 'ListBucketResult', {
    Name: request.bucket,
    Prefix: listing.encode(listing.prefix),
    Marker: listing.encode(marker),
    NextMarker: nextMarker,
    MaxKeys: listing.limit,
    Delimiter: listing.delimiter === undefined ? undefined : listing.encode(listing.delimiter),
    EncodingType: listing.encoding,
    IsTruncated: last !== undefined,
    Contents: page.objects.map((version) => contentsOf(version, listing, owner)),
    CommonPrefixes: prefixesOf(page.commonPrefixes, listing),
  });
}
