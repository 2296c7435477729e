import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Listing, ListRequest, ObjectStore } from '#stores/objects/object-store.ts';
import { openTestS3 } from '../../support/s3.ts';
import { putText } from './support.ts';

async function withKeys(keys: string[], check: (store: ObjectStore) => void | Promise<void>): Promise<void> {
  await using s3 = await openTestS3();
  await Promise.all(keys.map((key) => putText(s3.store, key, '')));
  await check(s3.store);
}

function shown({ objects, commonPrefixes, next }: Listing): unknown {
  return {
    keys: objects.map(({ key }) => key),
    prefixes: commonPrefixes,
    ...(next !== undefined && { next }),
  };
}

const keys = ['a', 'a/1', 'a/2', 'a/b/3', 'a0', 'b/', 'b//x', 'c\0d', 'c', 'é', '\uffff', '🙂', '..', '/'];

const cases: [request: ListRequest, expected: object][] = [
  [
    { limit: 100, prefix: 'a/' },
    { keys: ['a/1', 'a/2', 'a/b/3'], prefixes: [] },
  ],
  [
    { limit: 100, prefix: 'a/', delimiter: '/' },
    { keys: ['a/1', 'a/2'], prefixes: ['a/b/'] },
  ],
  [
    { limit: 100, delimiter: '/' },
    { keys: ['..', 'a', 'a0', 'c', 'c\0d', 'é', '\uffff', '🙂'], prefixes: ['/', 'a/', 'b/'] },
  ],
  [
    { limit: 100, prefix: 'b/', delimiter: '/' },
    { keys: ['b/'], prefixes: ['b//'] },
  ],
  [
    { limit: 100, delimiter: '/b' },
    { keys: keysBut('a/b/3'), prefixes: ['a/b'] },
  ],
  [
    { limit: 100, prefix: 'none' },
    { keys: [], prefixes: [] },
  ],
  [{ limit: 0 }, { keys: [], prefixes: [] }],
  [
    { limit: 2, prefix: 'a' },
    { keys: ['a', 'a/1'], prefixes: [], next: 'a/1' },
  ],
  [
    { limit: 2, prefix: 'a', after: 'a/b/3' },
    { keys: ['a0'], prefixes: [] },
  ],
  [
    { limit: 2, prefix: 'a', delimiter: '/' },
    { keys: ['a'], prefixes: ['a/'], next: 'a/' },
  ],
  // After a common prefix nothing below it is shown again; after a key below it, it is.
  [
    { limit: 2, prefix: 'a', delimiter: '/', after: 'a/' },
    { keys: ['a0'], prefixes: [] },
  ],
  [
    { limit: 2, prefix: 'a', delimiter: '/', after: 'a/1' },
    { keys: ['a0'], prefixes: ['a/'] },
  ],
  [
    { limit: 100, prefix: 'a/', after: 'Z' },
    { keys: ['a/1', 'a/2', 'a/b/3'], prefixes: [] },
  ],
  [
    { limit: 100, prefix: 'a/', after: 'z' },
    { keys: [], prefixes: [] },
  ],
];

function keysBut(left: string): string[] {
  return sorted(keys.filter((key) => key !== left));
}

function sorted(list: string[]): string[] {
  return list.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

test('prefix, delimiter, after and limit', async () => {
  await withKeys(keys, (store) => {
    for (const [request, expected] of cases) {
      assert.deepEqual(shown(store.list('bucket', request)), expected, JSON.stringify(request));
    }
  });
});

test('the order is that of the UTF-8 bytes', async () => {
  await withKeys(keys, (store) => {
    const all = store.list('bucket', { limit: 100 }).objects.map(({ key }) => key);
    assert.deepEqual(all, sorted(keys));
    // In UTF-16 the smiley would come first.
    assert.deepEqual(all.slice(-2), ['\uffff', '🙂']);
  });
});

test('2,500 keys come in three pages, each once', async () => {
  const many = Array.from({ length: 2500 }, (_, n) => `p/${n}`);
  await withKeys(many, (store) => {
    const found: string[] = [];
    let pages = 0;
    let after: string | undefined;
    do {
      const page = store.list('bucket', { prefix: 'p/', limit: 1000, ...(after && { after }) });
      found.push(...page.objects.map(({ key }) => key));
      after = page.next;
      pages++;
    } while (after !== undefined);
    assert.equal(pages, 3);
    assert.deepEqual(found, sorted(many));
    const folders = store.list('bucket', { delimiter: '/', limit: 1000 });
    assert.deepEqual(shown(folders), { keys: [], prefixes: ['p/'] });
  });
});

test('versions are listed newest first, and pages go on behind a version that is gone', async () => {
  await using s3 = await openTestS3();
  const { store } = s3;
  await putText(store, 'k', 'before versions');
  store.setVersioning('bucket', 'Enabled');
  const ids: string[] = [];
  for (const value of ['1', '2', '3']) ids.unshift((await putText(store, 'k', value)).versionId);
  await store.delete('bucket', 'k');
  await putText(store, 'l', 'x');

  const whole = store.listVersions('bucket', { limit: 100 });
  const [marker, ...versions] = whole.objects.filter(({ key }) => key === 'k');
  assert.equal(marker?.deleteMarker, true);
  assert.equal(marker?.latest, true);
  assert.deepEqual(
    versions.map(({ versionId }) => versionId),
    [...ids, 'null'],
  );
  const first = store.listVersions('bucket', { limit: 2 });
  assert.equal(first.next, 'k');
  const afterVersion = first.objects[1]!.versionId;
  await store.delete('bucket', 'k', afterVersion);
  const second = store.listVersions('bucket', { limit: 2, after: 'k', afterVersion });
  assert.deepEqual(
    second.objects.map(({ versionId }) => versionId),
    ids.slice(1),
  );
  const third = store.listVersions('bucket', { limit: 5, after: 'k', afterVersion: ids[2]! });
  assert.deepEqual(
    third.objects.map(({ key, versionId }) => [key, versionId === 'null']),
    [
      ['k', true],
      ['l', false],
    ],
  );
  assert.equal(store.listVersions('bucket', { limit: 5, after: 'k' }).objects.length, 1);
  assert.deepEqual(
    store.list('bucket', { limit: 5 }).objects.map(({ key }) => key),
    ['l'],
  );
});
