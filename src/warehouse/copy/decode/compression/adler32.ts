const BASE = 65521;
/** So many bytes can be added before the sums outgrow 32 bits. */
const RUN = 5552;

/** Adler-32 of `data`, as zlib defines it; Node has no function for it alone. */
export function adler32(data: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let at = 0; at < data.length; ) {
    const end = Math.min(at + RUN, data.length);
    for (; at < end; at++) {
      low += data[at]!;
      high += low;
    }
    low %= BASE;
    high %= BASE;
  }
  return ((high << 16) | low) >>> 0;
}
