import { deleteDocument, getDocument, putDocument } from '#aws/services/s3/documents/bucket-documents.ts';
import { cors } from '#aws/services/s3/documents/cors.ts';
import { encryption } from '#aws/services/s3/documents/encryption.ts';
import { lifecycle } from '#aws/services/s3/documents/lifecycle.ts';
import { notification } from '#aws/services/s3/documents/notification.ts';
import { ownershipControls } from '#aws/services/s3/documents/ownership-controls.ts';
import { publicAccessBlock } from '#aws/services/s3/documents/public-access-block.ts';
import { tagging } from '#aws/services/s3/documents/tagging.ts';
import { getBucketAcl, putBucketAcl } from '#aws/services/s3/operations/acl.ts';
import {
  deleteBucketPolicy,
  getBucketPolicy,
  getBucketPolicyStatus,
  putBucketPolicy,
} from '#aws/services/s3/operations/bucket-policy.ts';
import { getBucketVersioning, putBucketVersioning } from '#aws/services/s3/operations/bucket-versioning.ts';
import { createBucket } from '#aws/services/s3/operations/create-bucket.ts';
import { deleteBucket } from '#aws/services/s3/operations/delete-bucket.ts';
import { getBucketLocation } from '#aws/services/s3/operations/get-bucket-location.ts';
import { headBucket } from '#aws/services/s3/operations/head-bucket.ts';
import { listBuckets } from '#aws/services/s3/operations/list-buckets.ts';
import { listMultipartUploads } from '#aws/services/s3/operations/list-multipart-uploads.ts';
import { listObjectVersions } from '#aws/services/s3/operations/list-object-versions.ts';
import { listObjects } from '#aws/services/s3/operations/list-objects.ts';
import { listObjectsV2 } from '#aws/services/s3/operations/list-objects-v2.ts';
import { partly, type S3Operation, served } from '#aws/services/s3/s3-operation.ts';

const aclNote =
  'Buckets belong to their owner alone: `private` is taken, other lists are AccessControlListNotSupported.';

