import { open } from 'node:fs/promises';
import BZip2 from 'bzip2-wasm';

/** Text that is compressed at a time: one block of bzip2 at its highest level. */
const blockBytes = 900_000;
/** bzip2 may make what it cannot compress larger by a hundredth and 600 bytes. */
const compressedMax = Math.ceil(blockBytes * 1.01) + 600;

/** Compresses a file into a new one, block by block: each is a bzip2 stream, and streams after each other are one file. */
export async function bzip2File(from: string, to: string): Promise<void> {
  const bzip2 = new BZip2();
  await bzip2.init();
  await using source = await open(from);
  await using target = await open(to, 'wx');
  const buffer = Buffer.allocUnsafe(blockBytes);
  for (let first = true; ; first = false) {
    const length = await fill(source, buffer);
    // An empty file is one empty stream.
    if (length === 0 && !first) return;
    await target.writeFile(bzip2.compress(buffer.subarray(0, length), 9, compressedMax));
  }
}

async function fill(file: Awaited<ReturnType<typeof open>>, buffer: Buffer): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}
