import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import * as s3 from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import fc from 'fast-check';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let endpoint: TestEndpoint;
let client: s3.S3Client;
const Bucket = 'faults';
before(async () => {
  endpoint = await openTestEndpoint({ allowAny: true });
  client = endpoint.client();
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  await client.send(
    new s3.PutObjectCommand({ Bucket, Key: 'large', Body: Buffer.alloc(20 * 1024 * 1024, 1) }),
  );
});
after(async () => {
  assert.deepEqual(endpoint.faults, []);
  await endpoint[Symbol.asyncDispose]();
});

/** Sends these bytes as they are and gives what came back until the connection ended. */
async function raw(text: string, then: 'end' | 'destroy' | undefined = undefined): Promise<string> {
  const socket = connect(endpoint.port, '127.0.0.1');
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (bytes) => {
    answer += bytes.toString('latin1');
  });
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(text, 'latin1');
  if (then === 'end') socket.end();
  else if (then === 'destroy') setTimeout(() => socket.destroy(), 50);
  await closed;
  return answer;
}

/** Headers of a request that is signed as far as the endpoint can see: it takes any credentials. */
function signed(): Record<string, string> {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `AKIAEXAMPLE/${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-amz-date': time,
  };
}

/** A request as it is sent, its body shorter than announced. */
function cutShort(target: string, headers: Record<string, string> = signed()): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `PUT ${target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n${lines.join('')}\r\n${'x'.repeat(5000)}`;
}

const exists = async (Key: string) => {
  const { KeyCount } = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: Key }));
  return KeyCount !== 0;
};

test('a body that ends early is stored not at all', async () => {
  for (const then of ['end', 'destroy'] as const) {
    const answer = await raw(cutShort(`/${Bucket}/cut-${then}`), then);
    assert.doesNotMatch(answer, /^HTTP\/1.1 200/);
    assert.equal(await exists(`cut-${then}`), false);
  }
});

test('a part that ends early is not there', async () => {
  const { UploadId = '' } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
  await raw(cutShort(`/${Bucket}/parts?partNumber=1&uploadId=${UploadId}`), 'destroy');
  const { Parts } = await client.send(new s3.ListPartsCommand({ Bucket, Key: 'parts', UploadId }));
  assert.equal(Parts, undefined);
});

test('a form that ends early is stored not at all', async () => {
  await client.send(
    new s3.PutBucketPolicyCommand({
      Bucket,
      Policy: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` },
        ],
      }),
    }),
  );
  const form =
    '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nform\r\n--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc';
  const answer = await raw(
    `POST /${Bucket} HTTP/1.1\r\nHost: localhost:${endpoint.port}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${form.length}\r\nConnection: close\r\n\r\n${form}`,
  );
  assert.match(answer, /MalformedPOSTRequest/);
  assert.equal(await exists('form'), false);
  await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
});

test('a body whose length nobody says is stored whole, or not at all', async () => {
  const send = (pieces: AsyncIterable<Uint8Array>) =>
    fetch(`${endpoint.url}/${Bucket}/unknown`, {
      method: 'PUT',
      body: ReadableStream.from(pieces) as never,
      headers: signed(),
      duplex: 'half',
    } as RequestInit);
  async function* pieces(fails: boolean): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 20; count++) {
      if (fails && count === 10) throw new Error('the sender has failed');
      yield Buffer.alloc(100_000, count);
    }
  }
  await assert.rejects(send(pieces(true)));
  assert.equal(await exists('unknown'), false);
  assert.equal((await send(pieces(false))).status, 200);
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'unknown' }));
  assert.equal(head.ContentLength, 2_000_000);
});

test('a reader that goes away in the middle leaves nothing open', async () => {
  const url = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key: 'large' }));
  for (let round = 0; round < 5; round++) {
    const controller = new AbortController();
    const answer = await fetch(url, { signal: controller.signal });
    const reader = answer.body?.getReader();
    await reader?.read();
    controller.abort();
    await reader?.closed.catch(() => undefined);
  }
  await pause(50);
  // What was deleted can only be removed from the disk when nobody holds it.
  const found = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'large' }));
  assert.equal((await found.Body?.transformToByteArray())?.length, 20 * 1024 * 1024);
});

/** Files of the store that this process has open. */
function openFiles(): number {
  return readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(`${endpoint.store.folder}/data/`);
    } catch {
      return false;
    }
  }).length;
}

