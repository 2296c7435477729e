import { answerXml } from '#aws/services/s3/answer.ts';
import { readDocument } from '#aws/services/s3/body.ts';
import { checksumAlgorithms, checksumElements, readChecksumElement } from '#aws/services/s3/checksums.ts';
import { writeCondition } from '#aws/services/s3/conditions.ts';
import { invalidArgument, S3Error } from '#aws/services/s3/errors.ts';
import { findUpload } from '#aws/services/s3/multipart/find-upload.ts';
import { commonKind, objectChecksum } from '#aws/services/s3/multipart/object-checksum.ts';
import { describeEncryption, describeVersionId } from '#aws/services/s3/object-headers.ts';
import { header, locationOf, type S3Request } from '#aws/services/s3/s3-request.ts';
import { children, malformedXml, requiredText, type XmlElement } from '#aws/services/s3/xml/reader.ts';
import { unquote } from '#stores/objects/entity-tag.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import type {
  MultipartUpload,
  ObjectStore,
  StoredChecksum,
  UploadedPart,
} from '#stores/objects/object-store.ts';

/** 10,000 parts with a SHA-256 each. */
const bytesMax = 4 * 1024 * 1024;

interface WantedPart {
  number: number;
  etag: string;
  checksum: ReturnType<typeof readChecksumElement>;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export async function completeMultipartUpload(request: S3Request): Promise<void> {
  const { store, bucket, key } = request;
  const upload = findUpload(request);
  const document = await readDocument(request, 'CompleteMultipartUpload', bytesMax);
  const wanted = children(document, 'Part').map(readPart);
  if (wanted.length === 0) throw malformedXml();
  const completion: Parameters<ObjectStore['completeUpload']>[2] = {};
  const condition = writeCondition(header(request, 'if-match'), header(request, 'if-none-match'));
  if (condition !== undefined) completion.condition = condition;
  const chosen = choose(store, upload, wanted);
  if (chosen !== undefined) {
    checkSize(request, chosen);
    const checksum = await checksumFor(request, upload, chosen);
    if (checksum !== undefined) completion.checksum = checksum;
  }
  const version = await store.completeUpload(upload, wanted, completion);
  answerXml(
    request,
    'CompleteMultipartUploadResult',
    {
      Location: locationOf(request),
      Bucket: bucket,
      Key: key,
      ETag: `"${version.etag}"`,
      ...checksumElements(version.checksum),
    },
    { ...describeVersionId(request, version.versionId), ...describeEncryption(version) },
  );
}

function readPart(element: XmlElement): WantedPart {
  const number = requiredText(element, 'PartNumber').trim();
  if (!/^\d{1,5}$/.test(number)) throw malformedXml();
  return {
    number: Number(number),
    etag: requiredText(element, 'ETag').trim(),
    checksum: readChecksumElement(element),
  };
}

/**
 * The stored parts that are wanted. Undefined where the upload was completed before, or names a part that is not
 * there: the store knows what to answer then.
 */
function choose(
  store: ObjectStore,
  upload: MultipartUpload,
  wanted: WantedPart[],
): UploadedPart[] | undefined {
  const stored = new Map(partsOf(store, upload)?.map((part) => [part.number, part]));
  const chosen: UploadedPart[] = [];
  for (const { number, etag, checksum } of wanted) {
    const part = stored.get(number);
    if (part === undefined || part.etag !== unquote(etag)) return undefined;
    if (checksum !== undefined && part.checksum !== undefined && differs(checksum, part.checksum)) {
      throw new S3Error('InvalidPart', undefined, { details: { PartNumber: number, ETag: etag } });
    }
    chosen.push(part);
  }
  return chosen;
}

function partsOf(store: ObjectStore, upload: MultipartUpload): UploadedPart[] | undefined {
  try {
    return store.parts(upload);
  } catch (error) {
    if (error instanceof ObjectError && error.code === 'NoSuchUpload') return undefined;
    throw error;
  }
}

function differs(wanted: NonNullable<WantedPart['checksum']>, stored: StoredChecksum): boolean {
  return wanted.algorithm === stored.algorithm && wanted.value !== stored.value;
}

/** `x-amz-mp-object-size`: what the client takes the object's size for. */
function checkSize(request: S3Request, parts: UploadedPart[]): void {
  const expected = header(request, 'x-amz-mp-object-size');
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (expected === undefined || Number(expected) === size) return;
  throw invalidArgument(
    'x-amz-mp-object-size',
    expected,
    `The object size ${size} does not match the value of the x-amz-mp-object-size header.`,
  );
}

async function checksumFor(
  request: S3Request,
  { headers }: MultipartUpload,
  parts: UploadedPart[],
): Promise<StoredChecksum | undefined> {
  const kind = headers.checksum ?? commonKind(parts);
  if (kind === undefined) return undefined;
  const { algorithm, type } = kind;
  const checksum = await objectChecksum({ algorithm, type }, parts);
  const expected = checksumAlgorithms
    .map((each) => header(request, `x-amz-checksum-${each.toLowerCase()}`))
    .find((value) => value !== undefined);
  if (expected === undefined || bare(expected) === bare(checksum.value)) return checksum;
  throw new S3Error(
    'BadDigest',
    `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
  );
}

/** Clients write a composite checksum with and without the number of parts. */
function bare(checksum: string): string {
  return checksum.replace(/-\d+$/, '');
}
