import { answerXml } from '#aws/services/s3/answer.ts';
import { locationConstraint } from '#aws/services/s3/region.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export function getBucketLocation(request: S3Request): void {
  const region = request.store.bucket(request.bucket)?.region ?? '';
  answerXml(request, 'LocationConstraint', locationConstraint(region));
}
