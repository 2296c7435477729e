import type { AnswerHeaders } from '#aws/services/s3/answer.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';
import { childText, type XmlElement } from '#aws/services/s3/xml/reader.ts';
import type { XmlObject } from '#aws/services/s3/xml/writer.ts';
import type { ChecksumAlgorithm, StoredChecksum } from '#stores/objects/object-store.ts';

export const checksumAlgorithms: readonly ChecksumAlgorithm[] = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
];

/** An algorithm by the name a client gives it; InvalidRequest for an unknown one. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm {
  const found = checksumAlgorithms.find((algorithm) => algorithm === name.toUpperCase());
  if (found !== undefined) return found;
  throw new S3Error(
    'InvalidRequest',
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`,
  );
}

/** The checksum that came with a body, once it was read; the endpoint has verified it. The store asks for it then. */
export function receivedChecksum(request: S3Request): StoredChecksum | undefined {
  for (const algorithm of checksumAlgorithms) {
    const value = request.aws.checksums.get(algorithm.toLowerCase());
    if (value !== undefined) return { algorithm, value, type: 'FULL_OBJECT' };
  }
  return undefined;
}

/** A document that must not be changed on its way (DeleteObjects) has to come with one of them. */
export function requireChecksum(request: S3Request): void {
  if (header(request, 'content-md5') !== undefined || request.aws.checksums.size > 0) return;
  throw new S3Error(
    'InvalidRequest',
    'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  );
}

/** `x-amz-checksum-*` of an answer. */
export function describeChecksum(checksum: StoredChecksum | undefined): AnswerHeaders {
  if (checksum === undefined) return {};
  return {
    [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value,
    'x-amz-checksum-type': checksum.type,
  };
}

/** `ChecksumCRC32` … of a document. */
export function checksumElements(checksum: StoredChecksum | undefined): XmlObject {
  if (checksum === undefined) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
}

/** The checksum that an element names, undefined when it names none. */
export function readChecksumElement(
  element: XmlElement,
): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  for (const algorithm of checksumAlgorithms) {
    const value = childText(element, `Checksum${algorithm}`);
    if (value !== undefined) return { algorithm, value };
  }
  return undefined;
}
