import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { ObjectEvent, ObjectStore } from '#stores/objects/object-store.ts';
import { openObjectStore } from '#stores/objects/open-object-store.ts';
import { bytesOf, code, putText, textOf } from './support.ts';

const root = mkdtempSync(join(tmpdir(), 'slipher-objects-'));
after(() => rmSync(root, { recursive: true }));
let folders = 0;

async function open(folder = join(root, String(folders++))): Promise<ObjectStore> {
  return openObjectStore({ folder });
}

async function withBucket(): Promise<ObjectStore> {
  const store = await open();
  store.createBucket('bucket', { region: 'us-east-1', owner: '000000000000' });
  return store;
}

/** The number of data files becomes this: they are removed after the change that needs them no more. */
async function expectFiles(store: ObjectStore, count: number): Promise<void> {
  while (dataFiles(store).length !== count) await setTimeout(5);
}

/** Files below data/ that are there now. */
function dataFiles(store: ObjectStore): string[] {
  return readdirSync(join(store.folder, 'data'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

test('an object is what was put, with its headers, and is there after reopening', async () => {
  const store = await withBucket();
  const put = await store.put('bucket', 'a/b.csv', bytesOf('1,2\n', '3,4\n'), {
    contentType: 'text/csv',
    metadata: { origin: 'test' },
    tags: { k: 'v' },
    checksum: { algorithm: 'CRC32', value: 'AAAAAA==', type: 'FULL_OBJECT' },
  });
  assert.equal(put.size, 8);
  assert.equal(put.etag, createHash('md5').update('1,2\n3,4\n').digest('hex'));
  assert.equal(put.versionId, 'null');
  await store[Symbol.asyncDispose]();

  await using again = await open(store.folder);
  assert.deepEqual(again.head('bucket', 'a/b.csv'), put);
  assert.equal(await textOf(again, 'bucket', 'a/b.csv'), '1,2\n3,4\n');
  assert.deepEqual(
    again.buckets().map(({ name }) => name),
    ['bucket'],
  );
});

test('overwriting leaves one file, and a reader keeps the bytes it opened', async () => {
  await using store = await withBucket();
  await putText(store, 'key', 'old');
  const held = await store.open('bucket', 'key');
  await putText(store, 'key', 'new');
  await putText(store, 'key', 'newer');
  assert.equal(await readFile(held.path, 'utf8'), 'old');
  assert.equal(await textOf(store, 'bucket', 'key'), 'newer');
  await expectFiles(store, 2);
  await held[Symbol.asyncDispose]();
  await held[Symbol.asyncDispose]();
  await store.delete('bucket', 'key');
  await store[Symbol.asyncDispose]();
  assert.deepEqual(dataFiles(store), []);
});

test('nothing is stored when the body ends with an error, or is not what was announced', async () => {
  await using store = await withBucket();
  await putText(store, 'key', 'old');
  async function* broken(): AsyncIterable<Uint8Array> {
    yield Buffer.from('half');
    throw new Error('connection lost');
  }
  await assert.rejects(store.put('bucket', 'key', broken(), {}), /connection lost/);
  const verify = () => {
    throw new Error('checksum differs');
  };
  await assert.rejects(store.put('bucket', 'key', bytesOf('wrong'), {}, verify), /checksum differs/);
  assert.equal(await textOf(store, 'bucket', 'key'), 'old');
  await expectFiles(store, 1);
  assert.deepEqual(readdirSync(join(store.folder, 'staging')), []);
});

test('a finished file is adopted without a copy', async () => {
  await using store = await withBucket();
  const path = store.stagingPath();
  await writeFile(path, 'unloaded');
  const version = await store.adopt('bucket', 'out/0000_part_00', path, {});
  assert.match(version.etag, /^[0-9a-f]{32}-1$/);
  assert.equal(await textOf(store, 'bucket', 'out/0000_part_00'), 'unloaded');
  await assert.rejects(store.adopt('bucket', 'k', '/etc/hosts', {}), /not in the staging folder/);
});

test('conditional writes', async () => {
  await using store = await withBucket();
  const first = await store.put('bucket', 'k', bytesOf('1'), { condition: { ifNoneMatch: '*' } });
  const put = (condition: object) => store.put('bucket', 'k', bytesOf('2'), { condition });
  await assert.rejects(put({ ifNoneMatch: '*' }), code('PreconditionFailed'));
  await assert.rejects(put({ ifMatch: 'other' }), code('PreconditionFailed'));
  await expectFiles(store, 1);
  await put({ ifMatch: `"${first.etag}"` });
  await assert.rejects(
    store.put('bucket', 'missing', bytesOf(''), { condition: { ifMatch: first.etag } }),
    code('NoSuchKey'),
  );
  const race = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      store.put('bucket', 'race', bytesOf(String(n)), { condition: { ifNoneMatch: '*' } }),
    ),
  );
  assert.equal(race.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('many puts at once are all there', async () => {
  await using store = await withBucket();
  await Promise.all(Array.from({ length: 300 }, (_, n) => putText(store, `k${n}`, `v${n}`)));
  assert.equal(store.list('bucket', { limit: 1000 }).objects.length, 300);
  assert.equal(await textOf(store, 'bucket', 'k123'), 'v123');
});

test('events come after the change, in its order', async () => {
  await using store = await withBucket();
  const events: ObjectEvent[] = [];
  const end = store.onEvent((event) => {
    if (event.name === 'ObjectCreated:Put') assert.equal(store.head('bucket', event.key).etag, event.etag);
    events.push(event);
  });
  await putText(store, 'a', 'x');
  await store.delete('bucket', 'a');
  await store.delete('bucket', 'a');
  end();
  await putText(store, 'b', 'x');
  assert.deepEqual(
    events.map(({ name, key }) => [name, key]),
    [
      ['ObjectCreated:Put', 'a'],
      ['ObjectRemoved:Delete', 'a'],
    ],
  );
  assert.ok(events[0]!.sequence < events[1]!.sequence);
});

test('whoever opens the folder a second time is kept out', async () => {
  await using store = await withBucket();
  await assert.rejects(open(store.folder), /in use by another process/);
});

test('what is not there has its own error', async () => {
  await using store = await withBucket();
  assert.throws(() => store.head('bucket', 'k'), code('NoSuchKey'));
  assert.throws(() => store.head('none', 'k'), code('NoSuchBucket'));
  assert.throws(() => store.head('bucket', 'k', 'nonsense'), code('NoSuchVersion'));
  await assert.rejects(store.open('bucket', 'k'), code('NoSuchKey'));
  await assert.rejects(store.put('none', 'k', bytesOf(''), {}), code('NoSuchBucket'));
  assert.deepEqual(await store.delete('bucket', 'k'), { versionId: undefined, deleteMarker: false });
});

test('a large body is whole, whatever its chunks, and gone when it breaks off', async () => {
  await using store = await withBucket();
  const body = Buffer.alloc(5_000_000, 'all work and no play ');
  async function* chunks(broken: boolean): AsyncIterable<Uint8Array> {
    let size = 1;
    for (let at = 0; at < body.length; at += size, size = 1 + ((size * 7) % 300_000)) {
      yield body.subarray(at, at + size);
      if (broken && at > 3_000_000) throw new Error('connection lost');
    }
  }
  const versions = await Promise.all(
    ['a', 'b', 'c'].map((key) => store.put('bucket', key, chunks(false), {})),
  );
  for (const { key, etag, size } of versions) {
    assert.equal(size, body.length);
    assert.equal(etag, createHash('md5').update(body).digest('hex'));
    await using object = await store.open('bucket', key);
    assert.ok((await readFile(object.path)).equals(body));
  }
  await assert.rejects(store.put('bucket', 'a', chunks(true), {}), /connection lost/);
  assert.deepEqual(readdirSync(join(store.folder, 'staging')), []);
  assert.equal(store.head('bucket', 'a').etag, versions[0]?.etag);
});

test('a body that is still being received when the store closes leaves nothing', async () => {
  const store = await withBucket();
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  async function* slow(): AsyncIterable<Uint8Array> {
    yield Buffer.from('begun');
    begun();
    await setTimeout(50);
    yield Buffer.from('ended');
  }
  const late = store.put('bucket', 'late', slow(), {});
  const quick = Array.from({ length: 20 }, (_, n) => putText(store, `quick${n}`, 'x'));
  late.catch(() => undefined);
  await beginning;
  const closed = store[Symbol.asyncDispose]();
  const done = (await Promise.allSettled(quick)).filter(({ status }) => status === 'fulfilled').length;
  await closed;
  await assert.rejects(late);
  assert.equal(dataFiles(store).length, done);

  await using again = await open(store.folder);
  assert.equal(again.list('bucket', { limit: 100 }).objects.length, done);
  assert.deepEqual(readdirSync(join(store.folder, 'staging')), []);
});

test('a delete on a condition takes nothing that was written meanwhile', async () => {
  await using store = await withBucket();
  for (let round = 0; round < 20; round++) {
    const { etag } = await putText(store, 'raced', `first ${round}`);
    const second = putText(store, 'raced', `second ${round}`);
    // However far the other write has come, one of the two is first.
    for (let turn = 0; turn < round; turn++) await Promise.resolve();
    const deleted = await store
      .delete('bucket', 'raced', undefined, `"${etag}"`)
      .catch((error) => error.code);
    await second;
    if (typeof deleted === 'string') assert.equal(deleted, 'PreconditionFailed');
    assert.equal(await textOf(store, 'bucket', 'raced'), `second ${round}`);
  }
  const refused = store.delete('bucket', 'raced', undefined, 'other');
  await assert.rejects(refused, { code: 'PreconditionFailed' });
  await store.delete('bucket', 'never there', undefined, 'other');
  await store.delete('bucket', 'raced', undefined, '*');
  assert.throws(() => store.head('bucket', 'raced'), { code: 'NoSuchKey' });
});
