import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Log } from '#base/log.ts';
import { syncFolder } from '#stores/objects/files/sync-file.ts';
import { ObjectError } from '#stores/objects/object-error.ts';

/** Files of one folder, so that none becomes huge. */
const filesPerShard = 1000;

/**
 * The plain files that hold the bytes of objects and parts: `data/<bucket>/<shard>/<id>`. A file in `data` is
 * complete and never changes. Its id is a number within this opening of the store (`<epoch>-<number>`), so no key
 * of an object ever becomes a path, and what an interrupted run left behind is found by its epoch.
 */
export class DataFiles {
  readonly dataFolder: string;
  readonly stagingFolder: string;
  readonly #epoch: string;
  readonly #log: Log | undefined;
  readonly #onUnlinked: (file: string) => void;
  readonly #leases = new Map<string, number>();
  readonly #discarded = new Set<string>();
  readonly #removals = new Set<Promise<void>>();
  /** Of each bucket the folder that takes new files, once it is there. */
  readonly #shards = new Map<string, { name: string; ready: Promise<void> }>();
  readonly #publishing = new Set<Promise<unknown>>();
  #created = 0;
  #closed = false;
  /** There may be files without a row. */
  uncertain = false;

  constructor(options: {
    folder: string;
    epoch: number;
    log: Log | undefined;
    onUnlinked: (file: string) => void;
  }) {
    this.dataFolder = join(options.folder, 'data');
    this.stagingFolder = join(options.folder, 'staging');
    this.#epoch = options.epoch.toString(36);
    this.#log = options.log;
    this.#onUnlinked = options.onUnlinked;
    mkdirSync(this.dataFolder, { recursive: true });
    mkdirSync(this.stagingFolder, { recursive: true });
  }

  path(file: string): string {
    return join(this.dataFolder, file);
  }

  stagingPath(): string {
    return join(this.stagingFolder, randomBytes(12).toString('hex'));
  }

  /**
   * Moves a complete file, already on disk, from staging to the bucket's folder. The folder is still to be brought
   * to disk (`Changes.soon` does it).
   */
  publish(bucket: string, staged: string): Promise<{ file: string; folder: string }> {
    const publishing = this.#move(bucket, staged).finally(() => this.#publishing.delete(publishing));
    this.#publishing.add(publishing);
    return publishing;
  }

  async #move(bucket: string, staged: string): Promise<{ file: string; folder: string }> {
    if (this.#closed) throw new Error('The object store is closed.');
    const number = this.#created++;
    const shard = `${this.#epoch}-${Math.floor(number / filesPerShard).toString(36)}`;
    await this.#shard(bucket, shard);
    const file = `${bucket}/${shard}/${this.#epoch}-${number.toString(36)}`;
    await rename(staged, this.path(file));
    return { file, folder: dirname(this.path(file)) };
  }

  /** Keeps the file until the returned call, whatever happens to its object. */
  lease(file: string): () => void {
    this.#leases.set(file, (this.#leases.get(file) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#release(file);
    };
  }

  /** The file is needed by no row any more: it goes when nobody holds it. */
  discard(file: string): void {
    if (this.#leases.has(file)) this.#discarded.add(file);
    else this.#remove(file);
  }

  /**
   * A published file whose change failed. A refused one left no row. Whether a failed disk has one nobody knows: then
   * the file stays, and the next opening looks.
   */
  withdraw(file: string, error: unknown): void {
    if (error instanceof ObjectError) this.discard(file);
    else this.uncertain = true;
  }

  async removeStaged(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** No file is published any more; those that are being so have asked for their change when this returns. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#publishing);
    await setImmediate();
  }

  async settle(): Promise<void> {
    while (this.#removals.size > 0) await Promise.all(this.#removals);
  }

  #release(file: string): void {
    const left = (this.#leases.get(file) ?? 1) - 1;
    if (left > 0) {
      this.#leases.set(file, left);
      return;
    }
    this.#leases.delete(file);
    if (this.#discarded.delete(file)) this.#remove(file);
  }

  #remove(file: string): void {
    const removal = rm(this.path(file), { force: true })
      .then(() => this.#onUnlinked(file))
      .catch((error) => this.#log?.warn('object file not removed', { file, error }))
      .finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
  }

  async #shard(bucket: string, name: string): Promise<void> {
    let shard = this.#shards.get(bucket);
    if (shard?.name !== name) {
      shard = { name, ready: this.#makeShard(bucket, name) };
      this.#shards.set(bucket, shard);
    }
    try {
      await shard.ready;
    } catch (error) {
      if (this.#shards.get(bucket) === shard) this.#shards.delete(bucket);
      throw error;
    }
  }

  async #makeShard(bucket: string, name: string): Promise<void> {
    const folder = join(this.dataFolder, bucket);
    await mkdir(join(folder, name), { recursive: true });
    await syncFolder(folder);
    await syncFolder(this.dataFolder);
  }
}
