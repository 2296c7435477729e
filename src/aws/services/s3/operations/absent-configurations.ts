import { answerXml } from '#aws/services/s3/answer.ts';
import { S3Error, type S3ErrorCode } from '#aws/services/s3/errors.ts';
import { findVersion } from '#aws/services/s3/find-version.ts';
import type { Run } from '#aws/services/s3/s3-operation.ts';
import { type S3Request, versionIdOf } from '#aws/services/s3/s3-request.ts';
import type { XmlValue } from '#aws/services/s3/xml/writer.ts';

/** What no bucket here can have is answered as S3 answers for a bucket that does not have it. */
export function absent(code: S3ErrorCode): Run {
  return ({ bucket }) => {
    throw new S3Error(code, undefined, { details: { BucketName: bucket } });
  };
}

/** A configuration that exists always, in its first state. */
export function unconfigured(root: string, value?: XmlValue): Run {
  return (request) => answerXml(request, root, value);
}

/** Object Lock asked of an object in a bucket that does not have it. */
export function withoutObjectLock(request: S3Request): void {
  findVersion(request, versionIdOf(request));
  throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
}
