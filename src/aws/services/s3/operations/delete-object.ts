import { answerEmpty } from '#aws/services/s3/answer.ts';
import { header, type S3Request, versionIdOf } from '#aws/services/s3/s3-request.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export async function deleteObject(request: S3Request): Promise<void> {
  const { store, bucket, key } = request;
  const deleted = await store.delete(bucket, key, versionIdOf(request), header(request, 'if-match'));
  answerEmpty(request, {
    'x-amz-version-id': deleted.versionId,
    'x-amz-delete-marker': deleted.deleteMarker ? 'true' : undefined,
  });
}
