import { answerXml } from '#aws/services/s3/answer.ts';
import { checksummed } from '#aws/services/s3/checksummed.ts';
import { checksumElements } from '#aws/services/s3/checksums.ts';
import { describeSourceVersion, openCopySource } from '#aws/services/s3/copy-source.ts';
import { findUpload } from '#aws/services/s3/multipart/find-upload.ts';
import { readPartNumber } from '#aws/services/s3/numbers.ts';
import { describeEncryption } from '#aws/services/s3/object-headers.ts';
import { readCopyRange } from '#aws/services/s3/range.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';
import { checkSize } from '#aws/services/s3/sizes.ts';
import type { MultipartUpload, OpenObject, UploadedPart } from '#stores/objects/object-store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export async function uploadPartCopy(request: S3Request): Promise<void> {
  const number = readPartNumber(request.aws.query.get('partNumber') ?? '');
  const upload = findUpload(request);
  await using open = await openCopySource(request);
  const part = await copyPart(request, upload, number, open);
  const { ChecksumType: _, ...checksum } = checksumElements(part.checksum);
  answerXml(
    request,
    'CopyPartResult',
    { LastModified: new Date(part.lastModified).toISOString(), ETag: `"${part.etag}"`, ...checksum },
    { ...describeSourceVersion(request, open.version), ...describeEncryption(upload.headers) },
  );
}

async function copyPart(
  request: S3Request,
  upload: MultipartUpload,
  number: number,
  source: OpenObject,
): Promise<UploadedPart> {
  const { size } = source.version;
  const asked = header(request, 'x-amz-copy-source-range');
  const range = asked === undefined ? undefined : readCopyRange(asked, size);
  checkSize(range === undefined ? size : range.end - range.start + 1);
  const body = source.stream(range);
  const algorithm = upload.headers.checksum?.algorithm;
  try {
    if (algorithm === undefined) return await request.store.putPart(upload, number, body);
    const passing = checksummed(body, algorithm);
    const verify = () => ({ algorithm, value: passing.value(), type: 'FULL_OBJECT' as const });
    return await request.store.putPart(upload, number, passing.bytes, verify);
  } finally {
    // A copy that is refused before its first byte was read would leave the file open.
    body.destroy();
  }
}
