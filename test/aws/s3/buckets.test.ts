import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let endpoint: TestEndpoint;
let client: s3.S3Client;
before(async () => {
  endpoint = await openTestEndpoint();
  client = endpoint.client();
});
after(async () => {
  assert.deepEqual(endpoint.faults, []);
  await endpoint[Symbol.asyncDispose]();
});

const Bucket = 'documents';

test('buckets are made, found, listed and deleted', async () => {
  const made = await client.send(new s3.CreateBucketCommand({ Bucket: 'plain' }));
  assert.equal(made.Location, '/plain');
  const head = await client.send(new s3.HeadBucketCommand({ Bucket: 'plain' }));
  assert.equal(head.BucketRegion, 'us-east-1');
  const location = await client.send(new s3.GetBucketLocationCommand({ Bucket: 'plain' }));
  assert.equal(location.LocationConstraint, undefined);
  const { Buckets = [] } = await client.send(new s3.ListBucketsCommand({ Prefix: 'pl' }));
  assert.deepEqual(
    Buckets.map(({ Name, BucketRegion }) => [Name, BucketRegion]),
    [['plain', 'us-east-1']],
  );
  await client.send(new s3.PutObjectCommand({ Bucket: 'plain', Key: 'k', Body: 'x' }));
  await assert.rejects(client.send(new s3.DeleteBucketCommand({ Bucket: 'plain' })), {
    name: 'BucketNotEmpty',
  });
  await client.send(new s3.DeleteObjectCommand({ Bucket: 'plain', Key: 'k' }));
  await client.send(new s3.DeleteBucketCommand({ Bucket: 'plain' }));
  await assert.rejects(client.send(new s3.HeadBucketCommand({ Bucket: 'plain' })), { name: 'NotFound' });
  await assert.rejects(client.send(new s3.DeleteBucketCommand({ Bucket: 'plain' })), {
    name: 'NoSuchBucket',
  });
});

test('listing buckets by pages', async () => {
  for (const name of ['page-a', 'page-b', 'page-c']) {
    await client.send(new s3.CreateBucketCommand({ Bucket: name }));
  }
  const names: (string | undefined)[] = [];
  const pages = s3.paginateListBuckets({ client, pageSize: 2 }, { Prefix: 'page-' });
  for await (const { Buckets = [] } of pages) names.push(...Buckets.map(({ Name }) => Name));
  assert.deepEqual(names, ['page-a', 'page-b', 'page-c']);
});

test('a bucket has the region that was asked for', async () => {
  const europe = endpoint.client({ region: 'eu-central-1' });
  const constraint = (LocationConstraint: string) => ({
    Bucket: 'europe',
    CreateBucketConfiguration: { LocationConstraint: LocationConstraint as s3.BucketLocationConstraint },
  });
  await assert.rejects(europe.send(new s3.CreateBucketCommand(constraint('us-west-2'))), {
    name: 'IllegalLocationConstraintException',
  });
  await assert.rejects(client.send(new s3.CreateBucketCommand(constraint('us-east-1'))), {
    name: 'InvalidLocationConstraint',
  });
  await assert.rejects(client.send(new s3.CreateBucketCommand(constraint('the moon'))), {
    name: 'InvalidLocationConstraint',
  });
  await europe.send(new s3.CreateBucketCommand(constraint('eu-central-1')));
  const location = await client.send(new s3.GetBucketLocationCommand({ Bucket: 'europe' }));
  assert.equal(location.LocationConstraint, 'eu-central-1');
  await assert.rejects(europe.send(new s3.CreateBucketCommand(constraint('eu-central-1'))), {
    name: 'BucketAlreadyOwnedByYou',
  });
  const { Buckets = [] } = await client.send(new s3.ListBucketsCommand({ BucketRegion: 'eu-central-1' }));
  assert.equal(Buckets.length, 1);
});

test('in us-east-1 a bucket may be made again; names are checked', async () => {
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  for (const wrong of ['ab', 'Upper', 'a..b', '1.2.3.4']) {
    await assert.rejects(
      client.send(new s3.CreateBucketCommand({ Bucket: wrong })),
      { name: 'InvalidBucketName' },
      wrong,
    );
  }
});

test('object lock and foreign access control lists are refused by name', async () => {
  await assert.rejects(
    client.send(new s3.CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true })),
    { name: 'NotImplemented', message: /Object Lock/ },
  );
  await assert.rejects(client.send(new s3.CreateBucketCommand({ Bucket: 'open', ACL: 'public-read' })), {
    name: 'AccessControlListNotSupported',
  });
});

