import { open } from 'node:fs/promises';

const chunkBytes = 1024 * 1024;
const newlines = 0x0a0a0a0a;
const low = 0x7f7f7f7f;

/** Line ends of a file. Four bytes are looked at together: a chunk takes a fraction of a millisecond. */
export async function countLines(path: string): Promise<number> {
  const buffer = new ArrayBuffer(chunkBytes);
  const bytes = new Uint8Array(buffer);
  let count = 0;
  await using file = await open(path);
  for (;;) {
    const { bytesRead } = await file.read(bytes, 0, chunkBytes);
    if (bytesRead === 0) return count;
    // What is no whole word at the end is filled up with what is no line end.
    const words = (bytesRead + 3) >> 2;
    bytes.fill(0, bytesRead, words * 4);
    count += countWords(new Int32Array(buffer, 0, words));
  }
}

function countWords(words: Int32Array): number {
  let count = 0;
  for (let at = 0; at < words.length; at++) {
    const differing = words[at]! ^ newlines;
    // The highest bit of each byte that is zero, and no other.
    let zeros = ~(((differing & low) + low) | differing | low);
    while (zeros !== 0) {
      zeros &= zeros - 1;
      count++;
    }
  }
  return count;
}
