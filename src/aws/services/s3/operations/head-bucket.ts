import { answerEmpty } from '#aws/services/s3/answer.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export function headBucket(request: S3Request): void {
  answerEmpty(
    request,
    {
      'x-amz-bucket-region': request.store.bucket(request.bucket)?.region,
      'x-amz-bucket-arn': `arn:aws:s3:::${request.bucket}`,
      'x-amz-access-point-alias': 'false',
      'content-type': 'application/xml',
    },
    200,
  );
}
