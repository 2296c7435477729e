import { bodyError } from '#aws/body/body-error.ts';

/** Lines and runs of bytes from a stream, whatever pieces it comes in. Bytes are not copied. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #piece: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Lets go of the stream, read to its end or not. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  /** Whether a byte is left; waits for the next piece. */
  async more(): Promise<boolean> {
    while (this.#piece.length === 0) {
      const next = await this.#source.next();
      if (next.done) return false;
      this.#piece = asBuffer(next.value);
    }
    return true;
  }

  /** Between one and `most` bytes; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    if (!(await this.more())) return undefined;
    const taken = this.#piece.subarray(0, most);
    this.#piece = this.#piece.subarray(taken.length);
    return taken;
  }

  /** The text up to CR LF or LF, which are taken too; undefined where the stream ends first. Refused beyond `most` bytes. */
  async line(most: number): Promise<string | undefined> {
    const parts: Buffer[] = [];
    for (let length = 0; await this.more(); ) {
      const end = this.#piece.indexOf(0x0a);
      const part = end < 0 ? this.#piece : this.#piece.subarray(0, end);
      this.#piece = this.#piece.subarray(part.length + (end < 0 ? 0 : 1));
      parts.push(part);
      length += part.length;
      if (length > most) throw bodyError.wrongFrame('a line is too long');
      if (end >= 0) return Buffer.concat(parts).toString('latin1').replace(/\r$/, '');
    }
    return undefined;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
