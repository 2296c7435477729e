import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import { runFileTask } from '#warehouse/unload/files/run-file-task.ts';

/** Bytes read, and given to the compressor, at a time. */
const chunkBytes = 1024 * 1024;

/**
 * Compresses a file into a new one, outside of the event loop's thread. The engine's own writer of compressed text takes ten times as
 * long.
 */
export async function compressFile(
  from: string,
  to: string,
  compression: Exclude<UnloadOptions['compression'], 'none'>,
  signal: AbortSignal,
): Promise<void> {
  if (compression === 'bzip2') {
    await runFileTask({ kind: 'bzip2', from, to }, signal);
    return;
  }
  const settings = { chunkSize: chunkBytes };
  await pipeline(
    createReadStream(from, { highWaterMark: chunkBytes }),
    compression === 'gzip' ? createGzip(settings) : createZstdCompress(settings),
    createWriteStream(to, { flags: 'wx', highWaterMark: chunkBytes }),
    { signal },
  );
}
