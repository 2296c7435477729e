import {
  absent,
  unconfigured,
  withoutObjectLock,
} from '#aws/services/s3/operations/absent-configurations.ts';
import { putRequestPayment } from '#aws/services/s3/operations/put-request-payment.ts';
import { partly, type S3Operation, unserved } from '#aws/services/s3/s3-operation.ts';

const none = 'No bucket has one.';
const lockNote = 'Object Lock is not served: no bucket has it.';

/** What no bucket has: read as S3 reads a bucket without it, refused by name when it is to be set. */
export const absentOperations: readonly S3Operation[] = [
  partly(
    'GET bucket?accelerate',
    'GetBucketAccelerateConfiguration',
    's3:GetAccelerateConfiguration',
    unconfigured('AccelerateConfiguration'),
    'Always off.',
  ),
  unserved('PUT bucket?accelerate', 'PutBucketAccelerateConfiguration'),
  partly(
    'GET bucket?requestPayment',
    'GetBucketRequestPayment',
    's3:GetBucketRequestPayment',
    unconfigured('RequestPaymentConfiguration', { Payer: 'BucketOwner' }),
    "Always the bucket's owner.",
  ),
  partly(
    'PUT bucket?requestPayment',
    'PutBucketRequestPayment',
    's3:PutBucketRequestPayment',
    putRequestPayment,
    'BucketOwner is taken, Requester refused.',
  ),
  partly(
    'GET bucket?logging',
    'GetBucketLogging',
    's3:GetBucketLogging',
    unconfigured('BucketLoggingStatus'),
    'Always off.',
  ),
  unserved('PUT bucket?logging', 'PutBucketLogging'),
  partly(
    'GET bucket?website',
    'GetBucketWebsite',
    's3:GetBucketWebsite',
    absent('NoSuchWebsiteConfiguration'),
    none,
  ),
  unserved('PUT bucket?website', 'PutBucketWebsite'),
  unserved('DELETE bucket?website', 'DeleteBucketWebsite'),
  partly(
    'GET bucket?replication',
    'GetBucketReplication',
    's3:GetReplicationConfiguration',
    absent('ReplicationConfigurationNotFoundError'),
    none,
  ),
  unserved('PUT bucket?replication', 'PutBucketReplication'),
  unserved('DELETE bucket?replication', 'DeleteBucketReplication'),
  partly(
    'GET bucket?object-lock',
    'GetObjectLockConfiguration',
    's3:GetBucketObjectLockConfiguration',
    absent('ObjectLockConfigurationNotFoundError'),
    lockNote,
  ),
  unserved('PUT bucket?object-lock', 'PutObjectLockConfiguration'),
  partly('GET object?legal-hold', 'GetObjectLegalHold', 's3:GetObjectLegalHold', withoutObjectLock, lockNote),
  partly('PUT object?legal-hold', 'PutObjectLegalHold', 's3:PutObjectLegalHold', withoutObjectLock, lockNote),
  partly('GET object?retention', 'GetObjectRetention', 's3:GetObjectRetention', withoutObjectLock, lockNote),
  partly('PUT object?retention', 'PutObjectRetention', 's3:PutObjectRetention', withoutObjectLock, lockNote),
  unserved('POST bucket?metadataConfiguration', 'CreateBucketMetadataConfiguration'),
  unserved('GET bucket?metadataConfiguration', 'GetBucketMetadataConfiguration'),
  unserved('DELETE bucket?metadataConfiguration', 'DeleteBucketMetadataConfiguration'),
  unserved('POST bucket?metadataTable', 'CreateBucketMetadataTableConfiguration'),
  unserved('GET bucket?metadataTable', 'GetBucketMetadataTableConfiguration'),
  unserved('DELETE bucket?metadataTable', 'DeleteBucketMetadataTableConfiguration'),
  unserved('PUT bucket?metadataInventoryTable', 'UpdateBucketMetadataInventoryTableConfiguration'),
  unserved('PUT bucket?metadataJournalTable', 'UpdateBucketMetadataJournalTableConfiguration'),
  unserved('PUT bucket?metadataAnnotationTable', 'UpdateBucketMetadataAnnotationTableConfiguration'),
  unserved('PUT object?annotation', 'PutObjectAnnotation'),
  unserved('GET object?annotation', 'GetObjectAnnotation'),
  unserved('DELETE object?annotation', 'DeleteObjectAnnotation'),
  unserved('GET object?annotation&x-id=ListObjectAnnotations', 'ListObjectAnnotations'),
  unserved('GET bucket?abac', 'GetBucketAbac'),
  unserved('PUT bucket?abac', 'PutBucketAbac'),
  unserved('GET bucket?session', 'CreateSession'),
  unserved('GET object?torrent', 'GetObjectTorrent'),
  unserved(
    'POST object?restore',
    'RestoreObject',
    'Nothing is archived: every object can be read whatever its storage class.',
  ),
  unserved('POST object?select', 'SelectObjectContent'),
  unserved('PUT object?renameObject', 'RenameObject'),
  unserved('PUT object?encryption', 'UpdateObjectEncryption'),
  ...['Analytics', 'Inventory', 'Metrics', 'IntelligentTiering'].flatMap(reports),
];

/** Reports and tiers that S3 makes by itself, of which a bucket may have many by name: none has any. */
function reports(kind: string): S3Operation[] {
  const query = kind.replace(/\B[A-Z]/, (letter) => `-${letter}`).toLowerCase();
  const action = `s3:Get${kind}Configuration` as const;
  const empty = unconfigured(`List${kind}ConfigurationsResult`, { IsTruncated: false });
  return [
    partly(
      `GET bucket?${query}&id`,
      `GetBucket${kind}Configuration`,
      action,
      absent('NoSuchConfiguration'),
      none,
    ),
    partly(`GET bucket?${query}`, `ListBucket${kind}Configurations`, action, empty, none),
    unserved(`PUT bucket?${query}`, `PutBucket${kind}Configuration`),
    unserved(`DELETE bucket?${query}`, `DeleteBucket${kind}Configuration`),
  ];
}
