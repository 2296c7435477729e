import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { MultipartUpload, ObjectStore } from '#stores/objects/object-store.ts';
import { openObjectStore } from '#stores/objects/open-object-store.ts';
import { openTestS3 } from '../../support/s3.ts';
import { bytesOf, code, putText, textOf } from './support.ts';

const minimum = 5 * 1024 * 1024;

function filled(size: number, byte: number): Buffer {
  return Buffer.alloc(size, byte);
}

function md5(bytes: Uint8Array): Buffer {
  return createHash('md5').update(bytes).digest();
}

function put(store: ObjectStore, upload: MultipartUpload, number: number, bytes: Uint8Array) {
  return store.putPart(upload, number, bytesOf(bytes));
}

test('parts in any order and a replaced one become one object, also after reopening', async () => {
  await using s3 = await openTestS3();
  let store: ObjectStore = s3.store;
  const request = { contentType: 'text/csv', metadata: { a: 'b' }, tags: { t: '1' } };
  const created = store.createUpload('bucket', 'big', request);
  const last = filled(10, 3);
  const first = filled(minimum, 1);
  const second = filled(minimum + 7, 2);
  await put(store, created, 7, last);
  await put(store, created, 2, filled(3, 9));
  await put(store, created, 1, first);
  await store[Symbol.asyncDispose]();

  store = await openObjectStore({ folder: store.folder });
  const upload = store.upload('bucket', 'big', created.uploadId);
  assert.deepEqual(upload, created);
  assert.deepEqual(upload.headers, request);
  await put(store, upload, 2, second);
  const parts = store.parts(upload);
  assert.deepEqual(
    parts.map(({ number, size }) => [number, size]),
    [
      [1, minimum],
      [2, minimum + 7],
      [7, 10],
    ],
  );
  assert.equal(store.uploads('bucket', 'b').length, 1);

  const checksum = { algorithm: 'CRC32', value: 'AAAAAA==-3', type: 'COMPOSITE' } as const;
  const version = await store.completeUpload(upload, parts, { checksum });
  const tag = md5(Buffer.concat([first, second, last].map(md5))).toString('hex');
  assert.equal(version.etag, `${tag}-3`);
  assert.deepEqual(version.parts, [minimum, minimum + 7, 10]);
  assert.deepEqual(version.checksum, checksum);
  assert.equal(version.contentType, 'text/csv');
  assert.deepEqual(version.tags, { t: '1' });
  await using object = await store.open('bucket', 'big');
  assert.ok((await readFile(object.path)).equals(Buffer.concat([first, second, last])));
  assert.deepEqual(store.uploads('bucket', ''), []);

  // Asked for once more, the answer is the same; it is no upload any more in any other way.
  assert.deepEqual(await store.completeUpload(upload, parts, {}), version);
  await assert.rejects(put(store, upload, 1, last), code('NoSuchUpload'));
  await assert.rejects(store.abortUpload(upload), code('NoSuchUpload'));
  assert.throws(() => store.parts(upload), code('NoSuchUpload'));
  await putText(store, 'big', 'other');
  await assert.rejects(store.completeUpload(upload, parts, {}), code('NoSuchUpload'));
  await store[Symbol.asyncDispose]();
});

test('parts that do not fit are refused, and the upload goes on', async () => {
  await using s3 = await openTestS3();
  const { store } = s3;
  const upload = store.createUpload('bucket', 'k', {});
  const one = await put(store, upload, 1, filled(10, 1));
  const two = await put(store, upload, 2, filled(10, 2));
  const complete = (...parts: { number: number; etag: string }[]) => store.completeUpload(upload, parts, {});
  await assert.rejects(complete(), code('InvalidPart'));
  await assert.rejects(complete(two, one), code('InvalidPartOrder'));
  await assert.rejects(complete(one, one), code('InvalidPartOrder'));
  await assert.rejects(complete({ ...one, etag: two.etag }), code('InvalidPart'));
  await assert.rejects(complete({ ...one, number: 3 }), code('InvalidPart'));
  await assert.rejects(complete(one, two), code('EntityTooSmall'));
  await assert.rejects(put(store, upload, 0, filled(1, 1)), code('InvalidArgument'));
  await assert.rejects(put(store, upload, 10_001, filled(1, 1)), code('InvalidArgument'));
  assert.throws(() => store.upload('bucket', 'other', upload.uploadId), code('NoSuchUpload'));

  const version = await complete({ number: 2, etag: `"${two.etag}"` });
  assert.match(version.etag, /-1$/);
  assert.equal(await textOf(store, 'bucket', 'k'), filled(10, 2).toString());
});

test('an aborted upload leaves nothing; a bucket with an upload is not empty', async () => {
  await using s3 = await openTestS3();
  const { store } = s3;
  const upload = store.createUpload('bucket', 'k', {});
  const part = await put(store, upload, 1, filled(10, 1));
  assert.throws(() => store.deleteBucket('bucket'), code('BucketNotEmpty'));
  await store.abortUpload(upload);
  await assert.rejects(store.completeUpload(upload, [part], {}), code('NoSuchUpload'));
  assert.throws(() => store.upload('bucket', 'k', upload.uploadId), code('NoSuchUpload'));
  store.deleteBucket('bucket');
});

test('two completions at once make one object; a condition that does not hold keeps the upload', async () => {
  await using s3 = await openTestS3();
  const { store } = s3;
  store.setVersioning('bucket', 'Enabled');
  const upload = store.createUpload('bucket', 'k', {});
  const parts = [await put(store, upload, 1, filled(minimum, 1)), await put(store, upload, 2, filled(1, 2))];
  await putText(store, 'k', 'there already');
  const condition = { ifNoneMatch: '*' } as const;
  await assert.rejects(store.completeUpload(upload, parts, { condition }), code('PreconditionFailed'));
  const [a, b] = await Promise.all([
    store.completeUpload(upload, parts, {}),
    store.completeUpload(upload, parts, {}),
  ]);
  assert.deepEqual(a, b);
  assert.equal(store.listVersions('bucket', { limit: 10 }).objects.length, 2);
});
