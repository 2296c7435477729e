import assert from 'node:assert/strict';
import test from 'node:test';
import { canonicalRequest } from '#aws/signature/canonical-request.ts';
import { readSignature } from '#aws/signature/read-signature.ts';
import { emptyHash, sha256Hex, signingKey, signRequest } from '#aws/signature/sign.ts';

/**
 * The examples of the S3 API reference ("Authenticating Requests: AWS Signature Version 4"), of the IAM user guide,
 * and of the test suite that AWS published for version 4.
 */
interface Example {
  what: string;
  request: string;
  headers: Record<string, string>;
  signature: string;
  body?: string;
}

const s3Secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const suiteSecret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

const bucket = { Host: 'examplebucket.s3.amazonaws.com', 'x-amz-date': '20130524T000000Z' };
const empty = { 'x-amz-content-sha256': emptyHash };
const welcome = 'Welcome to Amazon S3.';

const s3Examples: Example[] = [
  {
    what: 'GET Object',
    request: 'GET /test.txt',
    headers: { ...bucket, ...empty, Range: 'bytes=0-9' },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    what: 'PUT Object',
    request: 'PUT /test$file.text',
    headers: {
      ...bucket,
      Date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-content-sha256': sha256Hex(welcome),
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    },
    body: welcome,
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    what: 'GET Bucket Lifecycle',
    request: 'GET /?lifecycle',
    headers: { ...bucket, ...empty },
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    what: 'Get Bucket (List Objects)',
    request: 'GET /?max-keys=2&prefix=J',
    headers: { ...bucket, ...empty },
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
];

for (const { what, request, headers, signature, body } of s3Examples) {
  test(`S3: ${what}`, () => {
    const scope = '20130524/us-east-1/s3/aws4_request';
    assert.equal(sign(request, headers, scope, s3Secret, sha256Hex(body ?? '')), signature);
  });
}

test('S3: a presigned URL', () => {
  const signature = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
  const rawQuery = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`;
  const parts = { method: 'GET', rawPath: '/test.txt', rawQuery, rawHeaders: ['Host', bucket.Host] };
  const read = readSignature(parts, { host: bucket.Host });
  assert.deepEqual(read, {
    place: 'query',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    scope: { date: '20130524', region: 'us-east-1', service: 's3' },
    signedHeaders: ['host'],
    signature,
    timestamp: '20130524T000000Z',
    time: Date.UTC(2013, 4, 24),
    expires: 86_400,
  });
  const canonical = canonicalRequest(parts, read.signedHeaders, 'UNSIGNED-PAYLOAD', 's3');
  const key = signingKey(s3Secret, read.scope);
  assert.equal(signRequest(key, read.timestamp, read.scope, canonical), signature);
});

const suite = { Host: 'example.amazonaws.com', 'X-Amz-Date': '20150830T123600Z' };

const suiteExamples: Example[] = [
  {
    what: 'get-vanilla',
    request: 'GET /',
    headers: suite,
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    what: 'get-vanilla-query-order-key-case',
    request: 'GET /?Param2=value2&Param1=value1',
    headers: suite,
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  {
    what: 'get-slash-dot-slash',
    request: 'GET /./',
    headers: suite,
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    what: 'get-utf8',
    request: `GET /${Buffer.from('ሴ').toString('latin1')}`,
    headers: suite,
    signature: '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85',
  },
  {
    what: 'get-header-value-trim',
    request: 'GET /',
    headers: { ...suite, 'My-Header1': ' value1', 'My-Header2': ' "a   b   c"' },
    signature: 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  },
];

for (const { what, request, headers, signature } of suiteExamples) {
  test(`test suite: ${what}`, () => {
    const scope = '20150830/us-east-1/service/aws4_request';
    assert.equal(sign(request, headers, scope, suiteSecret, emptyHash), signature);
  });
}

test('IAM: ListUsers', () => {
  const headers = {
    Host: 'iam.amazonaws.com',
    'X-Amz-Date': '20150830T123600Z',
    'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
  };
  const scope = '20150830/us-east-1/iam/aws4_request';
  assert.equal(
    sign('GET /?Action=ListUsers&Version=2010-05-08', headers, scope, suiteSecret, emptyHash),
    '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  );
});

/** The signature of a request with every header signed. */
function sign(
  request: string,
  headers: Record<string, string>,
  scope: string,
  secret: string,
  payloadHash: string,
): string {
  const [method = '', target = ''] = request.split(' ');
  const [rawPath = '', rawQuery = ''] = target.split('?');
  const signedHeaders = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .sort();
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const parts = { method, rawPath, rawQuery, rawHeaders: Object.entries(headers).flat() };
  const authorization = `AWS4-HMAC-SHA256 Credential=AKID/${scope}, SignedHeaders=${signedHeaders.join(';')}, Signature=${'0'.repeat(64)}`;
  const read = readSignature(parts, { ...lower, authorization });
  assert.ok(read);
  const canonical = canonicalRequest(parts, read.signedHeaders, payloadHash, read.scope.service);
  return signRequest(signingKey(secret, read.scope), read.timestamp, read.scope, canonical);
}
