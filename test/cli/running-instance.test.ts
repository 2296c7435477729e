import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, beforeEach } from 'node:test';

const place = mkdtempSync(join(tmpdir(), 'slipher-running-'));
const earlier = process.env.TMPDIR;
process.env.TMPDIR = place;
const { findRunningInstance, forgetRunningInstance, noteRunningInstance } = await import(
  '#cli/running-instance.ts'
);
const folder = join(place, `slipher-${process.getuid?.() ?? 'user'}`);
const instance = { pid: process.pid, host: '127.0.0.1', port: 1, user: 'u', password: 'Secret1234' };
const posix = { skip: process.platform === 'win32' };

beforeEach(() => rmSync(folder, { recursive: true, force: true }));
after(() => {
  if (earlier === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = earlier;
  rmSync(place, { recursive: true });
});

test('a running instance is found until it is forgotten', () => {
  noteRunningInstance(instance);
  assert.deepEqual(findRunningInstance(1), instance);
  forgetRunningInstance(1);
  assert.equal(findRunningInstance(1), undefined);
});

test('only what a connection needs is noted', () => {
  noteRunningInstance({ ...instance, aws: { secretAccessKey: 's' } } as typeof instance);
  assert.deepEqual(findRunningInstance(1), instance);
});

test('a file that is there already does not lend its mode', posix, () => {
  noteRunningInstance(instance);
  chmodSync(join(folder, '1.json'), 0o666);
  noteRunningInstance(instance);
  assert.equal(statSync(join(folder, '1.json')).mode & 0o777, 0o600);
});

test('nothing is written through a link', posix, () => {
  noteRunningInstance(instance);
  rmSync(join(folder, '1.json'));
  const other = join(place, 'other');
  writeFileSync(other, 'kept');
  symlinkSync(other, join(folder, '1.json'));
  noteRunningInstance(instance);
  assert.equal(statSync(other).size, 4);
});

test('a folder that others may write, or that is a link, is not used', posix, () => {
  noteRunningInstance(instance);
  chmodSync(folder, 0o777);
  noteRunningInstance({ ...instance, port: 2 });
  assert.equal(findRunningInstance(1), undefined);
  chmodSync(folder, 0o700);
  assert.equal(findRunningInstance(2), undefined);
  rmSync(folder, { recursive: true });
  const elsewhere = mkdtempSync(join(place, 'elsewhere-'));
  symlinkSync(elsewhere, folder);
  noteRunningInstance(instance);
  assert.equal(findRunningInstance(1), undefined);
});
