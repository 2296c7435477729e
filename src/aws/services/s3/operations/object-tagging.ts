import { answerEmpty, answerXml } from '#aws/services/s3/answer.ts';
import { readDocument } from '#aws/services/s3/body.ts';
import { findVersion } from '#aws/services/s3/find-version.ts';
import { describeVersionId } from '#aws/services/s3/object-headers.ts';
import { type S3Request, versionIdOf } from '#aws/services/s3/s3-request.ts';
import { objectTagsMax, readTagging, taggingDocument } from '#aws/services/s3/tags.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export function getObjectTagging(request: S3Request): void {
  const version = findVersion(request, versionIdOf(request));
  const headers = describeVersionId(request, version.versionId);
  answerXml(request, 'Tagging', taggingDocument(version.tags), headers);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export async function putObjectTagging(request: S3Request): Promise<void> {
  const tags = readTagging(await readDocument(request, 'Tagging'), objectTagsMax);
  setTags(request, tags, 200);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export function deleteObjectTagging(request: S3Request): void {
  setTags(request, {}, 204);
}

function setTags(request: S3Request, tags: Record<string, string>, status: number): void {
  const { versionId } = findVersion(request, versionIdOf(request));
  request.store.setTags(request.bucket, request.key, tags, versionIdOf(request));
  answerEmpty(request, describeVersionId(request, versionId), status);
}
