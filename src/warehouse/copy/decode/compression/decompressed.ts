import { createReadStream } from 'node:fs';
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Compression } from '#sql/copy/copy-options.ts';
import { DecodeError } from '#warehouse/copy/decode/decode-interface.ts';

const CHUNK_BYTES = 1 << 20;

/** A file's content without its compression, in chunks of at most some megabytes. */
export interface Decompressed {
  chunks: AsyncIterable<Buffer>;
  /** Bytes of the file itself read so far. */
  readonly bytesRead: number;
}

/** Reads `file`, which is the request's `index`th. What cannot be read on is a DecodeError. */
export function decompressed(index: number, file: { path: string; compression: Compression }): Decompressed {
  const source = createReadStream(file.path, { highWaterMark: CHUNK_BYTES });
  const transform = transformOf(file.compression);
  if (!transform)
    return {
      chunks: source,
      get bytesRead() {
        return source.bytesRead;
      },
    };
  source.on('error', (error) => transform.destroy(error));
  source.pipe(transform);
  const chunks = async function* (): AsyncGenerator<Buffer> {
    try {
      yield* transform;
    } catch (error) {
      throw new DecodeError(index, 8001, describe(file.compression, error as NodeJS.ErrnoException));
    } finally {
      source.destroy();
    }
  };
  return {
    chunks: chunks(),
    get bytesRead() {
      return source.bytesRead;
    },
  };
}

function transformOf(compression: Compression): Transform | undefined {
  switch (compression) {
    case 'none':
      return undefined;
    case 'gzip':
      return createGunzip({ chunkSize: CHUNK_BYTES });
    case 'zstd':
      return createZstdDecompress({ chunkSize: CHUNK_BYTES });
    default:
      throw new Error(`no decompressor for ${compression}`);
  }
}

function describe(compression: Compression, error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR') return `The file ends in the middle of its ${compression} data`;
  if (error.code?.startsWith('Z')) return `The file is not valid ${compression} data: ${error.message}`;
  return `The file cannot be read: ${error.message}`;
}
