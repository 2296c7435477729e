import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import {
  type ChecksumAlgorithm,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { startTestEndpoint, type TestEndpoint } from './echo-service.ts';

let server: TestEndpoint;
before(async () => {
  server = await startTestEndpoint();
});
after(() => server[Symbol.asyncDispose]());

function s3(options: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint: server.url,
    region: 'eu-west-1',
    credentials: server.credentials,
    forcePathStyle: true,
    maxAttempts: 1,
    ...options,
  });
}

const bytes = Buffer.from('one two three '.repeat(20_000));
const pieces = () => Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);

test('a body in memory, and what is known of its sender', async () => {
  const client = s3();
  await client.send(new PutObjectCommand({ Bucket: 'b', Key: "a key/ü +%~!*()'.txt", Body: bytes }));
  const seen = server.seen.at(-1);
  assert.ok(seen);
  assert.ok(seen.body.equals(bytes));
  assert.equal(seen.method, 'PUT');
  assert.equal(seen.region, 'eu-west-1');
  assert.equal(seen.decodedLength, bytes.length);
  assert.deepEqual(seen.principal, {
    kind: 'user',
    arn: 'arn:aws:iam::000000000000:user/admin',
    name: 'admin',
    accessKeyId: server.credentials.accessKeyId,
  });
  assert.deepEqual([...seen.checksums.keys()], ['crc32']);
});

for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as ChecksumAlgorithm[]) {
  test(`${algorithm} in a header and in a trailer`, async () => {
    const put = { Bucket: 'b', Key: 'k', ChecksumAlgorithm: algorithm };
    await s3().send(new PutObjectCommand({ ...put, Body: bytes }));
    const inHeader = server.seen.at(-1);
    await s3().send(new PutObjectCommand({ ...put, Body: pieces(), ContentLength: bytes.length }));
    const inTrailer = server.seen.at(-1);
    assert.ok(inTrailer);
    assert.ok(inTrailer.body.equals(bytes));
    assert.equal(inTrailer.decodedLength, bytes.length);
    assert.equal(
      inTrailer.checksums.get(algorithm.toLowerCase()),
      inHeader?.checksums.get(algorithm.toLowerCase()),
    );
    assert.equal(inTrailer.checksums.size, 1);
  });
}

test('presigned URLs', async () => {
  const get = await getSignedUrl(s3(), new GetObjectCommand({ Bucket: 'b', Key: 'x y/ü' }), {
    expiresIn: 60,
  });
  assert.equal((await fetch(get)).status, 200);
  assert.equal(server.seen.at(-1)?.principal.name, 'admin');
  const put = await getSignedUrl(s3(), new PutObjectCommand({ Bucket: 'b', Key: 'k' }), { expiresIn: 60 });
  assert.equal((await fetch(put, { method: 'PUT', body: bytes })).status, 200);
  assert.ok(server.seen.at(-1)?.body.equals(bytes));
  const changed = await fetch(get.replace('x%20y', 'x%20z'));
  assert.equal(changed.status, 403);
  assert.match(await changed.text(), /<Code>SignatureDoesNotMatch</);
  const short = await getSignedUrl(s3(), new GetObjectCommand({ Bucket: 'b', Key: 'k' }), {
    expiresIn: 10,
    signingDate: new Date(Date.now() - 11_000),
  });
  const expired = await fetch(short);
  assert.equal(expired.status, 403);
  assert.match(await expired.text(), /<Code>AccessDenied<\/Code><Message>Request has expired</);
});

test('what is wrong with credentials', async () => {
  const send = (options: S3ClientConfig) => s3(options).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  const { accessKeyId, secretAccessKey } = server.credentials;
  await assert.rejects(send({ credentials: { accessKeyId, secretAccessKey: 'wrong' } }), {
    name: 'SignatureDoesNotMatch',
  });
  await assert.rejects(send({ credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey } }), {
    name: 'InvalidAccessKeyId',
  });
  await assert.rejects(send({ credentials: { ...server.credentials, sessionToken: 'token' } }), {
    name: 'InvalidToken',
  });
  await assert.rejects(send({ systemClockOffset: -16 * 60_000 }), { name: 'RequestTimeTooSkewed' });
});

test('a service of the query protocol, whose body is signed by its hash alone', async () => {
  const iam = (secret: string) =>
    new IAMClient({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { ...server.credentials, secretAccessKey: secret },
      maxAttempts: 1,
    });
  await iam(server.credentials.secretAccessKey)
    .send(new ListUsersCommand({}))
    .catch(() => {});
  assert.match(server.seen.at(-1)?.body.toString() ?? '', /Action=ListUsers/);
  await assert.rejects(iam('wrong').send(new ListUsersCommand({})), { name: 'SignatureDoesNotMatch' });
});
