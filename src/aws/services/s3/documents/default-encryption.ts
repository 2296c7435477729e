import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { childText, readXml, type XmlElement } from '#aws/services/s3/xml/reader.ts';
import type { PutRequest } from '#stores/objects/object-store.ts';

/** A write with the bucket's default encryption, where it names none itself. */
export function withDefaults<Put extends PutRequest>(request: S3Request, put: Put): Put {
  if (put.encryption !== undefined) return put;
  const document = request.store.document(request.bucket, 'encryption');
  if (document === undefined) return put;
  const encryption = defaultEncryption(readXml(document, 'ServerSideEncryptionConfiguration'));
  return encryption === undefined ? put : { ...put, encryption };
}

function defaultEncryption(document: XmlElement): PutRequest['encryption'] {
  const rule = document.children[0]?.children.find(
    ({ name }) => name === 'ApplyServerSideEncryptionByDefault',
  );
  if (rule === undefined) return undefined;
  const algorithm = childText(rule, 'SSEAlgorithm') ?? 'AES256';
  const keyId = childText(rule, 'KMSMasterKeyID');
  return keyId === undefined ? { algorithm } : { algorithm, keyId };
}
