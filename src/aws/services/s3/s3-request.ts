import type { IncomingHttpHeaders } from 'node:http';
import type { AwsRequest } from '#aws/service.ts';
import { invalidArgument } from '#aws/services/s3/errors.ts';
import type { Log } from '#base/log.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';
import type { ObjectStore } from '#stores/objects/object-store.ts';

/** What the operations work on. */
export interface S3Stores {
  store: ObjectStore;
  identity: IdentityStore;
  log: Log;
}

/** A request with its address taken apart; `bucket` and `key` are empty outside of their operation's scope. */
export interface S3Request extends S3Stores {
  aws: AwsRequest;
  /** Lower-case names; those `x-amz-` headers too that a presigned URL carries in its query. */
  headers: IncomingHttpHeaders;
  bucket: string;
  key: string;
}

/**
 * The headers that a request stands for. A presigned URL may carry `x-amz-` headers as parameters, which count as
 * headers; those of a checksum were made for a body that was not known then.
 */
export function headersOf(aws: AwsRequest): IncomingHttpHeaders {
  if (!aws.query.has('X-Amz-Signature') && !aws.query.has('Signature')) return aws.message.headers;
  const headers = { ...aws.message.headers };
  for (const [parameter, value] of aws.query) {
    const name = parameter.toLowerCase();
    if (!name.startsWith('x-amz-') || /^x-amz-(?:checksum-|sdk-)/.test(name)) continue;
    if (!signatureParameters.has(name)) headers[name] ??= value;
  }
  return headers;
}

const signatureParameters = new Set([
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

/** A header of the request, undefined where it is missing or empty. */
export function header(request: S3Request, name: string): string | undefined {
  const value = request.headers[name];
  const text = Array.isArray(value) ? value.join(',') : value;
  return text === '' ? undefined : text;
}

/** `versionId` of the query. */
export function versionIdOf(request: S3Request): string | undefined {
  const versionId = request.aws.query.get('versionId');
  if (versionId === '') {
    throw invalidArgument('versionId', '', 'Version id cannot be the empty string');
  }
  return versionId ?? undefined;
}

/** S3's resource of a request, as its error documents name it. */
export function resourceOf(request: S3Request): string {
  if (request.bucket === '') return '/';
  return request.key === '' ? `/${request.bucket}` : `/${request.bucket}/${request.key}`;
}

/** Address of the request's object, for answers that name it. */
export function locationOf(request: S3Request): string {
  const path = request.key.split('/').map(encodeURIComponent).join('/');
  return `http://${header(request, 'host') ?? 'localhost'}/${request.aws.hostBucket === undefined ? `${request.bucket}/` : ''}${path}`;
}
