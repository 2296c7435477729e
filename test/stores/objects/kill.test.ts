import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openObjectStore } from '#stores/objects/open-object-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipher-kill-'));
after(() => rmSync(folder, { recursive: true }));
const child = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
const kills = 20;

/** What a key may hold: the state that was acknowledged last, or one that was begun after it. */
const possible = new Map<string, Set<string>>();

test(`after each of ${kills} kills every acknowledged object is whole, and nothing half is there`, async () => {
  for (let round = 0; round < kills; round++) {
    await writeUntilKilled(round);
    await check();
  }
  assert.ok(possible.size > 5, 'too little was written to tell');
});

async function writeUntilKilled(round: number): Promise<void> {
  const process_ = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', child, folder, String(round)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve) => process_.once('close', resolve));
  let killing: Promise<void> | undefined;
  for await (const line of createInterface(process_.stdout)) {
    if (line === 'ready') killing = sleep(5 + ((round * 37) % 160)).then(() => void process_.kill('SIGKILL'));
    else note(line);
  }
  await killing;
  await ended;
}

function note(line: string): void {
  const [kind, key = '', digit = '', size] = line.split(' ');
  const states = possible.get(key) ?? new Set(['gone']);
  if (kind === 'try') states.add(digit);
  else {
    states.clear();
    states.add(kind === 'gone' ? 'gone' : `${digit} ${size}`);
  }
  possible.set(key, states);
}

async function check(): Promise<void> {
  await using store = await openObjectStore({ folder });
  const objects = store.bucket('bucket') ? store.list('bucket', { limit: 1000 }).objects : [];
  const found = new Map(objects.map((object) => [object.key, object]));
  for (const [key, states] of possible) {
    const object = found.get(key);
    if (!object) {
      assert.ok(states.has('gone'), `${key} is lost; it was ${[...states]}`);
      possible.set(key, new Set(['gone']));
      continue;
    }
    await using open = await store.open('bucket', key);
    const bytes = await readFile(open.path);
    assert.equal(bytes.length, object.size);
    const digit = String.fromCharCode(bytes[0] ?? 0);
    assert.ok(bytes.equals(Buffer.alloc(object.size, digit)), `${key} has mixed bytes`);
    const now = `${digit} ${object.size}`;
    assert.ok(states.has(now) || states.has(digit), `${key} is ${now}; it was ${[...states]}`);
    possible.set(key, new Set([now]));
  }
  for (const key of found.keys()) assert.ok(possible.has(key), `${key} was never written`);

  // A file for every object and part, and no other.
  const parts = store.bucket('bucket')
    ? store.uploads('bucket', '').flatMap((each) => store.parts(each))
    : [];
  const files = readdirSync(join(folder, 'data'), { recursive: true, withFileTypes: true });
  assert.equal(files.filter((entry) => entry.isFile()).length, found.size + parts.length);
  assert.deepEqual(readdirSync(join(folder, 'staging')), []);
}
