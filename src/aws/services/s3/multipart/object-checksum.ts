import { checksumOf } from '#aws/services/s3/checksummed.ts';
import { combineChecksums } from '#aws/services/s3/crc-combination.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import type { ChecksumKind } from '#aws/services/s3/multipart/checksum-kind.ts';
import type { StoredChecksum, UploadedPart } from '#stores/objects/object-store.ts';

/** The checksum of the object that the parts make, from theirs alone: no byte is read again. */
export async function objectChecksum(kind: ChecksumKind, parts: UploadedPart[]): Promise<StoredChecksum> {
  const values = parts.map(({ number, size, checksum }) => {
    if (checksum?.algorithm !== kind.algorithm) throw missingChecksum(kind, number);
    return { value: checksum.value, size };
  });
  if (kind.type === 'FULL_OBJECT') {
    const value = combineChecksums(kind.algorithm, values);
    if (value !== undefined) return { ...kind, value };
  }
  const digests = Buffer.concat(values.map(({ value }) => Buffer.from(value, 'base64')));
  return { ...kind, value: `${await checksumOf(kind.algorithm, digests)}-${parts.length}` };
}

/** The kind of an upload that named none, where all of its parts came with the same. */
export function commonKind(parts: UploadedPart[]): ChecksumKind | undefined {
  const algorithm = parts[0]?.checksum?.algorithm;
  if (algorithm === undefined || parts.some(({ checksum }) => checksum?.algorithm !== algorithm))
    return undefined;
  return { algorithm, type: algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE' };
}

function missingChecksum({ algorithm }: ChecksumKind, number: number): S3Error {
  return new S3Error(
    'InvalidRequest',
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
  );
}
