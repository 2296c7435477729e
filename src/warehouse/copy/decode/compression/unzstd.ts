import { Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';

/**
 * The content of zstd data. Node's own stream ends silently behind the first frame, though a file may have many (pzstd
 * writes them, and so does whoever joins files); this begins anew with what is left.
 */
export async function* unzstd(chunks: AsyncIterable<Buffer>, chunkSize: number): AsyncGenerator<Buffer> {
  const input = new FrameInput(chunks);
  do {
    const frame = createZstdDecompress({ chunkSize });
    const source = Readable.from(
      input.give(() => frame.bytesWritten),
      { objectMode: false },
    );
    source.on('error', (error) => frame.destroy(error));
    // One that comes behind the frame's end concerns nobody.
    frame.on('error', () => undefined);
    try {
      yield* source.pipe(frame) as AsyncIterable<Buffer>;
    } finally {
      source.destroy();
    }
  } while (await input.hasMore());
}

/** Chunks for one frame after the other: what a frame leaves goes to the next. */
class FrameInput {
  readonly #chunks: AsyncIterator<Buffer>;
  #taken: () => number = () => 0;
  /** What was given to the frame, from the byte `#start` on. */
  #given: Buffer[] = [];
  #start = 0;
  #left: Buffer[] = [];
  #reading: Promise<void> | undefined;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** `taken` tells how many bytes the frame has read. */
  async *give(taken: () => number): AsyncGenerator<Buffer> {
    this.#taken = taken;
    for (;;) {
      this.#forget();
      if (this.#left.length === 0) await this.#read();
      const chunk = this.#left.shift();
      if (chunk === undefined) return;
      this.#given.push(chunk);
      yield chunk;
    }
  }

  /** Whether there is something behind the frame, whose source is closed. */
  async hasMore(): Promise<boolean> {
    await this.#reading;
    this.#forget();
    const first = this.#given[0];
    if (first) this.#given[0] = first.subarray(this.#taken() - this.#start);
    this.#left = [...this.#given, ...this.#left];
    this.#given = [];
    this.#start = 0;
    if (this.#left.length === 0) await this.#read();
    return this.#left.length > 0;
  }

  /** Takes one more chunk, unless that is being done: a closed source may have left it unfinished. */
  #read(): Promise<void> {
    if (!this.#reading) {
      this.#reading = this.#chunks.next().then(({ value }) => {
        this.#reading = undefined;
        if (value !== undefined) this.#left.push(value);
      });
      // Whoever waits is told; after a closed source nobody does.
      this.#reading.catch(() => undefined);
    }
    return this.#reading;
  }

  #forget(): void {
    for (
      let first = this.#given[0];
      first && this.#start + first.length <= this.#taken();
      first = this.#given[0]
    ) {
      this.#start += first.length;
      this.#given.shift();
    }
  }
}
