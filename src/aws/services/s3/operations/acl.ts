import { answerEmpty, answerText } from '#aws/services/s3/answer.ts';
import { readText } from '#aws/services/s3/body.ts';
import { S3Error } from '#aws/services/s3/errors.ts';
import { findVersion } from '#aws/services/s3/find-version.ts';
import { checkAcl, describeVersionId } from '#aws/services/s3/object-headers.ts';
import { ownerOf } from '#aws/services/s3/owner.ts';
import { header, type S3Request, versionIdOf } from '#aws/services/s3/s3-request.ts';
import { child, children, childText, readXml } from '#aws/services/s3/xml/reader.ts';
import { writeXml } from '#aws/services/s3/xml/writer.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export function getBucketAcl(request: S3Request): void {
  answerAcl(request);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export function getObjectAcl(request: S3Request): void {
  findVersion(request, versionIdOf(request));
  answerAcl(request);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html */
export async function putBucketAcl(request: S3Request): Promise<void> {
  await checkPrivate(request);
  answerEmpty(request, {}, 200);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export async function putObjectAcl(request: S3Request): Promise<void> {
  const version = findVersion(request, versionIdOf(request));
  await checkPrivate(request);
  answerEmpty(request, describeVersionId(request, version.versionId), 200);
}

/** Lets an access control list pass that gives the owner everything and others nothing. */
async function checkPrivate(request: S3Request): Promise<void> {
  checkAcl(header(request, 'x-amz-acl'), request);
  const text = await readText(request);
  if (text.trim() === '') {
    if (header(request, 'x-amz-acl') === undefined) throw new S3Error('MissingRequestBodyError');
    return;
  }
  const list = child(readXml(text, 'AccessControlPolicy'), 'AccessControlList');
  const { ID } = ownerOf(request.identity);
  for (const grant of list === undefined ? [] : children(list, 'Grant')) {
    const grantee = child(grant, 'Grantee');
    const own = grantee !== undefined && childText(grantee, 'ID') === ID;
    if (!own || childText(grant, 'Permission') !== 'FULL_CONTROL') {
      throw new S3Error('AccessControlListNotSupported');
    }
  }
}

function answerAcl(request: S3Request): void {
  const owner = ownerOf(request.identity);
  const text = writeXml('AccessControlPolicy', {
    Owner: owner,
    AccessControlList: { Grant: { Grantee: owner, Permission: 'FULL_CONTROL' } },
  });
  // The grantee's kind is an attribute, the only one that S3's documents have.
  const kind = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"';
  answerText(request, 'application/xml', text.replace('<Grantee>', `<Grantee ${kind}>`));
}