test('tags of a bucket', async () => {
  await assert.rejects(client.send(new s3.GetBucketTaggingCommand({ Bucket })), { name: 'NoSuchTagSet' });
  const TagSet = [
    { Key: 'team', Value: 'data + more' },
    { Key: 'ü', Value: '' },
  ];
  await client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  assert.deepEqual((await client.send(new s3.GetBucketTaggingCommand({ Bucket }))).TagSet, TagSet);
  const twice = { TagSet: [TagSet[0] as s3.Tag, TagSet[0] as s3.Tag] };
  await assert.rejects(client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: twice })), {
    name: 'InvalidTag',
  });
  await client.send(new s3.DeleteBucketTaggingCommand({ Bucket }));
  await assert.rejects(client.send(new s3.GetBucketTaggingCommand({ Bucket })), { name: 'NoSuchTagSet' });
});

test('lifecycle rules are kept and checked', async () => {
  await assert.rejects(client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket })), {
    name: 'NoSuchLifecycleConfiguration',
  });
  const rule = { Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 3 } } as const;
  await client.send(
    new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } }),
  );
  const { Rules = [] } = await client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }));
  assert.match(Rules[0]?.ID ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual({ ...Rules[0], ID: undefined }, { ...rule, ID: undefined });
  const wrong = { Rules: [{ ...rule, Status: 'Perhaps' as 'Enabled' }] };
  await assert.rejects(
    client.send(new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: wrong })),
    { name: 'MalformedXML' },
  );
  await client.send(new s3.DeleteBucketLifecycleCommand({ Bucket }));
});

test('default encryption is kept, and recorded with objects', async () => {
  await assert.rejects(client.send(new s3.GetBucketEncryptionCommand({ Bucket })), {
    name: 'ServerSideEncryptionConfigurationNotFoundError',
  });
  const Rules = [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/k' } as const,
      BucketKeyEnabled: true,
    },
  ];
  const configuration = { Bucket, ServerSideEncryptionConfiguration: { Rules } };
  await client.send(new s3.PutBucketEncryptionCommand(configuration));
  const kept = await client.send(new s3.GetBucketEncryptionCommand({ Bucket }));
  assert.deepEqual(kept.ServerSideEncryptionConfiguration?.Rules, Rules);
  const put = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'secret', Body: 'x' }));
  assert.deepEqual([put.ServerSideEncryption, put.SSEKMSKeyId], ['aws:kms', 'alias/k']);
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'secret' }));
  assert.deepEqual([head.ServerSideEncryption, head.SSEKMSKeyId], ['aws:kms', 'alias/k']);
  await client.send(new s3.DeleteBucketEncryptionCommand({ Bucket }));
});

test('public access block and ownership controls', async () => {
  await assert.rejects(client.send(new s3.GetPublicAccessBlockCommand({ Bucket })), {
    name: 'NoSuchPublicAccessBlockConfiguration',
  });
  const block = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: true,
  };
  await client.send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }));
  const kept = await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }));
  assert.deepEqual(kept.PublicAccessBlockConfiguration, block);
  await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));

  await assert.rejects(client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket })), {
    name: 'OwnershipControlsNotFoundError',
  });
  const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
  await client.send(new s3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
  const controls = await client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }));
  assert.deepEqual(controls.OwnershipControls, OwnershipControls);
  await client.send(new s3.DeleteBucketOwnershipControlsCommand({ Bucket }));
});

test('notification configurations are checked and kept', async () => {
  const empty = await client.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }));
  assert.equal(empty.QueueConfigurations, undefined);
  const queue = {
    QueueArn: 'arn:aws:sqs:us-east-1:000000000000:files',
    Events: ['s3:ObjectCreated:*'] as s3.Event[],
    Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'in/' }] } },
  };
  const put = (QueueConfigurations: s3.QueueConfiguration[]) =>
    client.send(
      new s3.PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { QueueConfigurations, EventBridgeConfiguration: {} },
      }),
    );
  await put([queue]);
  const kept = await client.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }));
  const [first] = kept.QueueConfigurations ?? [];
  assert.match(first?.Id ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual({ ...first, Id: undefined }, { ...queue, Id: undefined });
  assert.deepEqual(kept.EventBridgeConfiguration, {});
  await assert.rejects(put([{ ...queue, QueueArn: 'arn:aws:sns:us-east-1:000000000000:x' }]), {
    name: 'InvalidArgument',
  });
  await assert.rejects(put([{ ...queue, Events: ['s3:ObjectEaten:*' as s3.Event] }]), {
    name: 'InvalidArgument',
  });
});

