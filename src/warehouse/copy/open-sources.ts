import type { ListedObject, LocalObject, ObjectAccess } from '#stores/objects/object-access.ts';
import type { Source } from '#warehouse/copy/list-sources.ts';
import { type Place, withStorage } from '#warehouse/copy/storage-error.ts';

/** A file of a load, and its bytes while they are held. */
export interface SourceFile extends Source {
  /** In the load, from 0. */
  index: number;
  /** Where its bytes are; held open from the first call to the end of the load. */
  open(): Promise<string>;
  /** Lines read, and when. */
  lines: number;
  started: bigint | undefined;
  ended: bigint | undefined;
}

/** The files of a load: each is opened when its turn comes and let go when the load is over. */
export class OpenSources implements AsyncDisposable {
  readonly files: SourceFile[];
  readonly #held: Promise<LocalObject>[] = [];

  constructor(sources: Source[], access: ObjectAccess, place: Omit<Place, 'context'>, signal: AbortSignal) {
    this.files = sources.map((source, index) => {
      let opening: Promise<LocalObject> | undefined;
      return {
        ...source,
        index,
        lines: 0,
        started: undefined,
        ended: undefined,
        open: async () => {
          if (!opening) {
            opening = this.#open(source, access, place, signal);
            // Whoever waits for it hears of its failure; `dispose` does not mind.
            opening.catch(() => undefined);
            this.#held.push(opening);
          }
          return (await opening).path;
        },
      };
    });
  }

  #open(
    source: Source,
    access: ObjectAccess,
    place: Omit<Place, 'context'>,
    signal: AbortSignal,
  ): Promise<LocalObject> {
    const object: ListedObject = source;
    const context = `S3 key being read : ${source.url}`;
    return withStorage({ ...place, context }, () => access.open(object, signal));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const opening of this.#held) {
      const object = await opening.catch(() => undefined);
      await object?.[Symbol.asyncDispose]();
    }
  }
}
