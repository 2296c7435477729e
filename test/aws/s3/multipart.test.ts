import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let endpoint: TestEndpoint;
let client: s3.S3Client;
const Bucket = 'multipart';
const minimum = 5 * 1024 * 1024;
const parts = [randomBytes(minimum), randomBytes(minimum + 1), randomBytes(1000)];
const whole = Buffer.concat(parts);
before(async () => {
  endpoint = await openTestEndpoint();
  client = endpoint.client();
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'source', Body: whole }));
});
after(async () => {
  assert.deepEqual(endpoint.faults, []);
  await endpoint[Symbol.asyncDispose]();
});

const create = async (Key: string, more: Partial<s3.CreateMultipartUploadCommandInput> = {}) =>
  (await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId ?? '';
const upload = (Key: string, UploadId: string, PartNumber: number, Body: Buffer) =>
  client.send(new s3.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
const complete = (
  Key: string,
  UploadId: string,
  Parts: s3.CompletedPart[],
  more: Partial<s3.CompleteMultipartUploadCommandInput> = {},
) =>
  client.send(
    new s3.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
  );
const read = async (Key: string, more: Partial<s3.GetObjectCommandInput> = {}) => {
  const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

function compositeTag(): string {
  const digests = parts.map((part) => createHash('md5').update(part).digest());
  return `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`;
}

/** Uploads the three parts, the last one first. */
async function uploadAll(Key: string, UploadId: string): Promise<s3.CompletedPart[]> {
  const uploaded: s3.CompletedPart[] = [];
  for (const number of [3, 1, 2]) {
    const { $metadata: _, ...part } = await upload(Key, UploadId, number, parts[number - 1] as Buffer);
    uploaded[number - 1] = { ...part, PartNumber: number };
  }
  return uploaded;
}

test('parts in any order make one object', async () => {
  const id = await create('object', { ContentType: 'text/x', Metadata: { a: 'b' }, Tagging: 't=1' });
  const seen: string[] = [];
  const end = endpoint.store.onEvent(({ name, size }) => seen.push(`${name} ${size}`));
  const uploaded = await uploadAll('object', id);
  const listed = await client.send(new s3.ListPartsCommand({ Bucket, Key: 'object', UploadId: id }));
  assert.deepEqual(
    listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size]),
    parts.map((part, index) => [index + 1, part.length]),
  );
  const answer = await complete('object', id, uploaded);
  end();
  assert.deepEqual(seen, [`ObjectCreated:CompleteMultipartUpload ${whole.length}`]);
  assert.equal(answer.ETag, compositeTag());
  assert.equal(answer.ChecksumType, 'COMPOSITE');
  assert.match(answer.ChecksumCRC32 ?? '', /-3$/);
  assert.ok((await read('object')).equals(whole));
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'object', PartNumber: 2 }));
  assert.deepEqual([head.PartsCount, head.ContentLength], [3, minimum + 1]);
  assert.deepEqual([head.ContentType, head.Metadata, head.TagCount], ['text/x', { a: 'b' }, 1]);
  assert.ok((await read('object', { PartNumber: 3 })).equals(parts[2] as Buffer));
  await assert.rejects(read('object', { PartNumber: 4 }), { name: 'InvalidPartNumber' });
  const attributes = await client.send(
    new s3.GetObjectAttributesCommand({
      Bucket,
      Key: 'object',
      ObjectAttributes: ['ObjectParts'],
      MaxParts: 2,
    }),
  );
  assert.deepEqual([attributes.ObjectParts?.TotalPartsCount, attributes.ObjectParts?.IsTruncated], [3, true]);
});

test('completing twice answers the same', async () => {
  const id = await create('twice');
  const part = { ...(await upload('twice', id, 1, Buffer.from('x'))), PartNumber: 1 };
  const first = await complete('twice', id, [part]);
  const again = await complete('twice', id, [part]);
  assert.equal(again.ETag, first.ETag);
  assert.equal(again.ChecksumCRC32, first.ChecksumCRC32);
});

