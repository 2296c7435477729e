import { pipeline } from 'node:stream/promises';
import { type AnswerHeaders, answerEmpty, setHeaders } from '#aws/services/s3/answer.ts';
import { describeChecksum } from '#aws/services/s3/checksums.ts';
import { checkRead } from '#aws/services/s3/conditions.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import { findVersion } from '#aws/services/s3/find-version.ts';
import { readPartNumber } from '#aws/services/s3/numbers.ts';
import { describeVersion, describeVersionId } from '#aws/services/s3/object-headers.ts';
import { type ByteRange, readRange } from '#aws/services/s3/range.ts';
import { header, type S3Request, versionIdOf } from '#aws/services/s3/s3-request.ts';
import type { ObjectVersion } from '#stores/objects/object-store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export async function getObject(request: S3Request): Promise<void> {
  findVersion(request, versionIdOf(request));
  // What is answered is what was opened, whatever is written meanwhile.
  await using open = await request.store.open(request.bucket, request.key, versionIdOf(request));
  const { headers, status, range } = readAnswer(request, open.version);
  const { response } = request.aws;
  setHeaders(request, headers);
  response.statusCode = status;
  if (open.version.size === 0) {
    response.end();
    return;
  }
  await pipeline(open.stream(range), response);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export function headObject(request: S3Request): void {
  const { headers, status } = readAnswer(request, findVersion(request, versionIdOf(request)));
  answerEmpty(request, headers, status);
}

interface ReadAnswer {
  headers: AnswerHeaders;
  status: number;
  range: ByteRange | undefined;
}

function readAnswer(request: S3Request, version: ObjectVersion): ReadAnswer {
  checkRead(
    {
      ifMatch: header(request, 'if-match'),
      ifNoneMatch: header(request, 'if-none-match'),
      ifModifiedSince: header(request, 'if-modified-since'),
      ifUnmodifiedSince: header(request, 'if-unmodified-since'),
    },
    version,
  );
  const partNumber = request.aws.query.get('partNumber');
  const part = partNumber === null ? undefined : partRange(request, version, readPartNumber(partNumber));
  const range =
    part ?? (rangeHolds(request, version) ? readRange(header(request, 'range'), version.size) : undefined);
  const whole = range === undefined || (range.start === 0 && range.end === version.size - 1);
  const checksums = header(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' && whole;
  const headers: AnswerHeaders = {
    ...describeVersion(version),
    ...describeVersionId(request, version.versionId),
    ...(checksums ? describeChecksum(version.checksum) : {}),
    ...(part === undefined || version.parts === undefined
      ? {}
      : { 'x-amz-mp-parts-count': version.parts.length }),
    ...overrides(request),
    'content-length': range === undefined ? version.size : range.end - range.start + 1,
  };
  if (range === undefined) return { headers, status: 200, range };
  if (version.size > 0) headers['content-range'] = `bytes ${range.start}-${range.end}/${version.size}`;
  return { headers, status: 206, range };
}

/** `If-Range`: a range only of what the client has a part of already, else the whole. RFC 9110, 13.1.5. */
function rangeHolds(request: S3Request, version: ObjectVersion): boolean {
  const condition = header(request, 'if-range');
  if (condition === undefined) return true;
  if (/^(?:W\/)?"/.test(condition)) return condition === `"${version.etag}"`;
  return Date.parse(condition) === Math.floor(version.lastModified / 1000) * 1000;
}

/** The bytes of one part of a multipart upload; an object that was put whole is its own first part. */
function partRange(request: S3Request, version: ObjectVersion, number: number): ByteRange {
  if (header(request, 'range') !== undefined) {
    throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  }
  const sizes = version.parts ?? [version.size];
  const size = sizes[number - 1];
  if (size === undefined) {
    throw new S3Error('InvalidPartNumber', undefined, {
      details: { PartNumberRequested: number, ActualPartCount: sizes.length },
    });
  }
  const start = sizes.slice(0, number - 1).reduce((sum, each) => sum + each, 0);
  return { start, end: start + size - 1 };
}

const overridable = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

/** `response-content-type` … of the query, which a signature has to cover. */
function overrides(request: S3Request): AnswerHeaders {
  const found: AnswerHeaders = {};
  for (const name of overridable) {
    const value = request.aws.query.get(`response-${name}`);
    if (value !== null) found[name] = responseText(`response-${name}`, value);
  }
  if (Object.keys(found).length > 0 && request.aws.principal.kind === 'anonymous') {
    throw new S3Error(
      'InvalidRequest',
      'Request specific response headers cannot be used for anonymous GET requests.',
    );
  }
  return found;
}

/** A header's value, which no control character may leave. */
function responseText(name: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
  if (!/[\u0000-\u0008\u000a-\u001f\u007f\u0100-\u{10ffff}]/u.test(value)) return value;
  throw new S3Error('InvalidArgument', `Header value cannot be represented using ISO-8859-1.: ${name}`, {
    details: { ArgumentName: name },
  });
}