test('access control lists say that the owner has everything', async () => {
  const acl = await client.send(new s3.GetBucketAclCommand({ Bucket }));
  assert.equal(acl.Grants?.length, 1);
  assert.equal(acl.Grants?.[0]?.Permission, 'FULL_CONTROL');
  assert.equal(acl.Grants?.[0]?.Grantee?.Type, 'CanonicalUser');
  assert.equal(acl.Grants?.[0]?.Grantee?.ID, acl.Owner?.ID);
  await client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'private' }));
  await client.send(
    new s3.PutBucketAclCommand({ Bucket, AccessControlPolicy: { Grants: acl.Grants, Owner: acl.Owner } }),
  );
  await assert.rejects(client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'public-read' })), {
    name: 'AccessControlListNotSupported',
  });
  await assert.rejects(
    client.send(
      new s3.PutBucketAclCommand({
        Bucket,
        GrantRead: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"',
      }),
    ),
    { name: 'AccessControlListNotSupported' },
  );
});

test('what no bucket has is answered as S3 answers, and refused when it is to be set', async () => {
  assert.equal((await client.send(new s3.GetBucketLoggingCommand({ Bucket }))).LoggingEnabled, undefined);
  assert.equal(
    (await client.send(new s3.GetBucketAccelerateConfigurationCommand({ Bucket }))).Status,
    undefined,
  );
  assert.equal((await client.send(new s3.GetBucketRequestPaymentCommand({ Bucket }))).Payer, 'BucketOwner');
  const metrics = await client.send(new s3.ListBucketMetricsConfigurationsCommand({ Bucket }));
  assert.deepEqual([metrics.IsTruncated, metrics.MetricsConfigurationList], [false, undefined]);
  const absent: [Promise<unknown>, string][] = [
    [client.send(new s3.GetBucketWebsiteCommand({ Bucket })), 'NoSuchWebsiteConfiguration'],
    [client.send(new s3.GetBucketReplicationCommand({ Bucket })), 'ReplicationConfigurationNotFoundError'],
    [
      client.send(new s3.GetObjectLockConfigurationCommand({ Bucket })),
      'ObjectLockConfigurationNotFoundError',
    ],
    [client.send(new s3.GetBucketMetricsConfigurationCommand({ Bucket, Id: 'x' })), 'NoSuchConfiguration'],
    [client.send(new s3.GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy'],
    [client.send(new s3.GetBucketCorsCommand({ Bucket })), 'NoSuchCORSConfiguration'],
  ];
  for (const [answer, name] of absent) await assert.rejects(answer, { name });
  const website = { Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } };
  await assert.rejects(client.send(new s3.PutBucketWebsiteCommand(website)), {
    name: 'NotImplemented',
    message: /PutBucketWebsite/,
  });
  await assert.rejects(client.send(new s3.DeleteBucketReplicationCommand({ Bucket })), {
    name: 'NotImplemented',
    message: /DeleteBucketReplication/,
  });
});

test('versioning is off, on or suspended', async () => {
  const status = async () =>
    (await client.send(new s3.GetBucketVersioningCommand({ Bucket: 'page-a' }))).Status;
  const put = (Status: s3.BucketVersioningStatus) =>
    client.send(new s3.PutBucketVersioningCommand({ Bucket: 'page-a', VersioningConfiguration: { Status } }));
  assert.equal(await status(), undefined);
  await put('Enabled');
  assert.equal(await status(), 'Enabled');
  await put('Suspended');
  assert.equal(await status(), 'Suspended');
  await assert.rejects(put('Off' as 'Enabled'), { name: 'IllegalVersioningConfigurationException' });
});

test('a bucket of another owner is not found behind one name', async () => {
  await client.send(new s3.HeadBucketCommand({ Bucket, ExpectedBucketOwner: '000000000000' }));
  await assert.rejects(
    client.send(new s3.GetBucketLocationCommand({ Bucket, ExpectedBucketOwner: '111111111111' })),
    { name: 'AccessDenied' },
  );
});
