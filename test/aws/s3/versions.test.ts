import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let endpoint: TestEndpoint;
let client: s3.S3Client;
const Bucket = 'versions';
before(async () => {
  endpoint = await openTestEndpoint();
  client = endpoint.client();
  await client.send(new s3.CreateBucketCommand({ Bucket }));
});
after(async () => {
  assert.deepEqual(endpoint.faults, []);
  await endpoint[Symbol.asyncDispose]();
});

const put = async (Body: string, Key = 'k') =>
  (await client.send(new s3.PutObjectCommand({ Bucket, Key, Body }))).VersionId;
const get = async (VersionId?: string) =>
  (await client.send(new s3.GetObjectCommand({ Bucket, Key: 'k', VersionId }))).Body?.transformToString();
const remove = (VersionId?: string) =>
  client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'k', VersionId }));
const versioning = (Status: s3.BucketVersioningStatus) =>
  client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

test('versions come and go', async () => {
  assert.equal(await put('before'), undefined);
  await versioning('Enabled');
  const [first, second] = [await put('first'), await put('second')];
  assert.ok(first && second && first !== second);
  assert.deepEqual([await get(), await get(first), await get('null')], ['second', 'first', 'before']);

  const marker = await remove();
  assert.equal(marker.DeleteMarker, true);
  const status = (code: number) => (error: s3.S3ServiceException) => {
    assert.equal(error.$response?.headers['x-amz-delete-marker'], 'true');
    assert.equal(error.$response?.headers['x-amz-version-id'], marker.VersionId);
    return error.$metadata.httpStatusCode === code;
  };
  await assert.rejects(get(), status(404));
  await assert.rejects(get(marker.VersionId), status(405));
  assert.equal(await get(second), 'second');

  const listed = await client.send(new s3.ListObjectVersionsCommand({ Bucket }));
  assert.deepEqual(
    listed.Versions?.map(({ VersionId, IsLatest, Size }) => [VersionId, IsLatest, Size]),
    [
      [second, false, 6],
      [first, false, 5],
      ['null', false, 6],
    ],
  );
  assert.deepEqual(
    listed.DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
    [[marker.VersionId, true]],
  );

  const undone = await remove(marker.VersionId);
  assert.deepEqual([undone.DeleteMarker, undone.VersionId], [true, marker.VersionId]);
  assert.equal(await get(), 'second');
  await remove(second);
  assert.equal(await get(), 'first');
  await assert.rejects(get(second), { name: 'NoSuchVersion' });

  await versioning('Suspended');
  assert.equal(await put('suspended'), 'null');
  assert.deepEqual([await get(), await get('null'), await get(first)], ['suspended', 'suspended', 'first']);
});

test('tags and copies of a version', async () => {
  await versioning('Enabled');
  const first = await put('one', 't');
  await put('two', 't');
  const tagging = { TagSet: [{ Key: 'of', Value: 'first' }] };
  await client.send(new s3.PutObjectTaggingCommand({ Bucket, Key: 't', VersionId: first, Tagging: tagging }));
  const latest = await client.send(new s3.GetObjectTaggingCommand({ Bucket, Key: 't' }));
  assert.deepEqual(latest.TagSet, []);
  const tags = await client.send(new s3.GetObjectTaggingCommand({ Bucket, Key: 't', VersionId: first }));
  assert.deepEqual([tags.TagSet, tags.VersionId], [tagging.TagSet, first]);
  // An old version copied onto its own key is how it is restored.
  const copied = await client.send(
    new s3.CopyObjectCommand({ Bucket, Key: 't', CopySource: `${Bucket}/t?versionId=${first}` }),
  );
  assert.equal(copied.CopySourceVersionId, first);
  const found = await client.send(new s3.GetObjectCommand({ Bucket, Key: 't' }));
  assert.deepEqual([await found.Body?.transformToString(), found.VersionId], ['one', copied.VersionId]);
});

test('versions are listed by pages, and deleted many at once', async () => {
  for (const key of ['p/a', 'p/a', 'p/b', 'p/c', 'p/c', 'p/c']) await put('x', key);
  const found: { Key: string; VersionId: string }[] = [];
  let markers: Partial<s3.ListObjectVersionsCommandInput> = {};
  for (;;) {
    const page = await client.send(
      new s3.ListObjectVersionsCommand({ Bucket, Prefix: 'p/', MaxKeys: 2, ...markers }),
    );
    for (const { Key = '', VersionId = '' } of page.Versions ?? []) found.push({ Key, VersionId });
    if (!page.IsTruncated) break;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
  assert.deepEqual(
    found.map(({ Key }) => Key),
    ['p/a', 'p/a', 'p/b', 'p/c', 'p/c', 'p/c'],
  );
  assert.equal(new Set(found.map(({ VersionId }) => VersionId)).size, 6);
  const rolled = await client.send(new s3.ListObjectVersionsCommand({ Bucket, Delimiter: '/', Prefix: 'p' }));
  assert.deepEqual(rolled.CommonPrefixes, [{ Prefix: 'p/' }]);
  const deletion = await client.send(
    new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: [...found, { Key: 'p/new' }] } }),
  );
  assert.equal(deletion.Deleted?.length, 7);
  assert.equal(deletion.Deleted?.at(-1)?.DeleteMarker, true);
  assert.ok(deletion.Deleted?.at(-1)?.DeleteMarkerVersionId);
  assert.equal(deletion.Deleted?.[0]?.DeleteMarker, undefined);
});
