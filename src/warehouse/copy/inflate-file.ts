import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
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
  if (options.compression === 'none') return { path: packed, temporary: false };
  const path = join(stagingFolder, `copy-${queryId}-${source.index}`);
  const unpack = options.compression === 'gzip' ? createGunzip() : createZstdDecompress();
  try {
    await pipeline(createReadStream(packed), unpack, createWriteStream(path), { signal });
    return { path, temporary: true };
  } catch (error) {
    await rm(path, { force: true });
    signal.throwIfAborted();
    throw unreadable(error, source, options.compression);
  }
}

function unreadable(error: unknown, { index }: SourceFile, compression: string): unknown {
  const code = String((error as { code?: unknown }).code ?? '');
  if (code === 'ENOSPC' || !/^(Z_|ZSTD_|ERR_)/.test(code)) return error;
  const reason = code === 'Z_BUF_ERROR' ? 'the file ends too early' : 'it is damaged or not of this format';
  return new UnreadableFileError(
    index,
    1200,
    `The ${compression.toUpperCase()} file could not be unpacked: ${reason}`,
  );
}
