import { answerXml } from '#aws/services/s3/answer.ts';
import { readDocument } from '#aws/services/s3/body.ts';
import { requireChecksum } from '#aws/services/s3/checksums.ts';
import { asS3Failure, S3Error } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import {
  children,
  childText,
  malformedXml,
  requiredText,
  type XmlElement,
} from '#aws/services/s3/xml/reader.ts';
import type { XmlObject } from '#aws/services/s3/xml/writer.ts';

const objectsMax = 1000;
/** Deletions under way at a time: they become durable together. */
const together = 64;

interface Wanted {
  key: string;
  versionId: string | undefined;
  etag: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function deleteObjects(request: S3Request): Promise<void> {
  const document = await readDocument(request, 'Delete');
  requireChecksum(request);
  const quiet = childText(document, 'Quiet')?.trim().toLowerCase() === 'true';
  const wanted = children(document, 'Object').map(readWanted);
  if (wanted.length === 0 || wanted.length > objectsMax) throw malformedXml();
  const outcomes: XmlObject[] = [];
  for (let at = 0; at < wanted.length; at += together) {
    outcomes.push(
      ...(await Promise.all(wanted.slice(at, at + together).map((each) => deleteOne(request, each)))),
    );
  }
  answerXml(request, 'DeleteResult', quiet ? outcomes.filter((outcome) => 'Error' in outcome) : outcomes);
}

function readWanted(element: XmlElement): Wanted {
  return {
    key: requiredText(element, 'Key'),
    versionId: childText(element, 'VersionId') || undefined,
    etag: childText(element, 'ETag') || undefined,
  };
}

/** Each object has its own outcome; one that fails hinders no other. */
async function deleteOne(request: S3Request, { key, versionId, etag }: Wanted): Promise<XmlObject> {
  const { store, aws, bucket } = request;
  try {
    const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    store.authorize(aws.principal, action, bucket, key);
    const deleted = await store.delete(bucket, key, versionId, etag);
    return { Deleted: describe(key, versionId, deleted) };
  } catch (error) {
    const failure = asS3Failure(error);
    if (failure === undefined) request.log.error('an S3 deletion failed', { bucket, key, error });
    const { code, message } = failure ?? new S3Error('InternalError');
    return { Error: { Key: key, VersionId: versionId, Code: code, Message: message } };
  }
}

function describe(
  key: string,
  asked: string | undefined,
  deleted: { versionId: string | undefined; deleteMarker: boolean },
): XmlObject {
  const described: XmlObject = { Key: key, VersionId: asked };
  if (deleted.deleteMarker) {
    described.DeleteMarker = true;
    described.DeleteMarkerVersionId = deleted.versionId;
  }
  return described;
}
