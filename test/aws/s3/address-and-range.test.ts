import assert from 'node:assert/strict';
import test from 'node:test';
import { addressOf } from '#aws/services/s3/address.ts';
import { failedCondition, type ReadConditions, writeCondition } from '#aws/services/s3/conditions.ts';
import { readCopyRange, readRange } from '#aws/services/s3/range.ts';
import { locationConstraint, regionNamed } from '#aws/services/s3/region.ts';

test('an address is bucket and key, byte for byte', () => {
  assert.deepEqual(addressOf('/', undefined), { bucket: '', key: '' });
  assert.deepEqual(addressOf('/b', undefined), { bucket: 'b', key: '' });
  assert.deepEqual(addressOf('/b/', undefined), { bucket: 'b', key: '' });
  assert.deepEqual(addressOf('/b/../x//y/', undefined), { bucket: 'b', key: '../x//y/' });
  assert.deepEqual(addressOf('/b//x', undefined), { bucket: 'b', key: '/x' });
  assert.deepEqual(addressOf('/b/a%2Fb%20c+%C3%BC%00', undefined), { bucket: 'b', key: 'a/b c+ü\0' });
  assert.deepEqual(addressOf('/x/y', 'b'), { bucket: 'b', key: 'x/y' });
  assert.deepEqual(addressOf('/', 'b'), { bucket: 'b', key: '' });
  assert.throws(() => addressOf('/b/%zz', undefined), { code: 'InvalidURI' });
  assert.throws(() => addressOf('/b/%ff', undefined), { code: 'InvalidURI' });
});

const ranges = [
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=2-5', { start: 2, end: 5 }],
  ['bytes=2-', { start: 2, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-30', { start: 0, end: 9 }],
  ['bytes=5-100', { start: 5, end: 9 }],
  ['Bytes = 1-2', { start: 1, end: 2 }],
  [undefined, undefined],
  ['bytes=5-2', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,3-4', undefined],
  ['items=0-1', undefined],
] as const;

for (const [header, expected] of ranges) {
  test(`range ${header}`, () => assert.deepEqual(readRange(header, 10), expected));
}

test('a range outside of the object cannot be satisfied', () => {
  for (const [header, size] of [
    ['bytes=10-', 10],
    ['bytes=10-20', 10],
    ['bytes=-0', 10],
    ['bytes=0-0', 0],
    ['bytes=-1', 0],
  ] as const) {
    assert.throws(() => readRange(header, size), { code: 'InvalidRange', status: 416 }, header);
  }
});

test('the range of a copied part lies within its source', () => {
  assert.deepEqual(readCopyRange('bytes=0-9', 10), { start: 0, end: 9 });
  for (const header of ['bytes=0-10', 'bytes=5-4', 'bytes=-3', 'bytes=3-', '0-1']) {
    assert.throws(() => readCopyRange(header, 10), { code: 'InvalidArgument' }, header);
  }
});

const second = 1_700_000_000_000;
const version = { etag: 'abc', lastModified: second + 400 };
const before = new Date(second - 1000).toUTCString();
const at = new Date(second).toUTCString();
const after = new Date(second + 1000).toUTCString();

const conditions: [ReadConditions, string | undefined][] = [
  [{}, undefined],
  [{ ifMatch: '"abc"' }, undefined],
  [{ ifMatch: 'abc' }, undefined],
  [{ ifMatch: '*' }, undefined],
  [{ ifMatch: '"x", "abc"' }, undefined],
  [{ ifMatch: '"x"' }, 'If-Match'],
  [{ ifNoneMatch: '"abc"' }, 'If-None-Match'],
  [{ ifNoneMatch: 'W/"abc"' }, 'If-None-Match'],
  [{ ifNoneMatch: '*' }, 'If-None-Match'],
  [{ ifNoneMatch: '"x"' }, undefined],
  [{ ifModifiedSince: before }, undefined],
  [{ ifModifiedSince: at }, 'If-Modified-Since'],
  [{ ifModifiedSince: after }, 'If-Modified-Since'],
  [{ ifUnmodifiedSince: before }, 'If-Unmodified-Since'],
  [{ ifUnmodifiedSince: at }, undefined],
  [{ ifMatch: '"abc"', ifUnmodifiedSince: before }, undefined],
  [{ ifNoneMatch: '"x"', ifModifiedSince: after }, undefined],
  [{ ifNoneMatch: '"abc"', ifModifiedSince: before }, 'If-None-Match'],
  [{ ifModifiedSince: 'yesterday' }, undefined],
];

for (const [given, expected] of conditions) {
  test(`condition ${JSON.stringify(given)}`, () => assert.equal(failedCondition(given, version), expected));
}

test('conditions of a write', () => {
  assert.equal(writeCondition(undefined, undefined), undefined);
  assert.deepEqual(writeCondition('"a"', undefined), { ifMatch: 'a' });
  assert.deepEqual(writeCondition(undefined, '*'), { ifNoneMatch: '*' });
  assert.throws(() => writeCondition(undefined, '"a"'), { code: 'NotImplemented' });
});

test('regions by their names', () => {
  assert.equal(regionNamed('EU'), 'eu-west-1');
  assert.equal(regionNamed('us-gov-east-1'), 'us-gov-east-1');
  assert.equal(regionNamed('ap-southeast-2'), 'ap-southeast-2');
  assert.throws(() => regionNamed('nowhere'), { code: 'InvalidLocationConstraint' });
  assert.equal(locationConstraint('us-east-1'), '');
  assert.equal(locationConstraint('eu-west-1'), 'eu-west-1');
});
