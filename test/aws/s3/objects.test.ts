import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let endpoint: TestEndpoint;
let client: s3.S3Client;
const Bucket = 'objects';
before(async () => {
  endpoint = await openTestEndpoint();
  client = endpoint.client();
  await client.send(new s3.CreateBucketCommand({ Bucket }));
});
after(async () => {
  assert.deepEqual(endpoint.faults, []);
  await endpoint[Symbol.asyncDispose]();
});

const put = (
  Key: string,
  Body: NonNullable<s3.PutObjectCommandInput['Body']>,
  more: Partial<s3.PutObjectCommandInput> = {},
) => client.send(new s3.PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: Partial<s3.GetObjectCommandInput> = {}) =>
  client.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
const text = async (answer: Promise<s3.GetObjectCommandOutput>) => (await answer).Body?.transformToString();

test('an object comes back with all its headers', async () => {
  const expires = 'Wed, 21 Oct 2065 07:28:00 GMT';
  await put('headers', 'body', {
    ContentType: 'text/csv',
    CacheControl: 'max-age=1',
    ContentDisposition: 'attachment',
    ContentEncoding: 'gzip',
    ContentLanguage: 'en',
    Expires: new Date(expires),
    Metadata: { one: '1', 'two-words': 'a, b' },
    Tagging: 'a=1&b=x%20y',
    StorageClass: 'STANDARD_IA',
    ServerSideEncryption: 'AES256',
  });
  const found = await get('headers');
  assert.equal(await found.Body?.transformToString(), 'body');
  for (const read of [found, await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'headers' }))]) {
    assert.equal(read.ContentType, 'text/csv');
    assert.equal(read.CacheControl, 'max-age=1');
    assert.equal(read.ContentDisposition, 'attachment');
    assert.equal(read.ContentEncoding, 'gzip');
    assert.equal(read.ContentLanguage, 'en');
    assert.equal(read.ExpiresString, expires);
    assert.deepEqual(read.Metadata, { one: '1', 'two-words': 'a, b' });
    assert.equal(read.StorageClass, 'STANDARD_IA');
    assert.equal(read.ServerSideEncryption, 'AES256');
    assert.equal(read.ContentLength, 4);
    assert.equal(read.AcceptRanges, 'bytes');
    assert.equal(read.ETag, '"841a2d689ad86bd1611447453c22c6fc"');
    assert.equal(read.VersionId, undefined);
    assert.equal(read.TagCount, 2);
  }
});

test('response headers may be asked for', async () => {
  await put('overridden', 'x');
  const found = await get('overridden', {
    ResponseContentType: 'application/json',
    ResponseContentDisposition: 'attachment; filename="a b.json"',
    ResponseCacheControl: 'no-store',
  });
  assert.equal(found.ContentType, 'application/json');
  assert.equal(found.ContentDisposition, 'attachment; filename="a b.json"');
  assert.equal(found.CacheControl, 'no-store');
  await assert.rejects(get('overridden', { ResponseContentType: 'a\r\nx: y' }), { name: 'InvalidArgument' });
});

const keys = [
  'plain',
  'with space',
  'a/b/c',
  '../outside',
  'a/../b',
  './.',
  '..',
  '//double//slash//',
  'trailing/',
  'ünï/日本語/😀',
  'plus+and%20percent%',
  'quote"\'<>&',
  'back\\slash',
  '?query=1&x#fragment',
  'tab\tline\nend',
  'control\u0001\u007f',
  `long/${'x'.repeat(1000)}`,
];

test('any key is what it is', async () => {
  for (const key of keys) await put(`keys/${key}`, key);
  for (const key of keys) assert.equal(await text(get(`keys/${key}`)), key);
  const listed = await client.send(
    new s3.ListObjectsV2Command({ Bucket, Prefix: 'keys/', EncodingType: 'url' }),
  );
  const decoded = listed.Contents?.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' ')));
  assert.deepEqual(new Set(decoded), new Set(keys.map((key) => `keys/${key}`)));
  const wanted = keys.map((key) => ({ Key: `keys/${key}` }));
  const deleted = await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: wanted } }));
  assert.deepEqual(new Set(deleted.Deleted?.map(({ Key }) => Key)), new Set(wanted.map(({ Key }) => Key)));
  const left = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'keys/' }));
  assert.equal(left.KeyCount, 0);
});

test('a key of more than 1,024 bytes is refused', async () => {
  await assert.rejects(put('ü'.repeat(513), 'x'), { name: 'KeyTooLongError' });
});

