import { checksummed } from '#aws/services/s3/checksummed.ts';
import { checksumAlgorithms } from '#aws/services/s3/checksums.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import type { StoredChecksum } from '#stores/objects/object-store.ts';

/** The file of a form with the checksum that a field says it has: compared when the file has passed. */
export function withFormChecksum(
  fields: ReadonlyMap<string, string>,
  bytes: AsyncIterable<Uint8Array>,
): { bytes: AsyncIterable<Uint8Array>; verify: () => StoredChecksum | undefined } {
  const algorithm = checksumAlgorithms.find((each) => fields.has(`x-amz-checksum-${each.toLowerCase()}`));
  if (algorithm === undefined) return { bytes, verify: () => undefined };
  const expected = fields.get(`x-amz-checksum-${algorithm.toLowerCase()}`);
  const passing = checksummed(bytes, algorithm);
  const verify = () => {
    const value = passing.value();
    if (value === expected) return { algorithm, value, type: 'FULL_OBJECT' as const };
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  };
  return { bytes: passing.bytes, verify };
}
