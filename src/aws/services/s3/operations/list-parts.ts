import { answerXml } from '#aws/services/s3/answer.ts';
import { checksumElements } from '#aws/services/s3/checksums.ts';
import { findUpload } from '#aws/services/s3/multipart/find-upload.ts';
import { readCount } from '#aws/services/s3/numbers.ts';
import { ownerOf } from '#aws/services/s3/owner.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import type { XmlObject } from '#aws/services/s3/xml/writer.ts';
import type { UploadedPart } from '#stores/objects/object-store.ts';

const pageMax = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(request: S3Request): void {
  const { store, aws, bucket, key } = request;
  const marker = readCount(aws.query, 'part-number-marker', 0);
  const limit = Math.min(readCount(aws.query, 'max-parts', pageMax), pageMax);
  const upload = findUpload(request);
  const rest = store.parts(upload).filter(({ number }) => number > marker);
  const page = rest.slice(0, limit);
  const owner = ownerOf(request.identity);
  answerXml(request, 'ListPartsResult', {
    Bucket: bucket,
    Key: key,
    UploadId: upload.uploadId,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: limit > 0 && rest.length > page.length,
    Part: page.map(partElement),
    Initiator: owner,
    Owner: owner,
    StorageClass: upload.headers.storageClass ?? 'STANDARD',
    ChecksumAlgorithm: upload.headers.checksum?.algorithm,
    ChecksumType: upload.headers.checksum?.type,
  });
}

function partElement({ number, size, etag, lastModified, checksum }: UploadedPart): XmlObject {
  const { ChecksumType: _, ...checksums } = checksumElements(checksum);
  return {
    PartNumber: number,
    LastModified: new Date(lastModified).toISOString(),
    ETag: `"${etag}"`,
    Size: size,
    ...checksums,
  };
}
