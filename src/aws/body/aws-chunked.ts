import { bodyError } from '#aws/body/body-error.ts';
import { ByteReader } from '#aws/body/byte-reader.ts';
import type { ChunkSignatures } from '#aws/body/chunk-signatures.ts';

/** A chunk's first line, and a trailer's, at most. */
const lineMax = 4096;
const trailersMax = 20;

export interface Framing {
  /** Undefined where chunks are not signed, or their signatures cannot be known. */
  signatures: ChunkSignatures | undefined;
  /** Headers follow the last chunk. */
  trailer: boolean;
  /** Gets each of them but the signature. */
  onTrailer(name: string, value: string): void;
}

/**
 * Takes the frames off an `aws-chunked` body:
 *
 *     size-in-hexadecimal[;chunk-signature=…] CRLF  bytes CRLF  …  0[;chunk-signature=…] CRLF
 *     [name:value CRLF  …  [x-amz-trailer-signature:… CRLF]]  CRLF
 *
 * Bytes are handed on as they come, before their chunk's signature is known: who stores them does so only after the
 * end, which is an error when a signature is wrong.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Uint8Array>,
  options: Framing,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = new ByteReader(source);
  try {
    yield* chunks(reader, options.signatures);
    await readTrailers(reader, options);
    if (await reader.more()) throw bodyError.wrongFrame('bytes follow the last chunk');
  } finally {
    await reader.close();
  }
}

async function* chunks(reader: ByteReader, signatures: ChunkSignatures | undefined) {
  for (;;) {
    const { size, signature } = readChunkLine(await line(reader));
    yield* chunkBytes(reader, size, signatures);
    signatures?.endChunk(signature);
    if (size === 0) return;
    if ((await line(reader)) !== '') throw bodyError.wrongFrame('a chunk is longer than it says');
  }
}

async function* chunkBytes(reader: ByteReader, size: number, signatures: ChunkSignatures | undefined) {
  for (let left = size; left > 0; ) {
    const bytes = await reader.some(left);
    if (bytes === undefined) throw bodyError.incomplete();
    left -= bytes.length;
    signatures?.update(bytes);
    yield bytes;
  }
}

function readChunkLine(text: string): { size: number; signature: string | undefined } {
  const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(text);
  if (match === null) throw bodyError.wrongFrame('a chunk does not begin with its size');
  return { size: Number.parseInt(match[1] ?? '', 16), signature: match[2]?.toLowerCase() };
}

async function readTrailers(reader: ByteReader, options: Framing): Promise<void> {
  let signed = '';
  let signature: string | undefined;
  for (let count = 0; ; count++) {
    // Some clients leave out the empty line at the end.
    const text = (await reader.more()) ? await line(reader) : '';
    if (text === '') break;
    const at = text.indexOf(':');
    if (!options.trailer || at < 1 || count >= trailersMax) throw bodyError.wrongTrailer();
    const name = text.slice(0, at).trim().toLowerCase();
    const value = text.slice(at + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      signature = value.toLowerCase();
      continue;
    }
    signed += `${name}:${value}\n`;
    options.onTrailer(name, value);
  }
  if (options.trailer && signed !== '') options.signatures?.endTrailer(signed, signature);
}

async function line(reader: ByteReader): Promise<string> {
  const text = await reader.line(lineMax);
  if (text === undefined) throw bodyError.incomplete();
  return text;
}
