import { answerEmpty } from '#aws/services/s3/answer.ts';
import { findUpload } from '#aws/services/s3/multipart/find-upload.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export async function abortMultipartUpload(request: S3Request): Promise<void> {
  await request.store.abortUpload(findUpload(request));
  answerEmpty(request);
}
