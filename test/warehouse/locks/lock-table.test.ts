import assert from 'node:assert/strict';
import test from 'node:test';
import { LockTable } from '#warehouse/locks/lock-table.ts';

const never = new AbortController().signal;
const owner = (id: number) => ({ transactionId: BigInt(id), pid: id });

function table() {
  return new LockTable(() => 0n);
}

test('readers and one writer go together, a second writer waits its turn', async () => {
  const locks = table();
  const [a, b, c, d] = [owner(1), owner(2), owner(3), owner(4)];
  assert.equal(locks.acquire(a, 1, 'read', never), undefined);
  assert.equal(locks.acquire(b, 1, 'write', never), undefined);
  const order: string[] = [];
  const third = locks.acquire(c, 1, 'write', never)!.then(() => order.push('c'));
  const fourth = locks.acquire(d, 1, 'write', never)!.then(() => order.push('d'));
  locks.releaseAll(b);
  await third;
  locks.releaseAll(c);
  await fourth;
  assert.deepEqual(order, ['c', 'd']);
});

test('an exclusive lock waits for readers, and later readers wait behind it', async () => {
  const locks = table();
  const [a, b, c] = [owner(1), owner(2), owner(3)];
  locks.acquire(a, 1, 'read', never);
  const exclusive = locks.acquire(b, 1, 'exclusive', never);
  const reader = locks.acquire(c, 1, 'read', never);
  assert.ok(exclusive && reader);
  locks.releaseAll(a);
  await exclusive;
  locks.releaseAll(b);
  await reader;
});

test('a lock held is not asked for again, and can grow', async () => {
  const locks = table();
  const [a, b] = [owner(1), owner(2)];
  locks.acquire(a, 1, 'read', never);
  locks.acquire(b, 1, 'read', never);
  assert.equal(locks.acquire(a, 1, 'write', never), undefined);
  assert.equal(locks.acquire(a, 1, 'read', never), undefined);
  const grown = locks.acquire(a, 1, 'exclusive', never);
  locks.releaseAll(b);
  await grown;
  assert.deepEqual(
    [...locks.rows()].map(({ mode, granted }) => [mode, granted]),
    [['exclusive', true]],
  );
});

test('a circle of waiting ends with 40P01 for the one who closes it', async () => {
  const locks = table();
  const [a, b] = [owner(11), owner(12)];
  locks.acquire(a, 1, 'write', never);
  locks.acquire(b, 2, 'write', never);
  const waiting = locks.acquire(a, 2, 'write', never);
  await assert.rejects(locks.acquire(b, 1, 'write', never)!, (error: { code: string; detail: string }) => {
    assert.equal(error.code, '40P01');
    assert.match(
      error.detail,
      /^Process 12 waits for ShareRowExclusiveLock on relation 1; blocked by process 11\./,
    );
    return true;
  });
  locks.releaseAll(b);
  await waiting;
});

test('who stops waiting makes room', async () => {
  const locks = table();
  const [a, b, c] = [owner(1), owner(2), owner(3)];
  const controller = new AbortController();
  locks.acquire(a, 1, 'read', never);
  const exclusive = locks.acquire(b, 1, 'exclusive', controller.signal);
  const reader = locks.acquire(c, 1, 'read', never);
  controller.abort(new Error('enough'));
  await assert.rejects(exclusive!, { message: 'enough' });
  await reader;
});
