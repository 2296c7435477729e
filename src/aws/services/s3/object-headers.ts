import type { AnswerHeaders } from '#aws/services/s3/answer.ts';
import { invalidArgument, notImplemented, S3Error } from '#aws/services/s3/errors.ts';
import { headerText } from '#aws/services/s3/header-text.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';
import { readTaggingHeader } from '#aws/services/s3/tags.ts';
import type { ObjectHeaders, ObjectVersion, PutRequest } from '#stores/objects/object-store.ts';

const metadataPrefix = 'x-amz-meta-';
const metadataBytesMax = 2048;

const storageClasses = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]);

/** S3's header and the field that keeps it. */
const kept = [
  ['cache-control', 'cacheControl'],
  ['content-disposition', 'contentDisposition'],
  ['content-language', 'contentLanguage'],
  ['expires', 'expires'],
] as const satisfies readonly [string, keyof ObjectHeaders][];

/** Headers that change what is stored in a way that Slipher does not have. */
const refused: Record<string, string> = {
  'x-amz-server-side-encryption-customer-algorithm': 'SSE-C (encryption with a key of the client)',
  'x-amz-copy-source-server-side-encryption-customer-algorithm':
    'SSE-C (encryption with a key of the client)',
  'x-amz-website-redirect-location': 'x-amz-website-redirect-location',
  'x-amz-write-offset-bytes': 'x-amz-write-offset-bytes',
};

/** Everything that a write's headers say of the object. */
export function readWriteHeaders(request: S3Request): PutRequest {
  refuseUnserved(request);
  checkAcl(header(request, 'x-amz-acl'), request);
  return { ...readObjectHeaders(request), ...readPlacement(request), ...readTagsOf(request) };
}

/** Content headers and metadata. */
export function readObjectHeaders(request: S3Request): ObjectHeaders {
  const headers: ObjectHeaders = {
    contentType: header(request, 'content-type') ?? 'binary/octet-stream',
    metadata: readMetadata(request.headers),
  };
  for (const [name, field] of kept) {
    const value = header(request, name);
    if (value !== undefined) headers[field] = value;
  }
  // `aws-chunked` is how the body travelled, not what it is.
  const encodings = (header(request, 'content-encoding') ?? '').split(',').map((each) => each.trim());
  const encoding = encodings.filter((each) => each !== '' && each !== 'aws-chunked').join(',');
  if (encoding !== '') headers.contentEncoding = encoding;
  return headers;
}

/** Storage class and encryption: recorded and given back. */
export function readPlacement(request: S3Request): Pick<PutRequest, 'storageClass' | 'encryption'> {
  const placement: Pick<PutRequest, 'storageClass' | 'encryption'> = {};
  const storageClass = header(request, 'x-amz-storage-class');
  if (storageClass !== undefined) {
    if (!storageClasses.has(storageClass)) throw new S3Error('InvalidStorageClass');
    placement.storageClass = storageClass;
  }
  const encryption = readEncryption(request);
  if (encryption !== undefined) placement.encryption = encryption;
  return placement;
}

function readEncryption(request: S3Request): PutRequest['encryption'] {
  const algorithm = header(request, 'x-amz-server-side-encryption');
  const keyId = header(request, 'x-amz-server-side-encryption-aws-kms-key-id');
  if (algorithm === undefined) {
    if (keyId === undefined) return undefined;
    throw invalidArgument(
      'x-amz-server-side-encryption-aws-kms-key-id',
      keyId,
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    );
  }
  if (algorithm === 'AES256') return { algorithm };
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') {
    throw new S3Error('InvalidEncryptionAlgorithmError', undefined, {
      details: { ArgumentName: 'x-amz-server-side-encryption', ArgumentValue: algorithm },
    });
  }
  return keyId === undefined ? { algorithm } : { algorithm, keyId };
}

function readTagsOf(request: S3Request): Pick<PutRequest, 'tags'> {
  const tagging = header(request, 'x-amz-tagging');
  return tagging === undefined ? {} : { tags: readTaggingHeader(tagging) };
}

/** `x-amz-meta-*` of any set of headers or form fields; MetadataTooLarge beyond 2 KB. */
export function readMetadata(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const metadata: Record<string, string> = {};
  let size = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(metadataPrefix) || value === undefined) continue;
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw invalidArgument(
        name,
        String(value),
        'The name of a metadata entry must be the name of a header.',
      );
    }
    const text = Array.isArray(value) ? value.join(',') : value;
    size += name.length - metadataPrefix.length + Buffer.byteLength(text);
    Object.defineProperty(metadata, name.slice(metadataPrefix.length), {
      value: text,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  if (size > metadataBytesMax) {
    throw new S3Error('MetadataTooLarge', undefined, {
      details: { Size: size, MaxSizeAllowed: metadataBytesMax },
    });
  }
  return metadata;
}

function refuseUnserved(request: S3Request): void {
  for (const [name, feature] of Object.entries(refused)) {
    if (header(request, name) !== undefined) throw notImplemented(feature, { Header: name });
  }
  const { headers } = request;
  if (Object.keys(headers).some((name) => name.startsWith('x-amz-object-lock-'))) {
    throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  }
}

/** Buckets belong to their owner alone, as S3 makes them since 2023: other access control lists are refused. */
export function checkAcl(canned: string | undefined, request: S3Request): void {
  const grants = Object.keys(request.headers).some((name) => name.startsWith('x-amz-grant-'));
  if (grants || (canned !== undefined && canned !== 'private' && canned !== 'bucket-owner-full-control')) {
    throw new S3Error('AccessControlListNotSupported');
  }
}

/** What GET and HEAD say of a version. */
export function describeVersion(version: ObjectVersion): AnswerHeaders {
  const headers: AnswerHeaders = {
    'accept-ranges': 'bytes',
    'content-type': headerText(version.contentType),
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.lastModified).toUTCString(),
    'content-encoding': headerText(version.contentEncoding),
  };
  for (const [name, field] of kept) headers[name] = headerText(version[field]);
  for (const [name, value] of Object.entries(version.metadata))
    headers[metadataPrefix + name] = headerText(value);
  const tags = Object.keys(version.tags).length;
  if (tags > 0) headers['x-amz-tagging-count'] = tags;
  if (version.storageClass !== 'STANDARD') headers['x-amz-storage-class'] = version.storageClass;
  return { ...headers, ...describeEncryption(version) };
}

export function describeEncryption({ encryption }: Pick<PutRequest, 'encryption'>): AnswerHeaders {
  return {
    'x-amz-server-side-encryption': encryption?.algorithm,
    'x-amz-server-side-encryption-aws-kms-key-id': headerText(encryption?.keyId),
  };
}

/** `x-amz-version-id`, where the bucket keeps versions. */
export function describeVersionId(request: S3Request, versionId: string | undefined): AnswerHeaders {
  const versioned = request.store.bucket(request.bucket)?.versioning !== 'off';
  return versioned ? { 'x-amz-version-id': versionId } : {};
}
