import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type CredentialScope, scopeText } from '#aws/signature/signature.ts';

/** SHA-256 of nothing. */
export const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const keys = new Map<string, Buffer>();
const keysMax = 256;

/** The key that signs a day's requests to one service in one region. Kept, as a client signs many with it. */
export function signingKey(secret: string, scope: CredentialScope): Buffer {
  const name = `${secret} ${scopeText(scope)}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = [scope.region, scope.service, 'aws4_request'].reduce(
    (previous, text) => hmac(previous, text),
    hmac(`AWS4${secret}`, scope.date),
  );
  if (keys.size >= keysMax) keys.clear();
  keys.set(name, key);
  return key;
}

/** The signature of a canonical request, in hexadecimal. */
export function signRequest(
  key: Buffer,
  timestamp: string,
  scope: CredentialScope,
  canonical: string,
): string {
  const text = ['AWS4-HMAC-SHA256', timestamp, scopeText(scope), sha256Hex(canonical)].join('\n');
  return hmac(key, text).toString('hex');
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Whether two signatures in hexadecimal are the same, in a time that does not tell where they differ. */
export function sameSignature(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1')];
  return left.length === right.length && timingSafeEqual(left, right);
}
