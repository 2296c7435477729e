import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { RemoteObjectAccess } from '#stores/objects/elsewhere/remote-object-access.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import { Moto } from '../../../support/moto.ts';

let moto: Moto;
let client: S3Client;
let folder: string;
let access: RemoteObjectAccess;
let names = 0;

before(async () => {
  moto = await Moto.start();
  folder = mkdtempSync(join(tmpdir(), 'slipher-elsewhere-'));
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  client = new S3Client({ endpoint: moto.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  access = placeAt(moto.endpoint);
  await client.send(new CreateBucketCommand({ Bucket: 'far' }));
});

after(async () => {
  client.destroy();
  await moto[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function placeAt(endpoint: string): RemoteObjectAccess {
  const place = {
    buckets: '*',
    endpoint,
    region: 'us-east-1',
    accessKeyId: 'a',
    secretAccessKey: 'b',
    pathStyle: true,
  };
  return new RemoteObjectAccess(place, () => join(folder, `f${names++}`));
}

const put = (key: string, body: string | Uint8Array) =>
  client.send(new PutObjectCommand({ Bucket: 'far', Key: key, Body: body }));

const code = (expected: string) => (error: unknown) => {
  assert.ok(error instanceof ObjectError);
  assert.equal(error.code, expected);
  return true;
};

test('lists a prefix in the order of its keys', async () => {
  for (const key of ['list/b', 'list/a', 'other', 'list/a/x', 'list/é']) await put(key, key);
  const keys = [];
  for await (const object of access.list('far', 'list/')) keys.push([object.key, object.size]);
  assert.deepEqual(keys, [
    ['list/a', 6],
    ['list/a/x', 8],
    ['list/b', 6],
    ['list/é', 7],
  ]);
});

test('fetches an object in parallel ranges, and takes its file away afterwards', async () => {
  const body = randomBytes(21 * 1024 * 1024 + 17);
  await put('big', body);
  const object = await access.head('far', 'big');
  assert.equal(object.size, body.length);
  const local = await access.open(object);
  assert.ok(readFileSync(local.path).equals(body));
  await local[Symbol.asyncDispose]();
  assert.throws(() => readFileSync(local.path), /ENOENT/);
});

test('an empty object is an empty file', async () => {
  await put('empty', '');
  const local = await access.open(await access.head('far', 'empty'));
  assert.equal(readFileSync(local.path).length, 0);
});

test('stores a file in parts', async () => {
  const body = randomBytes(33 * 1024 * 1024);
  const path = access.stagingPath();
  writeFileSync(path, body);
  const stored = await access.store('far', 'up/loaded', path);
  assert.equal(stored.size, body.length);
  assert.throws(() => readFileSync(path), /ENOENT/);
  const local = await access.open(await access.head('far', 'up/loaded'));
  assert.ok(readFileSync(local.path).equals(body));
});

test('reads a small object whole, and no large one', async () => {
  await put('manifest', '{"entries":[]}');
  assert.equal((await access.read('far', 'manifest', 100)).toString(), '{"entries":[]}');
  await assert.rejects(access.read('far', 'manifest', 5), code('EntityTooLarge'));
});

test('deletes', async () => {
  await put('gone', 'x');
  await access.delete('far', 'gone');
  await assert.rejects(access.head('far', 'gone'), code('NoSuchKey'));
});

test("errors have S3's codes", async () => {
  await assert.rejects(access.head('far', 'nothing'), code('NoSuchKey'));
  await assert.rejects(access.read('far', 'nothing', 10), code('NoSuchKey'));
  await assert.rejects(access.bucketRegion('no-such-bucket'), code('NoSuchBucket'));
  const listing = access.list('no-such-bucket', '')[Symbol.asyncIterator]();
  await assert.rejects(listing.next(), code('NoSuchBucket'));
});

test('an object that was deleted after it was listed is an error, and leaves no file', async () => {
  await put('listed', 'x');
  const object = await access.head('far', 'listed');
  await access.delete('far', 'listed');
  await assert.rejects(access.open(object), code('NoSuchKey'));
});

test('a server that is not there is an error that says so', async () => {
  const away = placeAt('http://127.0.0.1:1');
  await assert.rejects(away.head('far', 'x'), /S3 elsewhere could not be used: .*ECONNREFUSED/);
});