for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
  test(`${algorithm} of the whole object comes from its parts`, async () => {
    const key = `whole-${algorithm}`;
    const id = await create(key, { ChecksumAlgorithm: algorithm, ChecksumType: 'FULL_OBJECT' });
    const uploaded: s3.CompletedPart[] = [];
    for (const [index, body] of parts.entries()) {
      const { $metadata: _, ...part } = await client.send(
        new s3.UploadPartCommand({
          Bucket,
          Key: key,
          UploadId: id,
          PartNumber: index + 1,
          Body: body,
          ChecksumAlgorithm: algorithm,
        }),
      );
      uploaded.push({ ...part, PartNumber: index + 1 });
    }
    const name = `Checksum${algorithm}` as const;
    const put = await client.send(
      new s3.PutObjectCommand({ Bucket, Key: 'once', Body: whole, ChecksumAlgorithm: algorithm }),
    );
    const expected = { [name]: put[name] };
    const wrong = { [name]: Buffer.alloc(algorithm === 'CRC64NVME' ? 8 : 4).toString('base64') };
    await assert.rejects(complete(key, id, uploaded, { ...wrong, ChecksumType: 'FULL_OBJECT' }), {
      name: 'BadDigest',
    });
    const answer = await complete(key, id, uploaded, { ...expected, ChecksumType: 'FULL_OBJECT' });
    assert.deepEqual([answer[name], answer.ChecksumType], [put[name], 'FULL_OBJECT']);
    const found = await client.send(new s3.GetObjectCommand({ Bucket, Key: key, ChecksumMode: 'ENABLED' }));
    assert.equal(found[name], put[name]);
    // The SDK compares the checksum while it reads.
    assert.equal((await found.Body?.transformToByteArray())?.length, whole.length);
  });
}

test('parts may be copied, whole or in ranges', async () => {
  const id = await create('copied', { ChecksumAlgorithm: 'SHA256' });
  const copy = (PartNumber: number, CopySourceRange: string | undefined) =>
    client.send(
      new s3.UploadPartCopyCommand({
        Bucket,
        Key: 'copied',
        UploadId: id,
        PartNumber,
        CopySource: `${Bucket}/source`,
        CopySourceRange,
      }),
    );
  const first = await copy(1, `bytes=0-${minimum - 1}`);
  const second = await copy(2, undefined);
  assert.match(first.CopyPartResult?.ChecksumSHA256 ?? '', /=$/);
  await assert.rejects(copy(3, `bytes=0-${whole.length}`), { name: 'InvalidArgument' });
  const wanted = [first, second].map(({ CopyPartResult }, index) => {
    const { ETag, ChecksumSHA256 } = CopyPartResult ?? {};
    return { ETag, ChecksumSHA256, PartNumber: index + 1 };
  });
  await complete('copied', id, wanted);
  assert.ok((await read('copied')).equals(Buffer.concat([parts[0] as Buffer, whole])));
});

test('what cannot be completed', async () => {
  const id = await create('refused');
  const first = { ...(await upload('refused', id, 1, Buffer.from('small'))), PartNumber: 1 };
  const second = { ...(await upload('refused', id, 2, Buffer.from('small'))), PartNumber: 2 };
  const refused: [s3.CompletedPart[], string][] = [
    [[first, second], 'EntityTooSmall'],
    [[second, first], 'InvalidPartOrder'],
    [[{ ...first, ETag: '"00000000000000000000000000000000"' }], 'InvalidPart'],
    [[first, { ...second, PartNumber: 7 }], 'InvalidPart'],
    [[{ ...first, ChecksumCRC32: 'AAAAAA==' }], 'InvalidPart'],
    [[], 'MalformedXML'],
  ];
  for (const [wanted, name] of refused) {
    await assert.rejects(complete('refused', id, wanted), { name }, name);
  }
  await assert.rejects(complete('refused', id, [first], { MpuObjectSize: 4 }), { name: 'InvalidArgument' });
  await assert.rejects(upload('refused', id, 10_001, Buffer.from('x')), { name: 'InvalidArgument' });
  await assert.rejects(upload('other', id, 1, Buffer.from('x')), { name: 'NoSuchUpload' });
  await client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key: 'refused', UploadId: id }));
  await assert.rejects(upload('refused', id, 1, Buffer.from('x')), { name: 'NoSuchUpload' });
  await assert.rejects(client.send(new s3.ListPartsCommand({ Bucket, Key: 'refused', UploadId: id })), {
    name: 'NoSuchUpload',
  });
});

