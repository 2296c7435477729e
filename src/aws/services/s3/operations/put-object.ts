import { answerEmpty } from '#aws/services/s3/answer.ts';
import { describeChecksum, receivedChecksum } from '#aws/services/s3/checksums.ts';
import { writeCondition } from '#aws/services/s3/conditions.ts';
import { withDefaults } from '#aws/services/s3/documents/default-encryption.ts';
import { describeEncryption, describeVersionId, readWriteHeaders } from '#aws/services/s3/object-headers.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';
import { checkSize } from '#aws/services/s3/sizes.ts';
import type { PutRequest } from '#stores/objects/object-store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(request: S3Request): Promise<void> {
  const { store, aws, bucket, key } = request;
  const put: PutRequest = withDefaults(request, readWriteHeaders(request));
  if (put.tags !== undefined) store.authorize(aws.principal, 's3:PutObjectTagging', bucket, key);
  const condition = writeCondition(header(request, 'if-match'), header(request, 'if-none-match'));
  if (condition !== undefined) put.condition = condition;
  checkSize(aws.decodedLength);
  const version = await store.put(bucket, key, aws.body, put, () => receivedChecksum(request));
  answerEmpty(
    request,
    {
      etag: `"${version.etag}"`,
      ...describeChecksum(version.checksum),
      ...describeEncryption(version),
      ...describeVersionId(request, version.versionId),
    },
    200,
  );
}
