import { answerXml } from '#aws/services/s3/answer.ts';
import { invalidArgument } from '#aws/services/s3/errors.ts';
import {
  contentsOf,
  listPage,
  prefixesOf,
  readListingRequest,
} from '#aws/services/s3/listing/listing-request.ts';
import { ownerOf } from '#aws/services/s3/owner.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2(request: S3Request): void {
  const { query } = request.aws;
  const listing = readListingRequest(request);
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') || undefined;
  const page = listPage(request, listing, token === null ? startAfter : readToken(token));
  const owner = query.get('fetch-owner') === 'true' ? ownerOf(request.identity) : undefined;
  const last = page.next;
  answerXml(request, 'ListBucketResult', {
    Name: request.bucket,
    Prefix: listing.encode(listing.prefix),
    StartAfter: startAfter === undefined ? undefined : listing.encode(startAfter),
    ContinuationToken: token ?? undefined,
    NextContinuationToken: last === undefined ? undefined : writeToken(last),
    KeyCount: page.objects.length + page.commonPrefixes.length,
    MaxKeys: listing.limit,
    Delimiter: listing.delimiter === undefined ? undefined : listing.encode(listing.delimiter),
    EncodingType: listing.encoding,
    IsTruncated: last !== undefined,
    Contents: page.objects.map((version) => contentsOf(version, listing, owner)),
    CommonPrefixes: prefixesOf(page.commonPrefixes, listing),
  });
}

/** A token is the place where a page ended, marked so that another text is not taken for one. */
function writeToken(after: string): string {
  return Buffer.from(`1${after}`).toString('base64');
}

function readToken(token: string): string {
  const bytes = Buffer.from(token, 'base64');
  const text = bytes.toString('utf8');
  if (!text.startsWith('1') || bytes.toString('base64') !== token) {
    throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
  }
  return text.slice(1);
}
