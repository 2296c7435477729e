import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let endpoint: TestEndpoint;
let client: s3.S3Client;
const Bucket = 'listing';
/** 1,200 keys in 40 folders of 30. */
const keys = Array.from({ length: 1200 }, (_, index) => {
  return `d${String(index % 40).padStart(2, '0')}/k${String(index).padStart(4, '0')}`;
}).sort();

before(async () => {
  endpoint = await openTestEndpoint();
  client = endpoint.client();
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('x');
  }
  await Promise.all(keys.map((key) => endpoint.store.put(Bucket, key, body(), {})));
});
after(async () => {
  assert.deepEqual(endpoint.faults, []);
  await endpoint[Symbol.asyncDispose]();
});

const list = (more: Partial<s3.ListObjectsV2CommandInput> = {}) =>
  client.send(new s3.ListObjectsV2Command({ Bucket, ...more }));

async function allPages(input: Partial<s3.ListObjectsV2CommandInput>, pageSize: number) {
  const found: string[] = [];
  let pages = 0;
  for await (const page of s3.paginateListObjectsV2({ client, pageSize }, { Bucket, ...input })) {
    pages++;
    const entries = (page.Contents ?? []).map(({ Key = '' }) => Key);
    found.push(...entries, ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix));
    assert.ok(entries.length <= pageSize);
    assert.equal(page.KeyCount, entries.length + (page.CommonPrefixes?.length ?? 0));
  }
  return { found, pages };
}

test('a page has at most 1,000 keys', async () => {
  const first = await list({ MaxKeys: 5000 });
  assert.deepEqual([first.KeyCount, first.MaxKeys, first.IsTruncated], [1000, 1000, true]);
  const second = await list({ ContinuationToken: first.NextContinuationToken });
  assert.deepEqual([second.KeyCount, second.IsTruncated], [200, false]);
  const both = [...(first.Contents ?? []), ...(second.Contents ?? [])].map(({ Key }) => Key);
  assert.deepEqual(both, keys);
});

test('every page size gives the same listing', async () => {
  for (const pageSize of [7, 400, 1000]) assert.deepEqual((await allPages({}, pageSize)).found, keys);
});

test('a delimiter rolls keys up, page by page', async () => {
  const folders = [...new Set(keys.map((key) => key.slice(0, 4)))];
  for (const pageSize of [1, 7, 40, 1000]) {
    const { found, pages } = await allPages({ Delimiter: '/' }, pageSize);
    assert.deepEqual(found, folders);
    assert.equal(pages, Math.ceil(40 / pageSize));
  }
  const inner = await list({ Prefix: 'd07/', Delimiter: '/' });
  assert.deepEqual([inner.KeyCount, inner.CommonPrefixes, inner.Prefix], [30, undefined, 'd07/']);
});

test('start-after, fetch-owner, and a limit of none', async () => {
  const tail = await list({ StartAfter: keys.at(-3) });
  assert.deepEqual(
    tail.Contents?.map(({ Key }) => Key),
    keys.slice(-2),
  );
  assert.equal(tail.StartAfter, keys.at(-3));
  assert.equal(tail.Contents?.[0]?.Owner, undefined);
  const owned = await list({ MaxKeys: 1, FetchOwner: true });
  assert.match(owned.Contents?.[0]?.Owner?.ID ?? '', /^[0-9a-f]{64}$/);
  const none = await list({ MaxKeys: 0 });
  assert.deepEqual([none.KeyCount, none.IsTruncated], [0, false]);
  const folders = await list({ Delimiter: '/', StartAfter: 'd38/' });
  assert.deepEqual(folders.CommonPrefixes, [{ Prefix: 'd39/' }]);
});

test('wrong parameters are refused', async () => {
  await assert.rejects(list({ ContinuationToken: 'nonsense' }), { name: 'InvalidArgument' });
  await assert.rejects(list({ ContinuationToken: '' }), { name: 'InvalidArgument' });
  await assert.rejects(list({ MaxKeys: -1 }), { name: 'InvalidArgument' });
  await assert.rejects(list({ EncodingType: 'base64' as 'url' }), { name: 'InvalidArgument' });
  await assert.rejects(list({ Bucket: 'nobucket' }), { name: 'NoSuchBucket' });
});

test('the first version of the listing', async () => {
  const found: (string | undefined)[] = [];
  let Marker: string | undefined;
  for (;;) {
    const page = await client.send(new s3.ListObjectsCommand({ Bucket, MaxKeys: 500, Marker }));
    found.push(...(page.Contents ?? []).map(({ Key }) => Key));
    assert.equal(page.NextMarker, undefined);
    if (!page.IsTruncated) break;
    Marker = found.at(-1);
  }
  assert.deepEqual(found, keys);
  const first = await client.send(new s3.ListObjectsCommand({ Bucket, MaxKeys: 3, Delimiter: '/' }));
  assert.deepEqual([first.NextMarker, first.CommonPrefixes?.length], ['d02/', 3]);
  const next = await client.send(
    new s3.ListObjectsCommand({ Bucket, MaxKeys: 1, Delimiter: '/', Marker: first.NextMarker }),
  );
  assert.deepEqual(next.CommonPrefixes, [{ Prefix: 'd03/' }]);
});

test('keys are listed in the order of their UTF-8 bytes', async () => {
  await client.send(new s3.CreateBucketCommand({ Bucket: 'order' }));
  // The last two are the other way round in UTF-16.
  const ordered = ['A', 'a', 'a/', 'a/b', 'a0', 'z', 'é', '\uff5e', '😀'];
  for (const key of [...ordered].reverse()) {
    await client.send(new s3.PutObjectCommand({ Bucket: 'order', Key: key, Body: '' }));
  }
  const { found } = await allPages({ Bucket: 'order' }, 2);
  assert.deepEqual(found, ordered);
});
