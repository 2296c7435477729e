import assert from 'node:assert/strict';
import test from 'node:test';
import { readPayload } from '#aws/signature/payload.ts';
import { readSignature } from '#aws/signature/read-signature.ts';
import { SignatureError } from '#aws/signature/signature-error.ts';

const hex = 'a'.repeat(64);
const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const good = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${hex}`;

function read(authorization: string | undefined, rawQuery = '', date = '20130524T000000Z') {
  const parts = { method: 'GET', rawPath: '/', rawQuery, rawHeaders: [] };
  return readSignature(parts, {
    ...(authorization === undefined ? {} : { authorization }),
    'x-amz-date': date,
  });
}

test('a header, with and without blanks after its commas, its fields in any order', () => {
  assert.equal(read(good)?.accessKeyId, 'AKIAIOSFODNN7EXAMPLE');
  assert.deepEqual(read(good.replaceAll(', ', ',')), read(good));
  const turned = `AWS4-HMAC-SHA256 Signature=${hex},SignedHeaders=Host;X-Amz-Date,Credential=${credential}`;
  assert.deepEqual(read(turned), read(good));
});

test('a Date header where there is no x-amz-date', () => {
  assert.equal(read(good, '', 'Fri, 24 May 2013 00:00:00 GMT')?.timestamp, '20130524T000000Z');
});

test('a request without a signature', () => {
  assert.equal(read(undefined), undefined);
  assert.equal(read(undefined, 'list-type=2&prefix=Signature'), undefined);
});

const query = (changes: Record<string, string>) =>
  new URLSearchParams(
    Object.entries({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': credential,
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': hex,
      ...changes,
    }).filter(([, value]) => value !== ''),
  ).toString();

const wrong: [
  what: string,
  authorization: string | undefined,
  query: string,
  problem: string,
  date?: string,
][] = [
  ['an empty header', '', '', 'unsupported'],
  ['version 2 in the header', 'AWS AKID:c2ln', '', 'unsupported'],
  ['version 4A', good.replace('HMAC', 'ECDSA-P256'), '', 'unsupported'],
  ['basic authentication', 'Basic YTpi', '', 'unsupported'],
  ['no fields', 'AWS4-HMAC-SHA256', '', 'malformedHeader'],
  ['no signature', good.replace(/, Signature.*/, ''), '', 'malformedHeader'],
  ['a short signature', good.slice(0, -1), '', 'malformedHeader'],
  ['a credential without scope', good.replace(/\/2013[^,]*/, ''), '', 'malformedHeader'],
  ['another end of the scope', good.replace('aws4_request', 'aws5_request'), '', 'malformedHeader'],
  ['a scope of another day', good.replace('20130524', '20130525'), '', 'malformedHeader'],
  ['a host that is not signed', good.replace('host;', ''), '', 'malformedHeader'],
  ['a date that is none', good, '', 'malformedHeader', '20131324T000000Z'],
  ['a URL without expiry', undefined, query({ 'X-Amz-Expires': '' }), 'malformedQuery'],
  ['a URL for more than a week', undefined, query({ 'X-Amz-Expires': '604801' }), 'malformedQuery'],
  ['a URL for less than nothing', undefined, query({ 'X-Amz-Expires': '-1' }), 'malformedQuery'],
  ['a URL by another method', undefined, query({ 'X-Amz-Algorithm': 'AWS4-HMAC-SHA1' }), 'malformedQuery'],
  ['a URL with a signature alone', undefined, 'X-Amz-Signature=a', 'malformedQuery'],
];

for (const [what, authorization, rawQuery, problem, date] of wrong) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => read(authorization, rawQuery, date),
      (error: Error) => {
        assert.ok(error instanceof SignatureError);
        assert.equal(error.problem, problem);
        for (const service of ['s3', 'iam']) assert.ok(error.forService(service).status >= 400);
        return true;
      },
    );
  });
}

test('the forms of x-amz-content-sha256', () => {
  assert.deepEqual(readPayload(hex.toUpperCase()).hash, hex);
  assert.equal(readPayload('UNSIGNED-PAYLOAD').chunked, false);
  assert.deepEqual(readPayload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'), {
    text: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    chunked: true,
    chunksSigned: true,
    trailer: true,
  });
  for (const text of ['', 'constructor', 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', 'abc']) {
    assert.throws(() => readPayload(text), SignatureError);
  }
});
