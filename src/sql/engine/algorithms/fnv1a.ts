/** FNV-1a, 64 bits. Halves of 32 bits keep it in plain numbers: the prime is 2^40 + 0x1b3. */

export const fnvOffsetBasis = 0xcbf29ce484222325n;

/** Hash of the bytes, continued from `seed`; both as unsigned 64 bits. */
export function fnv1a(bytes: Uint8Array, seed: bigint = fnvOffsetBasis): bigint {
  let low = Number(seed & 0xffffffffn);
  let high = Number((seed >> 32n) & 0xffffffffn);
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    // (high, low) * 0x1b3 + (low << 40), modulo 2^64
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 0x1_0000_0000) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return (BigInt(high) << 32n) | BigInt(low);
}