test('keys without special characters are the same at a virtual host', async () => {
  const virtual = endpoint.client({ forcePathStyle: false });
  for (const key of ['host/a b', 'host/../x//y', 'host/ü']) {
    await virtual.send(new s3.PutObjectCommand({ Bucket, Key: key, Body: key }));
    assert.equal(await text(get(key)), key);
    assert.equal(await text(virtual.send(new s3.GetObjectCommand({ Bucket, Key: key }))), key);
  }
  const listed = await virtual.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'host/' }));
  assert.equal(listed.KeyCount, 3);
  await assert.rejects(virtual.send(new s3.GetObjectCommand({ Bucket: 'nowhere', Key: 'k' })), {
    name: 'NoSuchBucket',
  });
});

test('ranges', async () => {
  await put('digits', '0123456789');
  for (const [Range, expected, contentRange] of [
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-100', '89', 'bytes 8-9/10'],
    ['bytes=0-9', '0123456789', 'bytes 0-9/10'],
    ['bytes=9-1', '0123456789', undefined],
  ] as const) {
    const found = await get('digits', { Range });
    assert.equal(await found.Body?.transformToString(), expected, Range);
    assert.equal(found.ContentRange, contentRange);
    assert.equal(found.$metadata.httpStatusCode, contentRange === undefined ? 200 : 206);
  }
  await assert.rejects(get('digits', { Range: 'bytes=10-' }), { name: 'InvalidRange' });
  await put('empty', '');
  await assert.rejects(get('empty', { Range: 'bytes=0-0' }), { name: 'InvalidRange' });
  assert.equal(await text(get('empty')), '');
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'digits', Range: 'bytes=2-4' }));
  assert.equal(head.ContentLength, 3);
});

test('a range of what has changed since is the whole', async () => {
  const { ETag = '' } = await put('resumed', '0123456789');
  const url = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key: 'resumed' }));
  const read = async (condition: string) =>
    (await fetch(url, { headers: { range: 'bytes=8-', 'if-range': condition } })).text();
  assert.equal(await read(ETag), '89');
  assert.equal(await read('"other"'), '0123456789');
  assert.equal(await read(new Date(0).toUTCString()), '0123456789');
});

test('conditional reads', async () => {
  const { ETag = '' } = await put('conditional', 'x');
  const past = new Date(Date.now() - 60_000);
  const future = new Date(Date.now() + 60_000);
  assert.equal(await text(get('conditional', { IfMatch: ETag })), 'x');
  assert.equal(await text(get('conditional', { IfModifiedSince: past })), 'x');
  assert.equal(await text(get('conditional', { IfUnmodifiedSince: future })), 'x');
  assert.equal(await text(get('conditional', { IfNoneMatch: '"other"' })), 'x');
  const status = (code: number) => (error: s3.S3ServiceException) => error.$metadata.httpStatusCode === code;
  await assert.rejects(get('conditional', { IfNoneMatch: ETag }), status(304));
  await assert.rejects(get('conditional', { IfModifiedSince: future }), status(304));
  await assert.rejects(get('conditional', { IfMatch: '"other"' }), { name: 'PreconditionFailed' });
  await assert.rejects(get('conditional', { IfUnmodifiedSince: past }), { name: 'PreconditionFailed' });
  const head = (IfNoneMatch: string) =>
    client.send(new s3.HeadObjectCommand({ Bucket, Key: 'conditional', IfNoneMatch }));
  await assert.rejects(head(ETag), status(304));
});

test('conditional writes', async () => {
  await put('once', 'first', { IfNoneMatch: '*' });
  await assert.rejects(put('once', 'second', { IfNoneMatch: '*' }), { name: 'PreconditionFailed' });
  const { ETag = '' } = await get('once');
  await put('once', 'third', { IfMatch: ETag });
  await assert.rejects(put('once', 'fourth', { IfMatch: ETag }), { name: 'PreconditionFailed' });
  await assert.rejects(put('never', 'x', { IfMatch: ETag }), { name: 'NoSuchKey' });
  await assert.rejects(put('once', 'x', { IfNoneMatch: '"abc"' }), { name: 'NotImplemented' });
  assert.equal(await text(get('once')), 'third');
  const remove = (IfMatch: string) =>
    client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'once', IfMatch }));
  await assert.rejects(remove(ETag), { name: 'PreconditionFailed' });
  await remove('*');
  // What is not there is deleted already.
  await remove(ETag);
});

test('what is missing', async () => {
  await assert.rejects(get('missing'), { name: 'NoSuchKey', Key: 'missing' });
  await assert.rejects(client.send(new s3.HeadObjectCommand({ Bucket, Key: 'missing' })), {
    name: 'NotFound',
  });
  await assert.rejects(client.send(new s3.GetObjectCommand({ Bucket: 'nobucket', Key: 'k' })), {
    name: 'NoSuchBucket',
  });
  await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'missing' }));
});

