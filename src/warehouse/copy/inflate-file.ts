import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { decompressed } from '#warehouse/copy/decode/compression/decompressed.ts';
import { DecodeError } from '#warehouse/copy/decode/decode-interface.ts';
import { UnreadableFileError } from '#warehouse/copy/decoder-path.ts';
import type { Load } from '#warehouse/copy/load.ts';
import type { SourceFile } from '#warehouse/copy/open-sources.ts';

/**
 * The file as plain text: itself, or unpacked into the staging folder. Unpacking it first is quicker than the engine's own
 * way, and a damaged file is known before a row of it is loaded.
 */
export async function plainFile(
  { options, stagingFolder, queryId, signal }: Load,
  source: SourceFile,
): Promise<{ path: string; temporary: boolean }> {
  const packed = await source.open();
  const { compression } = options;
  if (compression === 'none') return { path: packed, temporary: false };
  const path = join(stagingFolder, `copy-${queryId}-${source.index}`);
  try {
    const { chunks } = decompressed(source.index, { path: packed, compression });
    // Opened before anything can fail: a stream that opens it by itself may make it after it was removed.
    const file = await open(path, 'w');
    await pipeline(chunks, file.createWriteStream(), { signal });
    return { path, temporary: true };
  } catch (error) {
    await rm(path, { force: true });
    signal.throwIfAborted();
    if (!(error instanceof DecodeError)) throw error;
    throw new UnreadableFileError(error.file, error.code, error.message);
  }
}
