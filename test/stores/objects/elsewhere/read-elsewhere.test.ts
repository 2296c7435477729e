import assert from 'node:assert/strict';
import test from 'node:test';
import { hasBucket } from '#stores/objects/elsewhere/elsewhere.ts';
import { readElsewhere } from '#stores/objects/elsewhere/read-elsewhere.ts';

test('an endpoint makes path-style addresses, AWS itself does not', () => {
  assert.deepEqual(readElsewhere('[{"buckets":"a"},{"buckets":"b-*","endpoint":"http://h:1"}]'), [
    { buckets: 'a', region: 'us-east-1', pathStyle: false },
    { buckets: 'b-*', endpoint: 'http://h:1', region: 'us-east-1', pathStyle: true },
  ]);
});

const refused: [string, RegExp][] = [
  ['{', /not JSON/],
  ['{}', /JSON array/],
  ['[1]', /entry 1: not an object/],
  ['[{"buckets":"a"},{}]', /entry 2: "buckets" is missing/],
  ['[{"buckets":"a","secret":"x"}]', /"secret" is unknown; it may have buckets, endpoint/],
  ['[{"buckets":"a","endpoint":"ftp://x"}]', /must be an http or https URL/],
  ['[{"buckets":"a","accessKeyId":"k"}]', /go together/],
  ['[{"buckets":"a","pathStyle":"yes"}]', /"pathStyle" must be true or false/],
  ['[{"buckets":7}]', /"buckets" must be a text/],
];

for (const [text, reason] of refused) {
  test(`${text} is refused`, () => assert.throws(() => readElsewhere(text), reason));
}

const patterns: [string, string, boolean][] = [
  ['data', 'data', true],
  ['data', 'data2', false],
  ['prod-*', 'prod-eu', true],
  ['prod-*', 'my-prod-eu', false],
  ['*', 'anything', true],
  ['a.b', 'axb', false],
  ['*-logs-*', 'x-logs-y', true],
];

for (const [buckets, bucket, expected] of patterns) {
  test(`${buckets} ${expected ? 'has' : 'has not'} ${bucket}`, () =>
    assert.equal(hasBucket({ buckets, region: 'r', pathStyle: true }, bucket), expected));
}
