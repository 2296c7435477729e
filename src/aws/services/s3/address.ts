import { S3Error } from '#aws/services/s3/errors.ts';

/** Bucket and key of a request; empty where the address names none. */
export interface Address {
  bucket: string;
  key: string;
}

/**
 * Takes an address apart, path style (`/bucket/key`) or virtual-hosted style (`/key` at `bucket.host`). The key is
 * what stands after the slash, byte for byte once decoded: `..`, `//` and a trailing slash are part of it.
 */
export function addressOf(rawPath: string, hostBucket: string | undefined): Address {
  const path = rawPath.startsWith('/') ? rawPath.slice(1) : rawPath;
  if (hostBucket !== undefined) return { bucket: hostBucket, key: decode(path) };
  const slash = path.indexOf('/');
  if (slash < 0) return { bucket: decode(path), key: '' };
  return { bucket: decode(path.slice(0, slash)), key: decode(path.slice(slash + 1)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', undefined, { details: { URI: text } });
  }
}
