import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { ObjectError } from '#stores/objects/object-error.ts';
import { openTestS3 } from '../../support/s3.ts';
import { code, putText, textOf } from './support.ts';

const tricks = [
  '../../../../tmp/outside',
  '..',
  '.',
  '/etc/passwd',
  '//',
  'a/../../b',
  'a\0/../b',
  '\0',
  'C:\\Windows\\x',
  '..\\..\\x',
  '%2e%2e%2f%2e%2e%2fx',
  'CON',
  'a'.repeat(1024),
  '/'.repeat(1024),
  '\u202e\ufeff.csv',
  'e\u0301',
  '\u00e9',
  'index.sqlite',
  '../index.sqlite',
  '$(touch x)',
  "'; drop table versions; --",
];

test('keys that look like paths are only keys', async () => {
  await using s3 = await openTestS3();
  const outside = readdirSync(dirname(s3.store.folder));
  for (const key of tricks) await putText(s3.store, key, `value of ${key}`);
  for (const key of tricks) assert.equal(await textOf(s3.store, 'bucket', key), `value of ${key}`);
  assert.equal(s3.store.list('bucket', { limit: 1000 }).objects.length, tricks.length);
  assert.deepEqual(readdirSync(dirname(s3.store.folder)), outside);
  for (const file of readdirSync(join(s3.store.folder, 'data'), { recursive: true, encoding: 'utf8' })) {
    assert.match(file, /^bucket(\/[0-9a-z]+-[0-9a-z]+){0,2}$/);
  }
  for (const key of tricks) await s3.store.delete('bucket', key);
});

test('bucket names that look like paths are refused', async () => {
  await using s3 = await openTestS3();
  for (const name of ['..', '../x', 'a/b', '/tmp', 'a\0b', '.hidden', 'data/../..']) {
    const make = () => s3.store.createBucket(name, { region: 'us-east-1', owner: 'o' });
    assert.throws(make, code('InvalidBucketName'), name);
    assert.throws(() => s3.store.list(name, { limit: 1 }), code('NoSuchBucket'), name);
  }
});

test('any key is kept as it is, or refused by name', async () => {
  await using s3 = await openTestS3();
  const property = fc.asyncProperty(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 1100 })),
    async (key) => {
      try {
        await putText(s3.store, key, key);
      } catch (error) {
        assert.ok(error instanceof ObjectError);
        assert.match(error.code, /^(InvalidArgument|KeyTooLongError)$/);
        assert.throws(() => s3.store.head('bucket', key), code('NoSuchKey'));
        return;
      }
      assert.equal(s3.store.head('bucket', key).key, key);
      assert.equal(s3.store.list('bucket', { prefix: key, limit: 1 }).objects[0]?.key, key);
      await s3.store.delete('bucket', key);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});
