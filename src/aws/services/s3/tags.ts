import { S3Error } from '#aws/services/s3/errors.ts';
import { child, children, malformedXml, requiredText, type XmlElement } from '#aws/services/s3/xml/reader.ts';
import type { XmlObject } from '#aws/services/s3/xml/writer.ts';

export const objectTagsMax = 10;
export const bucketTagsMax = 50;

/** The tags of an `x-amz-tagging` header: `a=1&b=2`, form-encoded. */
export function readTaggingHeader(text: string): Record<string, string> {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) {
    throw new S3Error(
      'InvalidArgument',
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      {
        details: { ArgumentName: 'x-amz-tagging', ArgumentValue: text },
      },
    );
  }
  return checkTags([...new URLSearchParams(text)], objectTagsMax);
}

/** The tags of a `Tagging` document. */
export function readTagging(tagging: XmlElement, countMax: number): Record<string, string> {
  const set = child(tagging, 'TagSet');
  if (set === undefined) throw malformedXml();
  const pairs = children(set, 'Tag').map((tag): [string, string] => {
    return [requiredText(tag, 'Key'), requiredText(tag, 'Value')];
  });
  return checkTags(pairs, countMax);
}

export function taggingDocument(tags: Record<string, string>): XmlObject {
  return { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}

function checkTags(pairs: [string, string][], countMax: number): Record<string, string> {
  if (pairs.length > countMax) {
    const what = countMax === objectTagsMax ? 'Object tags' : 'Bucket tag count';
    throw new S3Error('InvalidTag', `${what} cannot be greater than ${countMax}`);
  }
  const tags: Record<string, string> = Object.create(null);
  for (const [key, value] of pairs) {
    checkTag(key, value);
    if (key in tags)
      throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key', {
        details: { TagKey: key },
      });
    tags[key] = value;
  }
  return { ...tags };
}

const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkTag(key: string, value: string): void {
  const details = { TagKey: key, TagValue: value };
  if (key.length < 1 || key.length > 128 || !allowed.test(key)) {
    throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid', { details });
  }
  if (value.length > 256 || !allowed.test(value)) {
    throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid', { details });
  }
  if (/^aws:/i.test(key)) {
    throw new S3Error('InvalidTag', 'System tags cannot be added/updated by requester', { details });
  }
}
