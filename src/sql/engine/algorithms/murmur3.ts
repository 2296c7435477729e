function mixKey(key: number): number {
  const scrambled = Math.imul(key, 0xcc9e2d51);
  return Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
}

/** MurmurHash3 x86 32 of the bytes, as a signed 32-bit number. */
export function murmur3(bytes: Uint8Array, seed = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  let hash = seed | 0;
  for (let offset = 0; offset < whole; offset += 4) {
    hash ^= mixKey(view.getInt32(offset, true));
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let offset = bytes.length - 1; offset >= whole; offset -= 1) tail = (tail << 8) | bytes[offset]!;
  hash ^= mixKey(tail);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
