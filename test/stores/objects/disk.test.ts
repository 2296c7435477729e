import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ObjectError } from '#stores/objects/object-error.ts';
import { openObjectStore } from '#stores/objects/open-object-store.ts';
import { bytesOf, textOf } from './support.ts';

const megabyte = 1024 * 1024;

function refusal(text: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof ObjectError && error.status === 500 && text.test(error.message);
}

/** Runs with a folder that is a disk of its own; not where this process may not mount one. */
async function onSmallDisk(use: (folder: string) => Promise<void>): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'slipher-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return 'may not mount a file system';
  }
  try {
    await use(folder);
  } finally {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  }
  return undefined;
}

test('a full disk refuses what does not fit, and keeps what was there', async (t) => {
  const skipped = await onSmallDisk(async (folder) => {
    await using store = await openObjectStore({ folder: join(folder, 'objects') });
    store.createBucket('bucket', { region: 'us-east-1', owner: 'o' });
    await store.put('bucket', 'k', bytesOf('old'), {});
    const chunk = Buffer.alloc(megabyte / 2);
    const large = Array.from({ length: 20 }, () => chunk);
    const full = refusal(/No space is left .*ENOSPC/);
    await assert.rejects(store.put('bucket', 'k', bytesOf(...large), {}), full);
    const upload = store.createUpload('bucket', 'u', {});
    await assert.rejects(store.putPart(upload, 1, bytesOf(...large)), full);
    assert.deepEqual(readdirSync(join(folder, 'objects', 'staging')), []);
    assert.equal(await textOf(store, 'bucket', 'k'), 'old');
    assert.deepEqual(store.parts(upload), []);

    // Not even a row fits: the index refuses, and takes it again when there is room.
    const filler = join(folder, 'filler');
    assert.throws(() => writeFileSync(filler, Buffer.alloc(8 * megabyte)), /ENOSPC/);
    const many = Array.from({ length: 200 }, (_, n) => store.put('bucket', `m${n}`, bytesOf('x'), {}));
    const refused = (await Promise.allSettled(many)).filter(({ status }) => status === 'rejected');
    assert.ok(refused.length > 0);
    for (const { reason } of refused as PromiseRejectedResult[]) assert.ok(full(reason), String(reason));
    truncateSync(filler, 0);
    await store.put('bucket', 'k', bytesOf('new'), {});
    assert.equal(await textOf(store, 'bucket', 'k'), 'new');
    const listed = store.list('bucket', { limit: 1000 }).objects.length;
    assert.equal(listed, 1 + 200 - refused.length);
  });
  if (skipped) t.skip(skipped);
});

test('a folder that may not be written says so', async (t) => {
  if (process.getuid?.() === 0) return t.skip('root may write everywhere');
  const folder = mkdtempSync(join(tmpdir(), 'slipher-disk-'));
  await using store = await openObjectStore({ folder });
  store.createBucket('bucket', { region: 'us-east-1', owner: 'o' });
  chmodSync(join(folder, 'staging'), 0o500);
  await assert.rejects(store.put('bucket', 'k', bytesOf('x'), {}), refusal(/may not be written.*EACCES/));
  chmodSync(join(folder, 'staging'), 0o700);
  rmSync(folder, { recursive: true });
});
