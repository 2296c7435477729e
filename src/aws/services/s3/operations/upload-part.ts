import { answerEmpty } from '#aws/services/s3/answer.ts';
import { describeChecksum } from '#aws/services/s3/checksums.ts';
import { findUpload } from '#aws/services/s3/multipart/find-upload.ts';
import { partBody } from '#aws/services/s3/multipart/part-checksum.ts';
import { readPartNumber } from '#aws/services/s3/numbers.ts';
import { describeEncryption } from '#aws/services/s3/object-headers.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { checkSize } from '#aws/services/s3/sizes.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(request: S3Request): Promise<void> {
  const { store, aws } = request;
  const number = readPartNumber(aws.query.get('partNumber') ?? '');
  const upload = findUpload(request);
  checkSize(aws.decodedLength);
  const body = partBody(request, upload, aws.body);
  const part = await store.putPart(upload, number, body.bytes, body.checksum);
  const { 'x-amz-checksum-type': _, ...checksum } = describeChecksum(part.checksum);
  answerEmpty(request, { etag: `"${part.etag}"`, ...checksum, ...describeEncryption(upload.headers) }, 200);
}
