import { createHmac } from 'node:crypto';
import { sameSignature } from '#aws/signature/sign.ts';
import type { SignedParts } from '#aws/signature/signature.ts';
import { SignatureError } from '#aws/signature/signature-error.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';
import type { Principal } from '#stores/identity/principal.ts';

/** Parameters that name what of a resource is meant, and so are part of it. */
const subresources = new Set([
  ...['accelerate', 'acl', 'analytics', 'cors', 'delete', 'encryption', 'inventory', 'lifecycle', 'location'],
  ...['logging', 'metrics', 'notification', 'object-lock', 'partNumber', 'policy', 'replication'],
  ...['requestPayment', 'restore', 'select', 'select-type', 'storageClass', 'tagging', 'torrent', 'uploadId'],
  ...['uploads', 'versionId', 'versioning', 'versions', 'website'],
  ...['response-cache-control', 'response-content-disposition', 'response-content-encoding'],
  ...['response-content-language', 'response-content-type', 'response-expires'],
]);

export function isPresignedVersion2(query: URLSearchParams): boolean {
  return query.has('AWSAccessKeyId') && query.has('Signature') && query.has('Expires');
}

/**
 * Who signed a URL by version 2, which S3 alone still knows: boto3 and `aws s3 presign` make such URLs unless they are
 * configured otherwise. Throws SignatureError.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
export function verifyPresignedVersion2(
  parts: SignedParts,
  hostBucket: string | undefined,
  identity: IdentityStore,
  now: number,
): Principal {
  const query = new URLSearchParams(parts.rawQuery);
  const id = query.get('AWSAccessKeyId') ?? '';
  const expires = query.get('Expires') ?? '';
  if (!/^\d{1,12}$/.test(expires))
    throw new SignatureError('malformedQuery', 'Invalid date (should be seconds since epoch)');
  if (now > Number(expires) * 1000) throw new SignatureError('expired');
  const principal = identity.principal(id);
  if (principal === undefined) throw new SignatureError('unknownKey');
  // The secret behind a key of any name is not known.
  if (identity.allowAny) return principal;
  const key = identity.accessKey(id);
  if (key === undefined) throw new SignatureError('unknownKey');
  if (query.has('x-amz-security-token')) throw new SignatureError('invalidToken');
  const expected = signVersion2(key.secret, textToSign(parts, query, hostBucket, expires));
  if (!sameSignature(expected, query.get('Signature') ?? '')) throw new SignatureError('mismatch');
  return principal;
}

/** HMAC-SHA1 in base64. */
export function signVersion2(secret: string, text: string): string {
  return createHmac('sha1', secret).update(text, 'utf8').digest('base64');
}

function textToSign(
  parts: SignedParts,
  query: URLSearchParams,
  hostBucket: string | undefined,
  expires: string,
): string {
  const headers = valuesOf(parts, query);
  const amz = [...headers.keys()].filter((name) => name.startsWith('x-amz-')).sort();
  const bucket = hostBucket === undefined ? '' : `/${hostBucket}`;
  return [
    parts.method,
    headers.get('content-md5') ?? '',
    headers.get('content-type') ?? '',
    expires,
    ...amz.map((name) => `${name}:${headers.get(name)}`),
    `${bucket}${parts.rawPath}${subresourceText(query)}`,
  ].join('\n');
}

function subresourceText(query: URLSearchParams): string {
  const named = [...query].filter(([name]) => subresources.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = named.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&');
  return text === '' ? '' : `?${text}`;
}

/** Headers, and the parameters that stand for headers, by their lower-case names. */
function valuesOf({ rawHeaders }: SignedParts, query: URLSearchParams): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of query) values.set(name.toLowerCase(), value);
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = (rawHeaders[index + 1] ?? '').trim();
    const before = name.startsWith('x-amz-') ? values.get(name) : undefined;
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return values;
}
