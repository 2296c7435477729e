import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import fc from 'fast-check';
import { echoService, type Seen, startTestEndpoint, type TestEndpoint } from './echo-service.ts';
import { RawConnection } from './raw-request.ts';

let server: TestEndpoint;
before(async () => {
  server = await startTestEndpoint();
});
after(() => server[Symbol.asyncDispose]());

function s3({ url, credentials }: TestEndpoint): S3Client {
  return new S3Client({
    endpoint: url,
    region: 'us-east-1',
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
}

/** The path and query of a presigned PUT. */
async function presignedPut(): Promise<string> {
  const url = new URL(await getSignedUrl(s3(server), new PutObjectCommand({ Bucket: 'b', Key: 'k' })));
  return `${url.pathname}${url.search}`;
}

test('a client that waits for 100 Continue gets it once its signature is verified', async () => {
  await using connection = await RawConnection.open(server.endpoint.port);
  const path = await presignedPut();
  const head = (target: string) =>
    `PUT ${target} HTTP/1.1\r\nHost: 127.0.0.1:${server.endpoint.port}\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n`;
  connection.send(head(path));
  await connection.until(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
  connection.send('hello');
  assert.match(await connection.until(/HTTP\/1\.1 200 OK.*\r\n\r\n/s), /Connection: keep-alive/);
  assert.equal(server.seen.at(-1)?.body.toString(), 'hello');
  // The connection goes on; the next request is refused without its body, after which it cannot.
  connection.send(head(path.replace('/b/k', '/b/other')));
  const all = await connection.closed();
  assert.match(all, /HTTP\/1\.1 403 Forbidden/);
  assert.equal(all.match(/100 Continue/g)?.length, 1);
});

test('what is left of a refused body does not disturb the next request', async () => {
  await using connection = await RawConnection.open(server.endpoint.port);
  const body = 'x'.repeat(500_000);
  connection.send(
    `PUT /b/k?X-Amz-Signature=1 HTTP/1.1\r\nHost: h\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  connection.send('GET /b/k HTTP/1.1\r\nHost: h\r\n\r\n');
  await connection.until(/400 Bad Request.*HTTP\/1\.1 200 OK/s);
});

test('a body that a service stops reading does not either', async () => {
  await using other = await startTestEndpoint({
    services: () => [
      {
        ...echoService('s3', []),
        async handle({ body, response }) {
          for await (const _ of body) break;
          response.writeHead(200).end();
        },
      },
    ],
  });
  for (const framing of [
    '',
    'x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nx-amz-decoded-content-length: 499992\r\n',
  ]) {
    await using connection = await RawConnection.open(other.endpoint.port);
    const body = framing === '' ? 'x'.repeat(500_000) : `7a118\r\n${'x'.repeat(499_992)}\r\n0\r\n\r\n`;
    connection.send(
      `PUT /b/k HTTP/1.1\r\nHost: h\r\n${framing}Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    connection.send('GET /b/k HTTP/1.1\r\nHost: h\r\n\r\n');
    await connection.until(/200 OK.*HTTP\/1\.1 200 OK/s);
  }
});

test('a connection that ends early leaves an incomplete body', async () => {
  const seen: Seen[] = [];
  let failed: (error: unknown) => void = () => {};
  const failure = new Promise((resolve) => {
    failed = resolve;
  });
  await using other = await startTestEndpoint({
    services: () => [
      {
        ...echoService('s3', seen),
        async handle({ body }) {
          try {
            for await (const _ of body);
          } catch (error) {
            failed(error);
          }
        },
      },
    ],
  });
  await using connection = await RawConnection.open(other.endpoint.port);
  connection.send('PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf');
  setTimeout(() => connection.socket.destroy(), 50);
  assert.equal(((await failure) as { code: string }).code, 'IncompleteBody');
});

const signed = (service: string) =>
  `Authorization: AWS4-HMAC-SHA256 Credential=AKID/20130524/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}\r\nx-amz-date: 20130524T000000Z\r\n`;

const answers: [what: string, request: string, answer: RegExp][] = [
  [
    'a JSON service that is not there',
    `POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\n${signed('dynamodb')}\r\n`,
    /501 Not Implemented.*"__type":"UnknownService".*'dynamodb'.* s3, iam, sts/s,
  ],
  [
    'a query service that is not there',
    `POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n${signed('ec2')}\r\n`,
    /501 Not Implemented.*<ErrorResponse>.*ec2/s,
  ],
  [
    'a REST service that is not there',
    `GET /2015-03-31/functions HTTP/1.1\r\nHost: h\r\n${signed('lambda')}\r\n`,
    /501 Not Implemented.*x-amzn-errortype: UnknownService/s,
  ],
  [
    'an unsigned request to IAM',
    'POST / HTTP/1.1\r\nHost: iam.localhost\r\nContent-Length: 0\r\n\r\n',
    /403 Forbidden.*x-amzn-requestid: [0-9a-f-]{36}.*<Code>MissingAuthenticationToken/s,
  ],
  [
    'an old signature',
    `GET / HTTP/1.1\r\nHost: h\r\n${signed('s3')}x-amz-content-sha256: UNSIGNED-PAYLOAD\r\n\r\n`,
    /403 Forbidden.*x-amz-request-id: [0-9A-F]{16}.*RequestTimeTooSkewed/s,
  ],
  [
    'a request of S3 without the hash',
    `GET / HTTP/1.1\r\nHost: h\r\n${signed('s3')}\r\n`,
    /400 .*InvalidRequest/s,
  ],
  ['a target that names the host', 'GET http://h/b/k?list-type=2 HTTP/1.1\r\nHost: h\r\n\r\n', /200 OK/],
  ['a broken escape', 'GET /b/%zz%?%%%=%& HTTP/1.1\r\nHost: h\r\n\r\n', /200 OK/],
  ['what is not HTTP', '\x16\x03\x01\x02\x00\x01\r\n\r\n', /400 Bad Request.*<Code>BadRequest/s],
  ['headers beyond all measure', `GET / HTTP/1.1\r\nHost: h\r\nA: ${'a'.repeat(40_000)}\r\n\r\n`, /431 /],
];

for (const [what, request, answer] of answers) {
  test(`answers ${what}`, async () => {
    await using connection = await RawConnection.open(server.endpoint.port);
    connection.send(request);
    await connection.until(answer);
  });
}

test('with any credentials taken, a request must still be signed and whole', async () => {
  await using open = await startTestEndpoint({ allowAny: true });
  const client = s3({ ...open, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const body = Buffer.from('some bytes');
  await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: body }));
  assert.deepEqual([open.seen.at(-1)?.principal.kind, open.seen.at(-1)?.body], ['root', body]);
  const signedChunks = `a;chunk-signature=${'0'.repeat(64)}\r\n0123456789\r\n0;chunk-signature=${'0'.repeat(64)}\r\n\r\n`;
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const answer = await fetch(`${open.url}/b/k`, {
    method: 'PUT',
    body: signedChunks,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/${date.slice(0, 8)}/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      'x-amz-date': date,
      'x-amz-security-token': 'any',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-decoded-content-length': '10',
    },
  });
  assert.equal(answer.status, 200);
  assert.equal(open.seen.at(-1)?.body.toString(), '0123456789');
  const iam = await fetch(`${open.url}/?Action=ListUsers&Version=2010-05-08`);
  assert.match(await iam.text(), /MissingAuthenticationToken/);
  const broken = await fetch(`${open.url}/`, {
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test' },
  });
  assert.match(await broken.text(), /AuthorizationHeaderMalformed/);
});

test('closing lets a request under way end', async () => {
  const other = await startTestEndpoint();
  const client = s3(other);
  await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
  await using connection = await RawConnection.open(other.endpoint.port);
  connection.send('PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n01234');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const closed = other[Symbol.asyncDispose]();
  setTimeout(() => connection.send('56789'), 50);
  await connection.until(/200 OK/);
  await closed;
  assert.equal(other.seen.at(-1)?.body.toString(), '0123456789');
  await assert.rejects(RawConnection.open(other.endpoint.port), { code: 'ECONNREFUSED' });
});

test('no bytes bring it down', async () => {
  const words = fc.constantFrom(
    'GET ',
    'PUT ',
    '/b/k',
    '/%',
    '?X-Amz-Signature=a&X-Amz-Algorithm=',
    ' HTTP/1.1\r\n',
    'Host: s3.localhost\r\n',
    'Host: h\r\n',
    'Authorization: AWS4-HMAC-SHA256 Credential=/,,=\r\n',
    signed('s3'),
    'x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n',
    'x-amz-decoded-content-length: 3\r\n',
    'Content-Length: 8\r\n',
    'Transfer-Encoding: chunked\r\n',
    'X-Amz-Target: a.b\r\n',
    '\r\n',
    '3\r\nabc\r\n0\r\n\r\n',
    '\x00\xff',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 14 }), async (parts) => {
      await using connection = await RawConnection.open(server.endpoint.port);
      connection.socket.end(parts.join(''), 'latin1');
      await connection.closed();
    }),
    { numRuns: 150 },
  );
  await s3(server).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
});