/** The account, its buckets, and what lies in them. */
export const bucketOperations: readonly S3Operation[] = [
  served('GET service', 'ListBuckets', 's3:ListAllMyBuckets', listBuckets),
  served(
    'PUT bucket',
    'CreateBucket',
    's3:CreateBucket',
    createBucket,
    'All regions are served by the one endpoint.',
  ),
  served('HEAD bucket', 'HeadBucket', 's3:ListBucket', headBucket),
  served('DELETE bucket', 'DeleteBucket', 's3:DeleteBucket', deleteBucket),
  served('GET bucket?location', 'GetBucketLocation', 's3:GetBucketLocation', getBucketLocation),
  served('GET bucket?versioning', 'GetBucketVersioning', 's3:GetBucketVersioning', getBucketVersioning),
  partly(
    'PUT bucket?versioning',
    'PutBucketVersioning',
    's3:PutBucketVersioning',
    putBucketVersioning,
    'MfaDelete is refused.',
  ),
  served('GET bucket?policy', 'GetBucketPolicy', 's3:GetBucketPolicy', getBucketPolicy),
  partly(
    'PUT bucket?policy',
    'PutBucketPolicy',
    's3:PutBucketPolicy',
    putBucketPolicy,
    'Effect, Principal, Action and Resource with their Not forms; a policy with conditions or variables is refused.',
  ),
  served('DELETE bucket?policy', 'DeleteBucketPolicy', 's3:DeleteBucketPolicy', deleteBucketPolicy),
  served(
    'GET bucket?policyStatus',
    'GetBucketPolicyStatus',
    's3:GetBucketPolicyStatus',
    getBucketPolicyStatus,
  ),
  served(
    'GET bucket?notification',
    'GetBucketNotificationConfiguration',
    's3:GetBucketNotification',
    getDocument(notification),
  ),
  partly(
    'PUT bucket?notification',
    'PutBucketNotificationConfiguration',
    's3:PutBucketNotification',
    putDocument(notification),
    'Checked and kept; nothing is sent to SNS, SQS, Lambda or EventBridge.',
  ),
  served('GET bucket?tagging', 'GetBucketTagging', 's3:GetBucketTagging', getDocument(tagging)),
  served('PUT bucket?tagging', 'PutBucketTagging', 's3:PutBucketTagging', putDocument(tagging)),
  served('DELETE bucket?tagging', 'DeleteBucketTagging', 's3:PutBucketTagging', deleteDocument(tagging)),
  served('GET bucket?cors', 'GetBucketCors', 's3:GetBucketCORS', getDocument(cors)),
  served(
    'PUT bucket?cors',
    'PutBucketCors',
    's3:PutBucketCORS',
    putDocument(cors),
    'Preflight requests are answered by it.',
  ),
  served('DELETE bucket?cors', 'DeleteBucketCors', 's3:PutBucketCORS', deleteDocument(cors)),
  served(
    'GET bucket?lifecycle',
    'GetBucketLifecycleConfiguration',
    's3:GetLifecycleConfiguration',
    getDocument(lifecycle),
  ),
  partly(
    'PUT bucket?lifecycle',
    'PutBucketLifecycleConfiguration',
    's3:PutLifecycleConfiguration',
    putDocument(lifecycle),
    'Checked and kept; nothing expires and nothing is moved.',
  ),
  served(
    'DELETE bucket?lifecycle',
    'DeleteBucketLifecycle',
    's3:PutLifecycleConfiguration',
    deleteDocument(lifecycle),
  ),
  served(
    'GET bucket?encryption',
    'GetBucketEncryption',
    's3:GetEncryptionConfiguration',
    getDocument(encryption),
  ),
  partly(
    'PUT bucket?encryption',
    'PutBucketEncryption',
    's3:PutEncryptionConfiguration',
    putDocument(encryption),
    'Kept, and recorded with every object that names no encryption itself; nothing is encrypted.',
  ),
  served(
    'DELETE bucket?encryption',
    'DeleteBucketEncryption',
    's3:PutEncryptionConfiguration',
    deleteDocument(encryption),
  ),
  served(
    'GET bucket?publicAccessBlock',
    'GetPublicAccessBlock',
    's3:GetBucketPublicAccessBlock',
    getDocument(publicAccessBlock),
  ),
  served(
    'PUT bucket?publicAccessBlock',
    'PutPublicAccessBlock',
    's3:PutBucketPublicAccessBlock',
    putDocument(publicAccessBlock),
    'BlockPublicPolicy and RestrictPublicBuckets are obeyed. A new bucket has none.',
  ),
  served(
    'DELETE bucket?publicAccessBlock',
    'DeletePublicAccessBlock',
    's3:PutBucketPublicAccessBlock',
    deleteDocument(publicAccessBlock),
  ),
  served(
    'GET bucket?ownershipControls',
    'GetBucketOwnershipControls',
    's3:GetBucketOwnershipControls',
    getDocument(ownershipControls),
  ),
  partly(
    'PUT bucket?ownershipControls',
    'PutBucketOwnershipControls',
    's3:PutBucketOwnershipControls',
    putDocument(ownershipControls),
    "Kept; objects belong to the bucket's owner whatever it says.",
  ),
  served(
    'DELETE bucket?ownershipControls',
    'DeleteBucketOwnershipControls',
    's3:PutBucketOwnershipControls',
    deleteDocument(ownershipControls),
  ),
  served('GET bucket?acl', 'GetBucketAcl', 's3:GetBucketAcl', getBucketAcl),
  partly('PUT bucket?acl', 'PutBucketAcl', 's3:PutBucketAcl', putBucketAcl, aclNote),
  served('GET bucket', 'ListObjects', 's3:ListBucket', listObjects),
  served('GET bucket?list-type=2', 'ListObjectsV2', 's3:ListBucket', listObjectsV2),
  served('GET bucket?versions', 'ListObjectVersions', 's3:ListBucketVersions', listObjectVersions),
  served('GET bucket?uploads', 'ListMultipartUploads', 's3:ListBucketMultipartUploads', listMultipartUploads),
];
