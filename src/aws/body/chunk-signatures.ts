import { createHash, type Hash } from 'node:crypto';
import { bodyError } from '#aws/body/body-error.ts';
import { emptyHash, hmac, sameSignature, sha256Hex } from '#aws/signature/sign.ts';

/** What the first chunk's signature builds upon. */
export interface ChunkSeed {
  key: Buffer;
  timestamp: string;
  /** `20130524/us-east-1/s3/aws4_request`. */
  scope: string;
  /** Of the request's headers. */
  signature: string;
}

/**
 * The chain of a body's signatures: each chunk's covers the one before it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class ChunkSignatures {
  readonly #seed: ChunkSeed;
  #previous: string;
  #hash: Hash = createHash('sha256');

  constructor(seed: ChunkSeed) {
    this.#seed = seed;
    this.#previous = seed.signature;
  }

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  /** Ends a chunk. Throws SignatureDoesNotMatch. */
  endChunk(signature: string | undefined): void {
    const hash = this.#hash.digest('hex');
    this.#hash = createHash('sha256');
    this.#compare('AWS4-HMAC-SHA256-PAYLOAD', [emptyHash, hash], signature);
  }

  /** `headers`: a line each, `name:value` and a newline, in the order of sending. */
  endTrailer(headers: string, signature: string | undefined): void {
    this.#compare('AWS4-HMAC-SHA256-TRAILER', [sha256Hex(headers)], signature);
  }

  #compare(kind: string, hashes: string[], signature: string | undefined): void {
    const { key, timestamp, scope } = this.#seed;
    const expected = hmac(key, [kind, timestamp, scope, this.#previous, ...hashes].join('\n')).toString(
      'hex',
    );
    if (signature === undefined || !sameSignature(expected, signature)) throw bodyError.wrongChunkSignature();
    this.#previous = expected;
  }
}
