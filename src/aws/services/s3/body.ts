import { wholeBody } from '#aws/body/whole-body.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { readXml, type XmlElement } from '#aws/services/s3/xml/reader.ts';

/** Documents in a request may have this many bytes. */
export const documentBytesMax = 2 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The whole body of a request that carries a document. */
export async function readBody(request: S3Request, bytesMax = documentBytesMax): Promise<Buffer> {
  if ((request.aws.decodedLength ?? 0) > bytesMax) throw tooLong(bytesMax);
  return wholeBody(request.aws.body, bytesMax, tooLong);
}

/** The body as a document with this root. MissingRequestBodyError for an empty one. */
export async function readDocument(request: S3Request, root: string, bytesMax?: number): Promise<XmlElement> {
  const text = await readText(request, bytesMax);
  if (text.trim() === '') throw new S3Error('MissingRequestBodyError');
  return readXml(text, root);
}

export async function readText(request: S3Request, bytesMax?: number): Promise<string> {
  const body = await readBody(request, bytesMax);
  try {
    return utf8.decode(body);
  } catch {
    throw new S3Error('MalformedXML');
  }
}

function tooLong(bytesMax: number): S3Error {
  return new S3Error('MaxMessageLengthExceeded', undefined, { details: { MaxMessageLengthBytes: bytesMax } });
}