test('a stream that is sent in chunks is stored whole', async () => {
  const bytes = randomBytes(3 * 1024 * 1024 + 17);
  const chunks = function* () {
    for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
  };
  // The SDK announces the decoded length of a stream that it sends in chunks.
  await put('stream', Readable.from(chunks()), { ContentLength: bytes.length });
  const found = await get('stream');
  assert.deepEqual(Buffer.from((await found.Body?.transformToByteArray()) ?? []), bytes);
  assert.equal(found.ContentEncoding, undefined);
});

for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
  test(`${algorithm} is verified, kept and given back`, async () => {
    const stored = await put(algorithm, 'checked', { ChecksumAlgorithm: algorithm });
    const name = `Checksum${algorithm}` as const;
    assert.match(stored[name] ?? '', /^[A-Za-z0-9+/]+=*$/);
    assert.equal(stored.ChecksumType, 'FULL_OBJECT');
    const found = await get(algorithm, { ChecksumMode: 'ENABLED' });
    assert.equal(found[name], stored[name]);
    assert.equal(await found.Body?.transformToString(), 'checked');
    const streamed = await put(`${algorithm}-stream`, Readable.from([Buffer.from('checked')]), {
      ChecksumAlgorithm: algorithm,
      ContentLength: 7,
    });
    assert.equal(streamed[name], stored[name]);
    const attributes = await client.send(
      new s3.GetObjectAttributesCommand({
        Bucket,
        Key: algorithm,
        ObjectAttributes: ['Checksum', 'ETag', 'ObjectSize', 'StorageClass', 'ObjectParts'],
      }),
    );
    assert.equal(attributes.Checksum?.[name], stored[name]);
    assert.equal(attributes.ObjectSize, 7);
    assert.equal(attributes.StorageClass, 'STANDARD');
    assert.equal(`"${attributes.ETag}"`, stored.ETag);
    const wrong = {
      [name]: Buffer.alloc(Buffer.from(stored[name] ?? '', 'base64').length).toString('base64'),
    };
    await assert.rejects(put('wrong', 'checked', wrong), { name: 'BadDigest' });
    await assert.rejects(get('wrong'), { name: 'NoSuchKey' });
  });
}

test('a checksum is not given for a part of the object', async () => {
  const found = await get('CRC32', { ChecksumMode: 'ENABLED', Range: 'bytes=0-2' });
  assert.equal(found.ChecksumCRC32, undefined);
  assert.equal(await found.Body?.transformToString(), 'che');
});

test('Content-MD5 is verified', async () => {
  await put('md5', 'x', { ContentMD5: 'ndTmHS5ShDkZzaaZ6bnQkg==' }).catch((error) =>
    assert.equal(error.name, 'BadDigest'),
  );
  await assert.rejects(put('md5', 'x', { ContentMD5: 'AAAA' }), { name: 'InvalidDigest' });
});

test('tags of an object', async () => {
  await put('tagged', 'x');
  const TagSet = [{ Key: 'k', Value: 'v ü' }];
  await client.send(new s3.PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));
  const read = () => client.send(new s3.GetObjectTaggingCommand({ Bucket, Key: 'tagged' }));
  assert.deepEqual((await read()).TagSet, TagSet);
  await client.send(new s3.DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
  assert.deepEqual((await read()).TagSet, []);
  const many = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  await assert.rejects(
    client.send(new s3.PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: many } })),
    { name: 'InvalidTag' },
  );
  await assert.rejects(put('tagged', 'x', { Tagging: 'a=1&a=2' }), { name: 'InvalidTag' });
});

test('what changes the object in ways that are not served is refused by name', async () => {
  const sse = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'x'.repeat(32) };
  await assert.rejects(put('x', 'x', sse), { name: 'NotImplemented', message: /SSE-C/ });
  await assert.rejects(put('x', 'x', { ACL: 'public-read' }), { name: 'AccessControlListNotSupported' });
  await assert.rejects(put('x', 'x', { WebsiteRedirectLocation: '/y' }), { name: 'NotImplemented' });
  await assert.rejects(put('x', 'x', { StorageClass: 'FREEZER' as 'STANDARD' }), {
    name: 'InvalidStorageClass',
  });
  await assert.rejects(put('x', 'x', { ObjectLockLegalHoldStatus: 'ON' }), { name: 'InvalidRequest' });
  await assert.rejects(put('x', 'x', { Metadata: { big: 'x'.repeat(2100) } }), { name: 'MetadataTooLarge' });
  await put('x', 'x', { ACL: 'bucket-owner-full-control' });
  await assert.rejects(client.send(new s3.GetObjectRetentionCommand({ Bucket, Key: 'x' })), {
    name: 'InvalidRequest',
  });
  await assert.rejects(client.send(new s3.RestoreObjectCommand({ Bucket, Key: 'x' })), {
    name: 'NotImplemented',
    message: /RestoreObject/,
  });
  assert.equal((await client.send(new s3.GetObjectAclCommand({ Bucket, Key: 'x' }))).Grants?.length, 1);
  await client.send(new s3.PutObjectAclCommand({ Bucket, Key: 'x', ACL: 'private' }));
});

