import { answerEmpty } from '#aws/services/s3/answer.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export function deleteBucket(request: S3Request): void {
  request.store.deleteBucket(request.bucket);
  answerEmpty(request);
}
