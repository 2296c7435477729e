import { answerEmpty } from '#aws/services/s3/answer.ts';
import { unquote } from '#aws/services/s3/conditions.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import { header, type S3Request, versionIdOf } from '#aws/services/s3/s3-request.ts';
import { ObjectError } from '#stores/objects/object-error.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export async function deleteObject(request: S3Request): Promise<void> {
  checkMatch(request);
  const deleted = await request.store.delete(request.bucket, request.key, versionIdOf(request));
  answerEmpty(request, {
    'x-amz-version-id': deleted.versionId,
    'x-amz-delete-marker': deleted.deleteMarker ? 'true' : undefined,
  });
}

/** `If-Match`: nothing is deleted but what the client knows. What is not there is deleted already. */
function checkMatch(request: S3Request): void {
  const wanted = header(request, 'if-match');
  if (wanted === undefined || wanted === '*') return;
  const etag = etagOf(request);
  if (etag === undefined || unquote(wanted) === etag) return;
  throw new S3Error('PreconditionFailed', undefined, { details: { Condition: 'If-Match' } });
}

function etagOf(request: S3Request): string | undefined {
  try {
    return request.store.head(request.bucket, request.key, versionIdOf(request)).etag;
  } catch (error) {
    if (error instanceof ObjectError && error.status === 404) return undefined;
    throw error;
  }
}
