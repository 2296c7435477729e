/** Holds the rows of an ordinary batch. */
const bufferBytes = 512 * 1024;
const buffersKept = 32;

const free: Buffer[] = [];

/** A buffer of at least `bytes`, with content of no meaning. Fresh memory costs a page fault per 4 KB: it is used again. */
export function takeBuffer(bytes: number): Buffer {
  if (bytes > bufferBytes) return Buffer.allocUnsafeSlow(bytes);
  return free.pop() ?? Buffer.allocUnsafeSlow(bufferBytes);
}

/** Gives a buffer back once nothing reads it any more. */
export function giveBuffer(buffer: Buffer): void {
  if (buffer.length === bufferBytes && free.length < buffersKept) free.push(buffer);
}