test('a part of another checksum than the upload is refused', async () => {
  const id = await create('mixed', { ChecksumAlgorithm: 'SHA1' });
  const wrong = new s3.UploadPartCommand({
    Bucket,
    Key: 'mixed',
    UploadId: id,
    PartNumber: 1,
    Body: 'x',
    ChecksumAlgorithm: 'CRC32',
  });
  await assert.rejects(client.send(wrong), { name: 'InvalidRequest', message: /sha1.*crc32/ });
});

test('a part without a checksum is given the one that the upload has', async () => {
  const old = endpoint.client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  const id = await create('computed', { ChecksumAlgorithm: 'SHA1' });
  const part = await old.send(
    new s3.UploadPartCommand({ Bucket, Key: 'computed', UploadId: id, PartNumber: 1, Body: 'x' }),
  );
  assert.equal(part.ChecksumSHA1, createHash('sha1').update('x').digest('base64'));
  await complete('computed', id, [{ ETag: part.ETag, PartNumber: 1 }]);
});

test('uploads are listed by pages', async () => {
  await client.send(new s3.CreateBucketCommand({ Bucket: 'uploads' }));
  const ids = new Map<string, string>();
  for (const key of ['a/1', 'a/2', 'b', 'c', 'c']) {
    const { UploadId = '' } = await client.send(
      new s3.CreateMultipartUploadCommand({ Bucket: 'uploads', Key: key }),
    );
    ids.set(UploadId, key);
  }
  const list = (more: Partial<s3.ListMultipartUploadsCommandInput>) =>
    client.send(new s3.ListMultipartUploadsCommand({ Bucket: 'uploads', ...more }));
  const seen: (string | undefined)[] = [];
  let markers: Partial<s3.ListMultipartUploadsCommandInput> = {};
  for (;;) {
    const page = await list({ MaxUploads: 2, ...markers });
    seen.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
    if (!page.IsTruncated) break;
    markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
  assert.deepEqual(
    seen.map((id) => ids.get(id ?? '')),
    ['a/1', 'a/2', 'b', 'c', 'c'],
  );
  assert.equal(new Set(seen).size, 5);
  const rolled = await list({ Delimiter: '/', MaxUploads: 1 });
  assert.deepEqual([rolled.CommonPrefixes, rolled.NextKeyMarker], [[{ Prefix: 'a/' }], 'a/']);
  const rest = await list({ Delimiter: '/', KeyMarker: rolled.NextKeyMarker });
  assert.deepEqual(
    rest.Uploads?.map(({ Key }) => Key),
    ['b', 'c', 'c'],
  );
  await assert.rejects(client.send(new s3.DeleteBucketCommand({ Bucket: 'uploads' })), {
    name: 'BucketNotEmpty',
  });
});

test('the upload of a stream whose length nobody knows', async () => {
  async function* stream(): AsyncGenerator<Buffer> {
    for (let at = 0; at < whole.length; at += 100_000) yield whole.subarray(at, at + 100_000);
  }
  const { Readable } = await import('node:stream');
  const params = { Bucket, Key: 'managed', Body: Readable.from(stream()) };
  await new Upload({ client, params, queueSize: 3 }).done();
  assert.ok((await read('managed')).equals(whole));
});
