const NOTHING = Buffer.alloc(0);

/** Reads exact numbers of bytes from chunks of any size. */
export class ChunkReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = NOTHING;
  #ended = false;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `count` bytes, or all that are left when the data ends before. Valid until the next call. */
  async read(count: number): Promise<Buffer> {
    const parts: Buffer[] = [this.#held];
    let length = this.#held.length;
    while (length < count && !this.#ended) {
      const { value, done } = await this.#chunks.next();
      if (done) this.#ended = true;
      else {
        parts.push(value);
        length += value.length;
      }
    }
    const bytes = parts.length === 1 ? this.#held : Buffer.concat(parts);
    this.#held = bytes.subarray(count);
    return bytes.subarray(0, count);
  }

  /** About `count` bytes: none if it is not positive, whole chunks otherwise. */
  async readUpTo(count: number): Promise<Buffer> {
    const bytes = count > 0 ? await this.read(count) : NOTHING;
    const more = bytes.length < count || count <= 0 ? NOTHING : this.#held;
    if (more.length > 0) this.#held = NOTHING;
    return Buffer.concat([bytes, more]);
  }
}
