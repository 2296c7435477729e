import { answerXml } from '#aws/services/s3/answer.ts';
import { checksumElements } from '#aws/services/s3/checksums.ts';
import { checkRead } from '#aws/services/s3/conditions.ts';
import { invalidArgument } from '#aws/services/s3/errors.ts';
import { findVersion } from '#aws/services/s3/find-version.ts';
import { describeVersionId } from '#aws/services/s3/object-headers.ts';
import { header, type S3Request, versionIdOf } from '#aws/services/s3/s3-request.ts';
import type { XmlObject } from '#aws/services/s3/xml/writer.ts';
import type { ObjectVersion } from '#stores/objects/object-store.ts';

const attributes = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];
const partsMax = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export function getObjectAttributes(request: S3Request): void {
  const wanted = readWanted(request);
  const version = findVersion(request, versionIdOf(request));
  checkRead({ ifMatch: header(request, 'if-match'), ifNoneMatch: header(request, 'if-none-match') }, version);
  const has = (name: string) => wanted.includes(name);
  answerXml(
    request,
    'GetObjectAttributesResponse',
    {
      ETag: has('ETag') ? version.etag : undefined,
      Checksum: has('Checksum') && version.checksum ? checksumElements(version.checksum) : undefined,
      ObjectParts: has('ObjectParts') ? partsOf(request, version) : undefined,
      StorageClass: has('StorageClass') ? version.storageClass : undefined,
      ObjectSize: has('ObjectSize') ? version.size : undefined,
    },
    {
      'last-modified': new Date(version.lastModified).toUTCString(),
      ...describeVersionId(request, version.versionId),
    },
  );
}

function readWanted(request: S3Request): string[] {
  const given = (header(request, 'x-amz-object-attributes') ?? '').split(',').map((name) => name.trim());
  const unknown = given.find((name) => !attributes.includes(name));
  if (unknown === undefined) return given;
  throw invalidArgument('x-amz-object-attributes', unknown, 'Invalid attribute name specified.');
}

function partsOf(request: S3Request, version: ObjectVersion): XmlObject | undefined {
  const sizes = version.parts;
  if (sizes === undefined) return undefined;
  const marker = Number(header(request, 'x-amz-part-number-marker') ?? 0) || 0;
  const limit = Math.min(Number(header(request, 'x-amz-max-parts') ?? partsMax) || partsMax, partsMax);
  const numbered = sizes.map((Size, index) => ({ PartNumber: index + 1, Size }));
  const page = numbered.filter(({ PartNumber }) => PartNumber > marker).slice(0, limit);
  const last = page.at(-1)?.PartNumber ?? marker;
  return {
    PartsCount: sizes.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: last,
    MaxParts: limit,
    IsTruncated: last < sizes.length,
    Part: page,
  };
}
