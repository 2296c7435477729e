import { createHash } from 'node:crypto';
import { type Announced, isBase64Of } from '#aws/body/announced.ts';
import { decodeAwsChunked } from '#aws/body/aws-chunked.ts';
import { bodyError } from '#aws/body/body-error.ts';
import { checksumAlgorithm, checksumSizes, startChecksum } from '#aws/body/checksum.ts';
import { type ChunkSeed, ChunkSignatures } from '#aws/body/chunk-signatures.ts';
import type { Payload } from '#aws/signature/payload.ts';

export interface VerifiedBody {
  bytes: AsyncIterable<Uint8Array>;
  /** Lower-case algorithm → base64; complete after the last byte. */
  checksums: ReadonlyMap<string, string>;
}

/**
 * A request's body without its frames. Its end is an error (AwsError) unless the lengths, the hash, the checksums
 * and the signatures that were announced are those of the bytes that came. Nothing is read before the first byte is
 * asked for.
 */
export function readBody(
  source: AsyncIterable<Uint8Array>,
  announced: Announced,
  payload: Payload | undefined,
  seed: ChunkSeed | undefined,
): VerifiedBody {
  const checksums = new Map<string, string>();
  if (announced.checksum !== undefined) checksums.set(announced.checksum.name, announced.checksum.value);
  const onTrailer = (header: string, value: string) => {
    const name = header.replace('x-amz-checksum-', '');
    if (name !== announced.trailing) throw bodyError.wrongTrailer();
    if (!isBase64Of(value, checksumSizes[name])) throw bodyError.unreadableChecksum(header);
    checksums.set(name, value);
  };
  // Where the secret is not known, the chunks' signatures cannot be computed, and so are not compared.
  const signatures = payload?.chunksSigned && seed !== undefined ? new ChunkSignatures(seed) : undefined;
  const decoded = payload?.chunked
    ? decodeAwsChunked(source, { signatures, trailer: payload.trailer, onTrailer })
    : source;
  return { bytes: verified(decoded, announced, checksums), checksums };
}

/** The same bytes; throws at their end when they are not what was announced. */
async function* verified(
  bytes: AsyncIterable<Uint8Array>,
  announced: Announced,
  checksums: ReadonlyMap<string, string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const name = announced.checksum?.name ?? announced.trailing;
  const checksum = name === undefined ? undefined : await startChecksum(name);
  const hash = announced.hash === undefined ? undefined : createHash('sha256');
  const md5 = announced.md5 === undefined ? undefined : createHash('md5');
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (announced.decodedLength !== undefined && length > announced.decodedLength)
      throw bodyError.incomplete();
    checksum?.update(piece);
    hash?.update(piece);
    md5?.update(piece);
    yield piece;
  }
  if (announced.decodedLength !== undefined && length !== announced.decodedLength)
    throw bodyError.incomplete();
  if (hash !== undefined && hash.digest('hex') !== announced.hash) throw bodyError.wrongHash();
  if (md5 !== undefined && md5.digest('base64') !== announced.md5) throw bodyError.wrongMd5();
  if (name === undefined || checksum === undefined) return;
  const given = checksums.get(name);
  if (given === undefined) throw bodyError.wrongTrailer();
  if ((await checksum.finish()) !== given) throw bodyError.wrongChecksum(checksumAlgorithm(name));
}
