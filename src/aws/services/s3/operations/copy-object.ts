import { answerXml } from '#aws/services/s3/answer.ts';
import { checksummed } from '#aws/services/s3/checksummed.ts';
import { checksumAlgorithm, checksumElements } from '#aws/services/s3/checksums.ts';
import { writeCondition } from '#aws/services/s3/conditions.ts';
import { describeSourceVersion, openCopySource } from '#aws/services/s3/copy-source.ts';
import { withDefaults } from '#aws/services/s3/documents/default-encryption.ts';
import { invalidArgument, S3Error } from '#aws/services/s3/errors.ts';
import { describeEncryption, describeVersionId, readWriteHeaders } from '#aws/services/s3/object-headers.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';
import { putBytesMax } from '#aws/services/s3/sizes.ts';
import type {
  ChecksumAlgorithm,
  ObjectHeaders,
  ObjectVersion,
  OpenObject,
  PutRequest,
} from '#stores/objects/object-store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export async function copyObject(request: S3Request): Promise<void> {
  const given = readWriteHeaders(request);
  const metadata = directive(request, 'x-amz-metadata-directive');
  const tagging = directive(request, 'x-amz-tagging-directive');
  if (tagging === 'REPLACE' && given.tags !== undefined)
    request.store.authorize(request.aws.principal, 's3:PutObjectTagging', request.bucket, request.key);
  await using open = await openCopySource(request);
  const source = open.version;
  if (source.size > putBytesMax) throw tooLarge();
  refuseNoChange(request, source, metadata, given);
  const put: PutRequest = withDefaults(request, {
    ...(metadata === 'REPLACE' ? given : headersOf(source)),
    ...(given.storageClass === undefined ? {} : { storageClass: given.storageClass }),
    ...(given.encryption === undefined ? {} : { encryption: given.encryption }),
    tags: tagging === 'REPLACE' ? (given.tags ?? {}) : source.tags,
  });
  const condition = writeCondition(header(request, 'if-match'), header(request, 'if-none-match'));
  if (condition !== undefined) put.condition = condition;
  const version = await copyBytes(request, open, put, algorithmOf(request, source));
  answerXml(
    request,
    'CopyObjectResult',
    {
      LastModified: new Date(version.lastModified).toISOString(),
      ETag: `"${version.etag}"`,
      ...checksumElements(version.checksum),
    },
    {
      ...describeSourceVersion(request, source),
      ...describeVersionId(request, version.versionId),
      ...describeEncryption(version),
    },
  );
}

async function copyBytes(
  { store, bucket, key }: S3Request,
  source: OpenObject,
  put: PutRequest,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<ObjectVersion> {
  const body = source.stream();
  const event = 'ObjectCreated:Copy';
  try {
    if (algorithm === undefined) return await store.put(bucket, key, body, put, undefined, event);
    const passing = checksummed(body, algorithm);
    const verify = () => ({ algorithm, value: passing.value(), type: 'FULL_OBJECT' as const });
    return await store.put(bucket, key, passing.bytes, put, verify, event);
  } finally {
    // A copy that is refused before its first byte was read would leave the file open.
    body.destroy();
  }
}

/** The algorithm that was asked for, else that of the source. */
function algorithmOf(request: S3Request, source: ObjectVersion): ChecksumAlgorithm | undefined {
  const asked = header(request, 'x-amz-checksum-algorithm');
  return asked === undefined ? source.checksum?.algorithm : checksumAlgorithm(asked);
}

function directive(request: S3Request, name: string): 'COPY' | 'REPLACE' {
  const value = header(request, name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(
    name,
    value,
    `Unknown ${name === 'x-amz-metadata-directive' ? 'metadata' : 'tagging'} directive.`,
  );
}

function headersOf(source: ObjectVersion): ObjectHeaders {
  const headers: ObjectHeaders = { contentType: source.contentType, metadata: source.metadata };
  const fields = [
    'cacheControl',
    'contentDisposition',
    'contentEncoding',
    'contentLanguage',
    'expires',
  ] as const;
  for (const field of fields) {
    const value = source[field];
    if (value !== undefined) headers[field] = value;
  }
  return headers;
}

/** S3 does not copy an object onto itself when nothing would be different. */
function refuseNoChange(
  { bucket, key }: S3Request,
  source: ObjectVersion,
  metadata: 'COPY' | 'REPLACE',
  given: PutRequest,
): void {
  const same = source.bucket === bucket && source.key === key && source.latest;
  const changed =
    metadata === 'REPLACE' || given.storageClass !== undefined || given.encryption !== undefined;
  if (!same || changed) return;
  throw new S3Error(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

function tooLarge(): S3Error {
  return new S3Error(
    'InvalidRequest',
    `The specified copy source is larger than the maximum allowable size for a copy source: ${putBytesMax}`,
  );
}
