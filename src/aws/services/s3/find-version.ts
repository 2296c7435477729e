import { S3Error, s3Errors } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { ObjectVersion } from '#stores/objects/object-store.ts';

/**
 * The latest version, or that one. A refusal says, as S3's does, whether a delete marker stands there, and who may
 * not list the bucket is not told that a key is missing.
 */
export function findVersion(request: S3Request, versionId: string | undefined): ObjectVersion {
  try {
    return request.store.head(request.bucket, request.key, versionId);
  } catch (error) {
    throw refusal(request, error, versionId);
  }
}

function refusal(request: S3Request, error: unknown, versionId: string | undefined): unknown {
  if (!(error instanceof ObjectError)) return error;
  const { code, deleteMarker } = error;
  if (code === 'NoSuchKey') mayList(request);
  if (deleteMarker === undefined || (code !== 'NoSuchKey' && code !== 'MethodNotAllowed')) return error;
  const details =
    code === 'NoSuchKey'
      ? { Key: request.key }
      : { Method: request.aws.method, ResourceType: 'DeleteMarker' };
  const headers: Record<string, string> = {
    'x-amz-delete-marker': 'true',
    'x-amz-version-id': versionId ?? deleteMarker,
  };
  if (code === 'MethodNotAllowed') headers.allow = 'DELETE';
  return new S3Error(code, s3Errors[code][1], { details, headers });
}

/** AccessDenied instead of NoSuchKey for a principal that may not know which keys there are. */
function mayList({ store, aws, bucket }: S3Request): void {
  store.authorize(aws.principal, 's3:ListBucket', bucket);
}
