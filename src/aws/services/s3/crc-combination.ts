import type { ChecksumAlgorithm } from '#stores/objects/object-store.ts';

/** Polynomials in reflected form, by which S3's cyclic checksums are defined. */
const polynomials: Partial<Record<ChecksumAlgorithm, { width: bigint; polynomial: bigint }>> = {
  CRC32: { width: 32n, polynomial: 0xedb88320n },
  CRC32C: { width: 32n, polynomial: 0x82f63b78n },
  CRC64NVME: { width: 64n, polynomial: 0x9a6c9329ac4bc9b5n },
};

/**
 * The checksum of parts put one after the other, from the checksums and sizes of the parts alone: a part's checksum is
 * a remainder modulo the polynomial, and appending n bytes multiplies the remainder before them by x^(8n).
 * Checksums are base64, as S3 writes them. Undefined for an algorithm that cannot be combined (SHA).
 */
export function combineChecksums(
  algorithm: ChecksumAlgorithm,
  parts: { value: string; size: number }[],
): string | undefined {
  const field = polynomials[algorithm];
  if (field === undefined) return undefined;
  // Parts have the same size but for the last: the powers are found once.
  const powers = new Map<number, bigint>();
  let combined = 0n;
  for (const { value, size } of parts) {
    const power = powers.get(size) ?? powerOfX(BigInt(size) * 8n, field);
    powers.set(size, power);
    combined = multiply(power, combined, field) ^ BigInt(`0x${Buffer.from(value, 'base64').toString('hex')}`);
  }
  const hex = combined.toString(16).padStart(Number(field.width / 4n), '0');
  return Buffer.from(hex, 'hex').toString('base64');
}

interface Field {
  width: bigint;
  polynomial: bigint;
}

/** Product of two remainders; the highest bit is the coefficient of x^0. */
function multiply(left: bigint, right: bigint, { width, polynomial }: Field): bigint {
  let product = 0n;
  let factor = right;
  for (let bit = 1n << (width - 1n); bit !== 0n; bit >>= 1n) {
    if ((left & bit) !== 0n) product ^= factor;
    factor = (factor & 1n) === 0n ? factor >> 1n : (factor >> 1n) ^ polynomial;
  }
  return product;
}

function powerOfX(exponent: bigint, field: Field): bigint {
  let power = 1n << (field.width - 1n);
  let square = 1n << (field.width - 2n);
  for (let rest = exponent; rest !== 0n; rest >>= 1n) {
    if ((rest & 1n) !== 0n) power = multiply(square, power, field);
    square = multiply(square, square, field);
  }
  return power;
}
