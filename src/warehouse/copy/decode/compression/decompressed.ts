import { createReadStream, type ReadStream } from 'node:fs';
import type { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Compression } from '#sql/copy/copy-options.ts';
import { bunzip2 } from '#warehouse/copy/decode/compression/bunzip2.ts';
import { Bzip2Error } from '#warehouse/copy/decode/compression/bzip2-block.ts';
import { LzoError } from '#warehouse/copy/decode/compression/lzo1x.ts';
import { unlzop } from '#warehouse/copy/decode/compression/lzop.ts';
import { unzstd } from '#warehouse/copy/decode/compression/unzstd.ts';
import { DecodeError } from '#warehouse/copy/decode/decode-interface.ts';

const CHUNK_BYTES = 1 << 20;

/** A file's content without its compression, in chunks of a megabyte or so (a block of lzop may have 64). */
export interface Decompressed {
  chunks: AsyncIterable<Buffer>;
  /** Bytes of the file itself read so far. */
  readonly bytesRead: number;
}

/** Reads `file`, which is the request's `index`th. What cannot be read on is a DecodeError (code 1200). */
export function decompressed(index: number, file: { path: string; compression: Compression }): Decompressed {
  const source = createReadStream(file.path, { highWaterMark: CHUNK_BYTES });
  return {
    chunks: withDecodeErrors(source, index, file.compression),
    get bytesRead() {
      return source.bytesRead;
    },
  };
}

async function* withDecodeErrors(
  source: ReadStream,
  index: number,
  compression: Compression,
): AsyncGenerator<Buffer> {
  try {
    yield* contentOf(source, compression);
  } catch (error) {
    throw new DecodeError(index, 1200, describe(compression, error as NodeJS.ErrnoException));
  } finally {
    source.destroy();
  }
}

function contentOf(source: ReadStream, compression: Compression): AsyncIterable<Buffer> {
  switch (compression) {
    case 'none':
      return source;
    case 'gzip':
      return through(source, createGunzip({ chunkSize: CHUNK_BYTES }));
    case 'zstd':
      return unzstd(source, CHUNK_BYTES);
    case 'bzip2':
      return bunzip2(source);
    case 'lzop':
      return unlzop(source);
  }
}

function through(source: ReadStream, transform: Transform): AsyncIterable<Buffer> {
  source.on('error', (error) => transform.destroy(error));
  // One that comes when nobody reads any more concerns nobody.
  transform.on('error', () => undefined);
  return source.pipe(transform);
}

function describe(compression: Compression, error: NodeJS.ErrnoException): string {
  const code = error.code ?? '';
  if (error instanceof LzoError || error instanceof Bzip2Error) return unpacked(compression, error.message);
  if (code === 'Z_BUF_ERROR') return unpacked(compression, 'the file ends too early');
  if (/^(Z_|ZSTD_)/.test(code)) return unpacked(compression, 'it is damaged or not of this format');
  return `The file could not be read: ${error.message}`;
}

function unpacked(compression: Compression, why: string): string {
  return `The ${compression.toUpperCase()} file could not be unpacked: ${why}`;
}
