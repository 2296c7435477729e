import { answerXml } from '#aws/services/s3/answer.ts';
import { readCount } from '#aws/services/s3/numbers.ts';
import { ownerOf } from '#aws/services/s3/owner.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';

const bucketsMax = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export function listBuckets(request: S3Request): void {
  const { query } = request.aws;
  const prefix = query.get('prefix') ?? undefined;
  const region = query.get('bucket-region') ?? undefined;
  const after = query.get('continuation-token') ?? '';
  const limit = Math.min(readCount(query, 'max-buckets', bucketsMax), bucketsMax);
  const found = request.store
    .buckets()
    .filter(({ name }) => name.startsWith(prefix ?? '') && name > after)
    .filter((bucket) => region === undefined || bucket.region === region)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = found.slice(0, limit);
  answerXml(request, 'ListAllMyBucketsResult', {
    Owner: ownerOf(request.identity),
    Buckets: {
      Bucket: page.map((bucket) => ({
        Name: bucket.name,
        CreationDate: new Date(bucket.created).toISOString(),
        BucketRegion: bucket.region,
        BucketArn: `arn:aws:s3:::${bucket.name}`,
      })),
    },
    ContinuationToken: found.length > page.length ? page.at(-1)?.name : undefined,
    Prefix: prefix,
  });
}
