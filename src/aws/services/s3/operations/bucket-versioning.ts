import { answerEmpty, answerXml } from '#aws/services/s3/answer.ts';
import { readDocument } from '#aws/services/s3/body.ts';
import { notImplemented, S3Error } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { childText } from '#aws/services/s3/xml/reader.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export function getBucketVersioning(request: S3Request): void {
  const versioning = request.store.bucket(request.bucket)?.versioning;
  // A bucket that never had versions has no status.
  answerXml(request, 'VersioningConfiguration', versioning === 'off' ? undefined : { Status: versioning });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export async function putBucketVersioning(request: S3Request): Promise<void> {
  const document = await readDocument(request, 'VersioningConfiguration');
  if (childText(document, 'MfaDelete') === 'Enabled') throw notImplemented('MfaDelete');
  const status = childText(document, 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') {
    throw new S3Error('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
  }
  request.store.setVersioning(request.bucket, status);
  answerEmpty(request, {}, 200);
}
