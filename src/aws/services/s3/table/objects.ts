import { abortMultipartUpload } from '#aws/services/s3/operations/abort-multipart-upload.ts';
import { getObjectAcl, putObjectAcl } from '#aws/services/s3/operations/acl.ts';
import { completeMultipartUpload } from '#aws/services/s3/operations/complete-multipart-upload.ts';
import { copyObject } from '#aws/services/s3/operations/copy-object.ts';
import { createMultipartUpload } from '#aws/services/s3/operations/create-multipart-upload.ts';
import { deleteObject } from '#aws/services/s3/operations/delete-object.ts';
import { deleteObjects } from '#aws/services/s3/operations/delete-objects.ts';
import { getObject, headObject } from '#aws/services/s3/operations/get-object.ts';
import { getObjectAttributes } from '#aws/services/s3/operations/get-object-attributes.ts';
import { listParts } from '#aws/services/s3/operations/list-parts.ts';
import {
  deleteObjectTagging,
  getObjectTagging,
  putObjectTagging,
} from '#aws/services/s3/operations/object-tagging.ts';
import { postObject } from '#aws/services/s3/operations/post-object.ts';
import { putObject } from '#aws/services/s3/operations/put-object.ts';
import { uploadPart } from '#aws/services/s3/operations/upload-part.ts';
import { uploadPartCopy } from '#aws/services/s3/operations/upload-part-copy.ts';
import { partly, type S3Operation, served } from '#aws/services/s3/s3-operation.ts';

const aclNote =
  'Objects belong to their owner alone: `private` is taken, other lists are AccessControlListNotSupported.';
const writeNote =
  'SSE with AES256 or KMS is recorded and given back, nothing is encrypted; SSE-C, Object Lock and website redirects are refused.';

/** Objects and multipart uploads. */
export const objectOperations: readonly S3Operation[] = [
  served('HEAD object', 'HeadObject', ['s3:GetObject', 's3:GetObjectVersion'], headObject),
  served('GET object', 'GetObject', ['s3:GetObject', 's3:GetObjectVersion'], getObject),
  partly(
    'GET object?attributes',
    'GetObjectAttributes',
    ['s3:GetObject', 's3:GetObjectVersion'],
    getObjectAttributes,
    'Parts are listed with their sizes, without their checksums.',
  ),
  partly('PUT object', 'PutObject', 's3:PutObject', putObject, writeNote),
  partly('POST bucket', 'PostObject', undefined, postObject, "The form's policy and signature are verified."),
  partly('PUT object x-amz-copy-source', 'CopyObject', 's3:PutObject', copyObject, writeNote),
  served('DELETE object', 'DeleteObject', ['s3:DeleteObject', 's3:DeleteObjectVersion'], deleteObject),
  served('POST bucket?delete', 'DeleteObjects', undefined, deleteObjects),
  served(
    'GET object?tagging',
    'GetObjectTagging',
    ['s3:GetObjectTagging', 's3:GetObjectVersionTagging'],
    getObjectTagging,
  ),
  served(
    'PUT object?tagging',
    'PutObjectTagging',
    ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'],
    putObjectTagging,
  ),
  served(
    'DELETE object?tagging',
    'DeleteObjectTagging',
    ['s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'],
    deleteObjectTagging,
  ),
  served('GET object?acl', 'GetObjectAcl', ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'], getObjectAcl),
  partly(
    'PUT object?acl',
    'PutObjectAcl',
    ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
    putObjectAcl,
    aclNote,
  ),
  partly('POST object?uploads', 'CreateMultipartUpload', 's3:PutObject', createMultipartUpload, writeNote),
  served('PUT object?partNumber&uploadId', 'UploadPart', 's3:PutObject', uploadPart),
  served(
    'PUT object?partNumber&uploadId x-amz-copy-source',
    'UploadPartCopy',
    's3:PutObject',
    uploadPartCopy,
  ),
  served('POST object?uploadId', 'CompleteMultipartUpload', 's3:PutObject', completeMultipartUpload),
  served('DELETE object?uploadId', 'AbortMultipartUpload', 's3:AbortMultipartUpload', abortMultipartUpload),
  served('GET object?uploadId', 'ListParts', 's3:ListMultipartUploadParts', listParts),
];