test('copies', async () => {
  await put('source ü', 'copied', { ContentType: 'text/a', Metadata: { m: '1' }, Tagging: 't=1' });
  const copy = (more: Partial<s3.CopyObjectCommandInput> = {}) =>
    client.send(
      new s3.CopyObjectCommand({
        Bucket,
        Key: 'target',
        CopySource: `${Bucket}/${encodeURIComponent('source ü')}`,
        ...more,
      }),
    );
  const copied = await copy();
  const source = await get('source ü');
  assert.equal(copied.CopyObjectResult?.ETag, source.ETag);
  assert.match(copied.CopyObjectResult?.ChecksumCRC32 ?? '', /=/);
  const target = await get('target');
  assert.equal(await target.Body?.transformToString(), 'copied');
  assert.deepEqual([target.ContentType, target.Metadata, target.TagCount], ['text/a', { m: '1' }, 1]);

  await copy({
    MetadataDirective: 'REPLACE',
    ContentType: 'text/b',
    TaggingDirective: 'REPLACE',
    Tagging: 'u=2&v=3',
    ChecksumAlgorithm: 'SHA256',
  });
  const replaced = await get('target', { ChecksumMode: 'ENABLED' });
  assert.deepEqual([replaced.ContentType, replaced.Metadata, replaced.TagCount], ['text/b', {}, 2]);
  assert.equal(await replaced.Body?.transformToString(), 'copied');

  await assert.rejects(copy({ CopySourceIfMatch: '"other"' }), { name: 'PreconditionFailed' });
  await assert.rejects(copy({ CopySourceIfNoneMatch: source.ETag }), { name: 'PreconditionFailed' });
  await copy({ CopySourceIfMatch: source.ETag });
  await assert.rejects(copy({ IfNoneMatch: '*' }), { name: 'PreconditionFailed' });
  await assert.rejects(copy({ CopySource: `${Bucket}/missing` }), { name: 'NoSuchKey' });
  await assert.rejects(copy({ CopySource: 'nonsense' }), { name: 'InvalidArgument' });
  await assert.rejects(copy({ Key: 'source ü' }), { name: 'InvalidRequest' });
  await copy({ Key: 'source ü', MetadataDirective: 'REPLACE', Metadata: { n: '2' } });
  assert.deepEqual((await get('source ü')).Metadata, { n: '2' });
});

test('many are deleted at once', async () => {
  for (const key of ['d/1', 'd/2', 'd/3']) await put(key, 'x');
  const objects = ['d/1', 'd/2', 'd/none'].map((Key) => ({ Key }));
  const answer = await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: objects } }));
  assert.deepEqual(
    answer.Deleted?.map(({ Key }) => Key),
    ['d/1', 'd/2', 'd/none'],
  );
  const quiet = await client.send(
    new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'd/3' }], Quiet: true } }),
  );
  assert.equal(quiet.Deleted, undefined);
  const tooMany = Array.from({ length: 1001 }, (_, index) => ({ Key: `${index}` }));
  await assert.rejects(client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: tooMany } })), {
    name: 'MalformedXML',
  });
});

test('events tell what happened, once it did', async () => {
  const seen: string[] = [];
  const end = endpoint.store.onEvent(({ name, bucket, key, size }) =>
    seen.push(`${name} ${bucket}/${key} ${size}`),
  );
  await put('event', 'abc');
  await client.send(new s3.CopyObjectCommand({ Bucket, Key: 'event2', CopySource: `${Bucket}/event` }));
  await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'event' }));
  await put('bad', 'x', { ContentMD5: 'ndTmHS5ShDkZzaaZ6bnQkg==' }).catch(() => undefined);
  end();
  await put('event', 'later');
  assert.deepEqual(seen, [
    'ObjectCreated:Put objects/event 3',
    'ObjectCreated:Copy objects/event2 3',
    'ObjectRemoved:Delete objects/event 3',
  ]);
});
