import type { S3Request } from '#aws/services/s3/s3-request.ts';
import type { MultipartUpload } from '#stores/objects/object-store.ts';

/** The upload that `uploadId` names. NoSuchUpload. */
export function findUpload({ store, aws, bucket, key }: S3Request): MultipartUpload {
  return store.upload(bucket, key, aws.query.get('uploadId') ?? '');
}
