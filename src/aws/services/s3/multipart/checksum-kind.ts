import { checksumAlgorithm } from '#aws/services/s3/checksums.ts';
import { invalidArgument, S3Error } from '#aws/services/s3/errors.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';
import type { StoredChecksum } from '#stores/objects/object-store.ts';

export type ChecksumKind = Pick<StoredChecksum, 'algorithm' | 'type'>;

/**
 * Which checksum a multipart upload shall have: of the whole object, or composed of those of its parts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function readChecksumKind(request: S3Request): ChecksumKind | undefined {
  const name = header(request, 'x-amz-checksum-algorithm');
  const type = header(request, 'x-amz-checksum-type');
  if (type !== undefined && type !== 'COMPOSITE' && type !== 'FULL_OBJECT') {
    throw invalidArgument('x-amz-checksum-type', type, 'Value for x-amz-checksum-type header is invalid.');
  }
  if (name === undefined) {
    if (type === undefined) return undefined;
    throw new S3Error(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const algorithm = checksumAlgorithm(name);
  const possible = { COMPOSITE: algorithm !== 'CRC64NVME', FULL_OBJECT: algorithm.startsWith('CRC') };
  const chosen = type ?? (possible.COMPOSITE ? 'COMPOSITE' : 'FULL_OBJECT');
  if (possible[chosen]) return { algorithm, type: chosen };
  throw new S3Error(
    'InvalidRequest',
    `The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}
