import { answerXml } from '#aws/services/s3/answer.ts';
import { withDefaults } from '#aws/services/s3/documents/default-encryption.ts';
import { readChecksumKind } from '#aws/services/s3/multipart/checksum-kind.ts';
import { describeEncryption, readWriteHeaders } from '#aws/services/s3/object-headers.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import type { PutRequest } from '#stores/objects/object-store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createMultipartUpload(request: S3Request): void {
  const { store, aws, bucket, key } = request;
  const put: PutRequest = withDefaults(request, readWriteHeaders(request));
  if (put.tags !== undefined) store.authorize(aws.principal, 's3:PutObjectTagging', bucket, key);
  const kind = readChecksumKind(request);
  // The value is known when the parts are there; until then the kind alone is kept.
  if (kind !== undefined) put.checksum = { ...kind, value: '' };
  const upload = store.createUpload(bucket, key, put);
  answerXml(
    request,
    'InitiateMultipartUploadResult',
    { Bucket: bucket, Key: key, UploadId: upload.uploadId },
    {
      'x-amz-checksum-algorithm': kind?.algorithm,
      'x-amz-checksum-type': kind?.type,
      ...describeEncryption(put),
    },
  );
}
