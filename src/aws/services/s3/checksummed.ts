import { type checksumSizes, isChecksumName, startChecksum } from '#aws/body/checksum.ts';
import type { ChecksumAlgorithm } from '#stores/objects/object-store.ts';

/** A body with a checksum that is computed while it passes. */
export interface ChecksummedBody {
  bytes: AsyncIterable<Uint8Array>;
  /** Base64, once the body has passed. */
  value(): string;
}

/** Computes the checksum that the client did not send: of bytes that are copied here. */
export function checksummed(body: AsyncIterable<Uint8Array>, algorithm: ChecksumAlgorithm): ChecksummedBody {
  let value = '';
  return {
    bytes: (async function* () {
      const running = await startChecksum(nameOf(algorithm));
      for await (const chunk of body) {
        running.update(chunk);
        yield chunk;
      }
      value = await running.finish();
    })(),
    value: () => value,
  };
}

/** Checksum of some bytes, base64. */
export async function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): Promise<string> {
  const running = await startChecksum(nameOf(algorithm));
  running.update(bytes);
  return running.finish();
}

function nameOf(algorithm: ChecksumAlgorithm): keyof typeof checksumSizes {
  const name = algorithm.toLowerCase();
  if (isChecksumName(name)) return name;
  throw new Error(`no checksum ${algorithm}`);
}
