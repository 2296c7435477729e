import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';

/** Bytes read, and given to the compressor, at a time. */
const chunkBytes = 1024 * 1024;

/** Compresses a file into a new one, in the thread pool. The engine's own writer of compressed text takes ten times as long. */
export async function compressFile(
  from: string,
  to: string,
  compression: Exclude<UnloadOptions['compression'], 'none'>,
  signal: AbortSignal,
): Promise<void> {
  const source = createReadStream(from, { highWaterMark: chunkBytes });
  const target = createWriteStream(to, { flags: 'wx', highWaterMark: chunkBytes });
  if (compression === 'bzip2') throw new Error('bzip2');
  const transform =
    compression === 'gzip'
      ? createGzip({ chunkSize: chunkBytes })
      : createZstdCompress({ chunkSize: chunkBytes });
  await pipeline(source, transform, target, { signal });
}
