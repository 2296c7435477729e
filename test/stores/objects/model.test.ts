import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { ListRequest, ObjectStore } from '#stores/objects/object-store.ts';
import { openObjectStore } from '#stores/objects/open-object-store.ts';
import { bytesOf, textOf } from './support.ts';

/** What S3 promises, said as simply as can be: per key its versions, the newest first. */
interface ModelVersion {
  id: string;
  /** Undefined for a delete marker. */
  text: string | undefined;
}

type Step =
  | { kind: 'put' | 'delete'; key: string }
  | { kind: 'deleteVersion'; key: string; index: number }
  | { kind: 'versioning'; state: 'Enabled' | 'Suspended' }
  | { kind: 'list'; request: ListRequest }
  | { kind: 'reopen' };

const key = fc.constantFrom('a', 'a/b', 'a/b/c', 'a/d', 'b/', 'b/x', 'ü', '../up', 'n\0l', '🙂/x');
const request: fc.Arbitrary<ListRequest> = fc.record(
  {
    limit: fc.integer({ min: 1, max: 5 }),
    prefix: fc.constantFrom('', 'a', 'a/', 'b', 'zz', '🙂'),
    delimiter: fc.constantFrom('/', '/b'),
    after: key,
  },
  { requiredKeys: ['limit'] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), key }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('deleteVersion' as const), key, index: fc.nat({ max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('versioning' as const),
      state: fc.constantFrom('Enabled' as const, 'Suspended' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('list' as const), request }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
);

class Model {
  readonly keys = new Map<string, ModelVersion[]>();
  versioning: 'off' | 'Enabled' | 'Suspended' = 'off';

  add(name: string, version: ModelVersion): void {
    const others = (this.keys.get(name) ?? []).filter(({ id }) => version.id !== 'null' || id !== 'null');
    this.keys.set(name, [version, ...others]);
  }

  remove(name: string, id: string): void {
    const left = (this.keys.get(name) ?? []).filter((version) => version.id !== id);
    if (left.length > 0) this.keys.set(name, left);
    else this.keys.delete(name);
  }

  live(): string[] {
    return this.sorted().filter((name) => this.keys.get(name)?.[0]?.text !== undefined);
  }

  sorted(): string[] {
    return [...this.keys.keys()].sort(byBytes);
  }

  /** A listing by definition: everything in order, rolled up, then cut. */
  list({ prefix = '', delimiter, after, limit }: ListRequest): string[] {
    const rolled = this.live()
      .filter((name) => name.startsWith(prefix))
      .map((name) => ({ name, shown: rollUp(name, prefix, delimiter) }))
      .filter(({ name, shown }) => after === undefined || (byBytes(name, after) > 0 && shown !== after))
      .map(({ shown }) => shown);
    return [...new Set(rolled)].slice(0, limit);
  }
}

function rollUp(name: string, prefix: string, delimiter: string | undefined): string {
  const at = delimiter ? name.indexOf(delimiter, prefix.length) : -1;
  return at === -1 ? name : name.slice(0, at + (delimiter?.length ?? 0));
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

class Run {
  store!: ObjectStore;
  readonly model = new Model();
  readonly folder = mkdtempSync(join(tmpdir(), 'slipher-model-'));
  #counter = 0;

  async open(): Promise<void> {
    this.store = await openObjectStore({ folder: this.folder });
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'put') return this.#put(step.key);
    if (step.kind === 'delete') return this.#delete(step.key);
    if (step.kind === 'deleteVersion') return this.#deleteVersion(step.key, step.index);
    if (step.kind === 'list') return this.#list(step.request);
    if (step.kind === 'versioning') {
      this.store.setVersioning('bucket', step.state);
      this.model.versioning = step.state;
      return;
    }
    await this.store[Symbol.asyncDispose]();
    await this.open();
  }

  async #put(name: string): Promise<void> {
    const text = `value ${this.#counter++}`;
    const { versionId } = await this.store.put('bucket', name, bytesOf(text), {});
    assert.equal(versionId === 'null', this.model.versioning !== 'Enabled');
    this.model.add(name, { id: versionId, text });
  }

  async #delete(name: string): Promise<void> {
    const { versionId, deleteMarker } = await this.store.delete('bucket', name);
    if (this.model.versioning === 'off') {
      assert.equal(deleteMarker, false);
      this.model.keys.delete(name);
    } else this.model.add(name, { id: versionId ?? '', text: undefined });
  }

  async #deleteVersion(name: string, index: number): Promise<void> {
    const version = this.model.keys.get(name)?.[index];
    const { deleteMarker } = await this.store.delete('bucket', name, version?.id ?? 'null');
    const removed = this.model.keys.get(name)?.find(({ id }) => id === (version?.id ?? 'null'));
    assert.equal(deleteMarker, removed !== undefined && removed.text === undefined);
    this.model.remove(name, version?.id ?? 'null');
  }

  #list(wanted: ListRequest): void {
    const page = this.store.list('bucket', wanted);
    const found = [...page.objects.map((object) => object.key), ...page.commonPrefixes].sort(byBytes);
    assert.deepEqual(found, this.model.list(wanted), JSON.stringify(wanted));
    const more = this.model.list({ ...wanted, limit: Number.MAX_SAFE_INTEGER }).length > wanted.limit;
    assert.equal(page.next, more ? found.at(-1) : undefined);
  }

  /** Everything is as the model has it, and there is a file for each of it and no other. */
  async check(): Promise<void> {
    const expected = this.model.sorted().flatMap((name) =>
      (this.model.keys.get(name) ?? []).map(({ id, text }, index) => ({
        name,
        id,
        latest: index === 0,
        marker: text === undefined,
      })),
    );
    const versions = this.store.listVersions('bucket', { limit: 10_000 }).objects;
    assert.deepEqual(
      versions.map(({ key: name, versionId, latest, deleteMarker }) => ({
        name,
        id: versionId,
        latest,
        marker: deleteMarker,
      })),
      expected,
    );
    for (const [name, [newest, ...older]] of this.model.keys) {
      if (newest?.text !== undefined) assert.equal(await textOf(this.store, 'bucket', name), newest.text);
      else assert.throws(() => this.store.head('bucket', name), ObjectError);
      for (const { id, text } of older) {
        if (text !== undefined) assert.equal(await textOf(this.store, 'bucket', name, id), text);
      }
    }
  }

  async end(): Promise<void> {
    await this.store[Symbol.asyncDispose]();
    const kept = [...this.model.keys.values()].flat().flatMap(({ text }) => text ?? []);
    const files = readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath !== this.folder)
      .map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8'));
    assert.deepEqual((await Promise.all(files)).sort(), kept.sort());
    rmSync(this.folder, { recursive: true });
  }
}

test('random changes, deletions, versions, listings and reopenings are as the model has them', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
    const run = new Run();
    await run.open();
    run.store.createBucket('bucket', { region: 'us-east-1', owner: 'o' });
    for (const each of steps) await run.take(each);
    await run.check();
    await run.end();
  });
  await fc.assert(property, { numRuns: 60 });
});
