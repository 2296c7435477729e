import { answerEmpty, answerText, answerXml } from '#aws/services/s3/answer.ts';
import { readText } from '#aws/services/s3/body.ts';
import { isBlocked } from '#aws/services/s3/documents/public-access-block.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { parseBucketPolicy } from '#stores/objects/bucket-policy.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export async function putBucketPolicy(request: S3Request): Promise<void> {
  const { store, bucket } = request;
  const text = await readText(request);
  if (isPublic(bucket, text) && isBlocked(store, bucket, 'BlockPublicPolicy')) {
    throw new S3Error(
      'AccessDenied',
      'Access Denied: the public access block of the bucket blocks public policies.',
    );
  }
  store.setDocument(bucket, 'policy', text);
  answerEmpty(request);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export function getBucketPolicy(request: S3Request): void {
  answerText(request, 'application/json', policyOf(request));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export function getBucketPolicyStatus(request: S3Request): void {
  answerXml(request, 'PolicyStatus', { IsPublic: isPublic(request.bucket, policyOf(request)) });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export function deleteBucketPolicy(request: S3Request): void {
  request.store.setDocument(request.bucket, 'policy', undefined);
  answerEmpty(request);
}

function policyOf({ store, bucket }: S3Request): string {
  const text = store.document(bucket, 'policy');
  if (text === undefined)
    throw new S3Error('NoSuchBucketPolicy', undefined, { details: { BucketName: bucket } });
  return text;
}

/** Whether a policy allows something to everybody. Throws MalformedPolicy. */
function isPublic(bucket: string, text: string): boolean {
  return parseBucketPolicy(bucket, text).some(
    ({ effect, principals }) => effect === 'Allow' && (principals.not || principals.aws.includes('*')),
  );
}
