import { checkCopySource } from '#aws/services/s3/conditions.ts';
import { invalidArgument } from '#aws/services/s3/errors.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';
import type { ObjectVersion, OpenObject } from '#stores/objects/object-store.ts';

/** What `x-amz-copy-source` names. */
export interface CopySource {
  bucket: string;
  key: string;
  versionId: string | undefined;
}

/** Reads `/bucket/key?versionId=…`, percent-encoded, the first slash optional. */
export function readCopySource(request: S3Request): CopySource {
  const text = header(request, 'x-amz-copy-source') ?? '';
  const [path = '', ...rest] = text.split('?versionId=');
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path));
  const [, bucket, key] = match ?? [];
  if (bucket === undefined || key === undefined || bucket.startsWith('arn:')) {
    throw invalidArgument(
      'x-amz-copy-source',
      text,
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  }
  return { bucket, key, versionId: rest.length > 0 ? decoded(rest.join('')) : undefined };
}

/** Opens the source of a copy: it may be read by the principal, and its conditions hold. */
export async function openCopySource(request: S3Request): Promise<OpenObject> {
  const { store, aws } = request;
  const { bucket, key, versionId } = readCopySource(request);
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  store.authorize(aws.principal, action, bucket, key);
  const open = await store.open(bucket, key, versionId);
  try {
    checkConditions(request, open.version);
    return open;
  } catch (error) {
    await open[Symbol.asyncDispose]();
    throw error;
  }
}

/** `x-amz-copy-source-version-id`, where the source's bucket keeps versions. */
export function describeSourceVersion(
  { store }: S3Request,
  source: ObjectVersion,
): Record<string, string | undefined> {
  const versioned = store.bucket(source.bucket)?.versioning !== 'off';
  return { 'x-amz-copy-source-version-id': versioned ? source.versionId : undefined };
}

function checkConditions(request: S3Request, version: ObjectVersion): void {
  checkCopySource(
    {
      ifMatch: header(request, 'x-amz-copy-source-if-match'),
      ifNoneMatch: header(request, 'x-amz-copy-source-if-none-match'),
      ifModifiedSince: header(request, 'x-amz-copy-source-if-modified-since'),
      ifUnmodifiedSince: header(request, 'x-amz-copy-source-if-unmodified-since'),
    },
    version,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidArgument('x-amz-copy-source', text, 'Invalid copy source encoding.');
  }
}
