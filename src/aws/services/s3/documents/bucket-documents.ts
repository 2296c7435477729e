import { answerEmpty, answerText } from '#aws/services/s3/answer.ts';
import { readDocument } from '#aws/services/s3/body.ts';
import type { DocumentKind } from '#aws/services/s3/documents/document-kind.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import type { Run } from '#aws/services/s3/s3-operation.ts';
import { rewriteXml, writeXml } from '#aws/services/s3/xml/writer.ts';

/** Takes a document for a bucket: checks it and keeps it. */
export function putDocument(document: DocumentKind): Run {
  return async (request) => {
    const read = await readDocument(request, document.root);
    document.check(read);
    request.store.setDocument(request.bucket, document.kind, rewriteXml(read));
    answerEmpty(request, {}, document.putStatus);
  };
}

/** Gives back the document that was put. */
export function getDocument(document: DocumentKind): Run {
  return (request) => {
    const text = request.store.document(request.bucket, document.kind);
    if (text === undefined && document.missing !== undefined) {
      throw new S3Error(document.missing, undefined, { details: { BucketName: request.bucket } });
    }
    answerText(request, 'application/xml', text ?? writeXml(document.root, undefined));
  };
}

export function deleteDocument(document: DocumentKind): Run {
  return (request) => {
    request.store.setDocument(request.bucket, document.kind, undefined);
    answerEmpty(request);
  };
}
