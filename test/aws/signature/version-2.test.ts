import assert from 'node:assert/strict';
import test from 'node:test';
import { isPresignedVersion2, signVersion2, verifyPresignedVersion2 } from '#aws/signature/version-2.ts';
import { openIdentityStore } from '#stores/identity/open-identity-store.ts';

const identity = openIdentityStore({ file: undefined, allowAny: false });
const { id, secret } = identity.firstKey();
const now = Date.UTC(2026, 0, 1);
const expires = now / 1000 + 60;

/** Signs a text as a client does, and verifies the URL that carries the signature. */
function verify(signed: string, request: Partial<Request> = {}, query = '', at = now) {
  const signature = signVersion2(secret, signed);
  const fields = new URLSearchParams({ AWSAccessKeyId: id, Signature: signature, Expires: String(expires) });
  const rawQuery = `${query === '' ? '' : `${query}&`}${fields}`;
  const parts = { method: 'GET', rawPath: '/lake/a%20b', rawHeaders: [], ...request, rawQuery };
  assert.ok(isPresignedVersion2(new URLSearchParams(rawQuery)));
  return verifyPresignedVersion2(parts, request.hostBucket, identity, at);
}

interface Request {
  method: string;
  rawPath: string;
  rawHeaders: string[];
  hostBucket: string;
}

const signedRequests: [what: string, signed: string, request?: Partial<Request>, query?: string][] = [
  ['a path', `GET\n\n\n${expires}\n/lake/a%20b`],
  ['a bucket in the host', `GET\n\n\n${expires}\n/lake/a`, { rawPath: '/a', hostBucket: 'lake' }],
  [
    'headers',
    `PUT\nbWQ1\ntext/csv\n${expires}\nx-amz-acl:private\nx-amz-meta-a:b\n/lake/a%20b`,
    {
      method: 'PUT',
      rawHeaders: [
        'X-Amz-Meta-A',
        'b',
        'Content-Type',
        'text/csv',
        'Content-MD5',
        'bWQ1',
        'x-amz-acl',
        'private',
      ],
    },
  ],
  [
    'parameters, of which some are signed',
    `GET\n\n\n${expires}\n/lake/a%20b?response-content-type=text/plain&uploads&versionId=a=b`,
    {},
    'versionId=a%3Db&prefix=x&uploads&response-content-type=text%2Fplain',
  ],
];

for (const [what, signed, request, query] of signedRequests) {
  test(`takes ${what}`, () => assert.equal(verify(signed, request, query).name, 'admin'));
}

test('refuses another text, an expired URL and an unknown key', () => {
  const [, signed = ''] = signedRequests[0] ?? [];
  assert.throws(() => verify(signed.replace('GET', 'PUT')), { problem: 'mismatch' });
  assert.throws(() => verify(signed, {}, '', now + 61_000), { problem: 'expired' });
  const query = `AWSAccessKeyId=AKIA&Signature=a&Expires=${expires}`;
  const parts = { method: 'GET', rawPath: '/', rawQuery: query, rawHeaders: [] };
  assert.throws(() => verifyPresignedVersion2(parts, undefined, identity, now), { problem: 'unknownKey' });
});

test('is not found in other queries', () => {
  for (const query of ['', 'prefix=Signature', 'AWSAccessKeyId=a&Signature=b']) {
    assert.equal(isPresignedVersion2(new URLSearchParams(query)), false);
  }
});
