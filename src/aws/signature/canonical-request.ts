import type { SignedParts } from '#aws/signature/signature.ts';

/**
 * The text that a signature covers. S3 encodes a path once and leaves it as it is; the other services resolve `.`,
 * `..` and double slashes and encode what was sent once more.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalRequest(
  parts: SignedParts,
  signedHeaders: readonly string[],
  payloadHash: string,
  service: string,
): string {
  const headers = headerValues(parts.rawHeaders);
  return [
    parts.method,
    service === 's3' ? encodeSent(parts.rawPath, true) : encodeBytes(normalised(parts.rawPath)),
    canonicalQuery(parts.rawQuery),
    ...signedHeaders.map((name) => `${name}:${headers.get(name) ?? ''}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** Parameters decoded, encoded as AWS does, in the order of their names and values. A URL's own signature is left out. */
export function canonicalQuery(rawQuery: string): string {
  return rawQuery
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [encodeSent(name.replaceAll('+', ' ')), encodeSent(value.replaceAll('+', ' '))] as const;
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Lower-case name → values trimmed, inner blanks made one, joined by commas in the order of sending. */
function headerValues(rawHeaders: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = (rawHeaders[index + 1] ?? '').trim().replaceAll(/ {2,}/g, ' ');
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return values;
}

/** Percent-encoded text decoded and encoded again, so that every way to write it gives the same. */
function encodeSent(sent: string, keepSlash = false): string {
  const text = sent.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return encodeBytes(text, keepSlash);
}

/** Each character is a byte, as Node gives a request's path; all but the unreserved ones are encoded. */
function encodeBytes(text: string, keepSlash = true): string {
  return text.replaceAll(/[^A-Za-z0-9\-._~]/g, (character) => {
    if (character === '/' && keepSlash) return '/';
    const bytes = character.charCodeAt(0) < 256 ? [character.charCodeAt(0)] : Buffer.from(character);
    return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}

function normalised(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}${segments.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : ''}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