test('a copy that is refused leaves nothing open', { skip: process.platform !== 'linux' }, async () => {
  const source = { Bucket, CopySource: `${Bucket}/large` };
  const tooLong = { ...source, Key: 'k'.repeat(1025) };
  await assert.rejects(client.send(new s3.CopyObjectCommand(tooLong)), { name: 'KeyTooLongError' });
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: 'done' }));
  const part = { Bucket, Key: 'done', UploadId };
  const { ETag } = await client.send(new s3.UploadPartCommand({ ...part, PartNumber: 1, Body: 'x' }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await client.send(new s3.CompleteMultipartUploadCommand({ ...part, MultipartUpload }));
  const late = new s3.UploadPartCopyCommand({ ...part, ...source, Key: 'done', PartNumber: 2 });
  await assert.rejects(client.send(late), { name: 'NoSuchUpload' });
  await pause(50);
  assert.equal(openFiles(), 0);
});

test('an object that is replaced while it is read is read to its end', async () => {
  const answer = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'large' }));
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'large', Body: 'small' }));
  const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
  assert.ok(bytes.equals(Buffer.alloc(20 * 1024 * 1024, 1)));
});

test('a document that is too long is refused', async () => {
  const body = 'x'.repeat(2 * 1024 * 1024 + 1);
  const answer = await fetch(`${endpoint.url}/${Bucket}?tagging`, { method: 'PUT', body, headers: signed() });
  assert.match(await answer.text(), /MaxMessageLengthExceeded/);
});

test('deleting many needs a checksum', async () => {
  const path = `/${Bucket}?delete`;
  const body = '<Delete><Object><Key>x</Key></Object></Delete>';
  const answer = await fetch(endpoint.url + path, { method: 'POST', body, headers: signed() });
  assert.match(await answer.text(), /Content-MD5 OR x-amz-checksum/);
});

test('addresses and methods that mean nothing', async () => {
  const host = `Host: localhost:${endpoint.port}\r\nConnection: close\r\n\r\n`;
  assert.match(await raw(`GET /${Bucket}/%zz HTTP/1.1\r\n${host}`), /InvalidURI/);
  assert.match(await raw(`GET /${Bucket}/%ff HTTP/1.1\r\n${host}`), /InvalidURI/);
  assert.match(await raw(`PATCH /${Bucket}/x HTTP/1.1\r\n${host}`), /MethodNotAllowed/);
  assert.match(await raw(`DELETE / HTTP/1.1\r\n${host}`), /MethodNotAllowed/);
});

test('no document makes the service fail', async () => {
  const { UploadId = '' } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: 'fuzz' }));
  const queries = ['tagging', 'cors', 'lifecycle', 'encryption', 'publicAccessBlock', 'ownershipControls'];
  const others = ['notification', 'versioning', 'acl', 'policy', 'requestPayment'];
  const targets = [
    ...[...queries, ...others].map((query) => ['PUT', `/${Bucket}?${query}`] as const),
    ['PUT', `/${Bucket}/large?tagging`] as const,
    ['PUT', '/fuzzed'] as const,
    ['POST', `/${Bucket}?delete`] as const,
    ['POST', `/${Bucket}/fuzz?uploadId=${UploadId}`] as const,
  ];
  const words = fc.constantFrom(
    'Tagging',
    'TagSet',
    'Tag',
    'Key',
    'Value',
    'CORSConfiguration',
    'CORSRule',
    'AllowedMethod',
    'AllowedOrigin',
    'LifecycleConfiguration',
    'Rule',
    'Status',
    'Filter',
    'Expiration',
    'Days',
    'ServerSideEncryptionConfiguration',
    'ApplyServerSideEncryptionByDefault',
    'SSEAlgorithm',
    'PublicAccessBlockConfiguration',
    'OwnershipControls',
    'NotificationConfiguration',
    'QueueConfiguration',
    'Queue',
    'Event',
    'Id',
    'S3Key',
    'FilterRule',
    'Name',
    'VersioningConfiguration',
    'CompleteMultipartUpload',
    'Part',
    'PartNumber',
    'ETag',
    'AccessControlPolicy',
    'AccessControlList',
    'Grant',
    'CreateBucketConfiguration',
    'LocationConstraint',
    '__proto__',
    'constructor',
  );
  const leaf = fc.oneof(
    fc.constantFrom('', 'GET', 'Enabled', 'AES256', '1', 'true', '*', '&amp;', '&#0;', '<', '\0'),
    fc.string(),
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc
        .tuple(words, fc.array(tie('tree'), { maxLength: 3 }))
        .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
    ),
  }));
  const bodies = fc.oneof(
    tree,
    tree.map((text) => text.slice(0, -3)),
    fc.json(),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...targets), bodies, async ([method, path], body) => {
      const answer = await fetch(endpoint.url + path, { method, body, headers: signed() });
      const text = await answer.text();
      assert.ok(answer.status < 500 && answer.status !== 403, `${path} ${body}: ${text}`);
    }),
    { numRuns: 300 },
  );
});
