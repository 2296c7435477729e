import { checksummed } from '#aws/services/s3/checksummed.ts';
import { receivedChecksum } from '#aws/services/s3/checksums.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import type { MultipartUpload, StoredChecksum } from '#stores/objects/object-store.ts';

/** A part's bytes, and its checksum once they have passed. */
export interface PartBody {
  bytes: AsyncIterable<Uint8Array>;
  checksum(): StoredChecksum | undefined;
}

/** The body of an upload's part, with the checksum that the upload wants: computed where the client sent none. */
export function partBody(
  request: S3Request,
  upload: MultipartUpload,
  body: AsyncIterable<Uint8Array>,
): PartBody {
  const algorithm = upload.headers.checksum?.algorithm;
  const announced = [...request.aws.checksums.keys(), trailerOf(request)].find((name) => name !== undefined);
  if (algorithm === undefined || announced !== undefined) {
    return { bytes: body, checksum: () => sameKind(receivedChecksum(request), algorithm) };
  }
  const passing = checksummed(body, algorithm);
  return {
    bytes: passing.bytes,
    checksum: () => ({ algorithm, value: passing.value(), type: 'FULL_OBJECT' }),
  };
}

function trailerOf(request: S3Request): string | undefined {
  const trailer = request.headers['x-amz-trailer'];
  return typeof trailer === 'string' && trailer.trim() !== '' ? trailer : undefined;
}

function sameKind(
  received: StoredChecksum | undefined,
  expected: StoredChecksum['algorithm'] | undefined,
): StoredChecksum | undefined {
  if (received === undefined || expected === undefined || received.algorithm === expected) return received;
  throw new S3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual checksum Type: ${received.algorithm.toLowerCase()}`,
  );
}
