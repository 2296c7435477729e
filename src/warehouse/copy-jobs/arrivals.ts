import type { ListedObject } from '#stores/objects/object-access.ts';
import type { ObjectEvent } from '#stores/objects/object-store.ts';

/** More events than this between two runs are forgotten: the bucket is listed instead. */
const eventsMax = 10_000;

/** What a job was told of since its last run. */
export class Arrivals {
  /** Objects by their keys. */
  readonly #objects = new Map<string, ListedObject>();
  /** The whole prefix must be looked at. */
  #all = false;

  get any(): boolean {
    return this.#all || this.#objects.size > 0;
  }

  get all(): boolean {
    return this.#all;
  }

  get objects(): ListedObject[] {
    return [...this.#objects.values()];
  }

  add({ bucket, key, size, etag, time }: ObjectEvent): void {
    if (this.#all) return;
    this.#objects.set(key, { bucket, key, size, etag, lastModified: time });
    if (this.#objects.size > eventsMax) this.addAll();
  }

  addAll(): void {
    this.#all = true;
    this.#objects.clear();
  }
}
