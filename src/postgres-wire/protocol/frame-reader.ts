import { fail } from '#base/errors.ts';

/** One message of the client: its type letter (0 for start-up packets) and its payload. */
export interface Frame {
  type: number;
  payload: Buffer;
  /** Bytes of a payload that was too long: it has been read past and dropped, `payload` is empty. */
  dropped: number | undefined;
}

/** The longest payload that is kept for each type of message; longer ones are dropped, not buffered. */
export type PayloadLimit = (type: number) => number;

/** Start-up packets longer than this end the connection, as in PostgreSQL. */
const startupBytesMax = 10_000;
/** PostgreSQL's own bound for one message; a longer length means that the stream is not the protocol. */
const messageBytesMax = 0x3fffffff;

/** Cuts the byte stream into messages. Pure: bytes are pushed in, frames are pulled out. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private buffered = 0;
  private skipping: { type: number; left: number; length: number } | undefined;

  get bufferedBytes(): number {
    return this.buffered;
  }

  /** Type of the message that comes next, where its first byte has arrived. */
  get nextType(): number | undefined {
    return this.skipping === undefined ? this.chunks[0]?.[0] : undefined;
  }

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
  }

  /** The next start-up packet (no type byte), or undefined until it is complete. */
  nextStartup(): Frame | undefined {
    const head = this.peek(4);
    if (head === undefined) return undefined;
    const length = head.readInt32BE(0);
    if (length < 8 || length > startupBytesMax) {
      throw fail('protocol_violation', 'invalid length of startup packet', { severity: 'FATAL' });
    }
    if (this.buffered < length) return undefined;
    return { type: 0, payload: this.take(length).subarray(4), dropped: undefined };
  }

  /** The next typed message, or undefined until it is complete. */
  nextMessage(limit: PayloadLimit): Frame | undefined {
    if (this.skipping !== undefined) return this.skip(this.skipping);
    const head = this.peek(5);
    if (head === undefined) return undefined;
    const type = head.readUInt8(0);
    const length = head.readInt32BE(1);
    if (length < 4 || length > messageBytesMax) {
      throw fail('protocol_violation', 'invalid message length', { severity: 'FATAL' });
    }
    if (length - 4 > limit(type)) {
      this.take(5);
      this.skipping = { type, left: length - 4, length: length - 4 };
      return this.skip(this.skipping);
    }
    if (this.buffered < length + 1) return undefined;
    return { type, payload: this.take(length + 1).subarray(5), dropped: undefined };
  }

  private skip(skipping: { type: number; left: number; length: number }): Frame | undefined {
    while (skipping.left > 0 && this.chunks.length > 0) {
      const size = Math.min(skipping.left, this.chunks[0]!.length);
      this.advance(size);
      skipping.left -= size;
    }
    if (skipping.left > 0) return undefined;
    this.skipping = undefined;
    return { type: skipping.type, payload: Buffer.alloc(0), dropped: skipping.length };
  }

  private peek(size: number): Buffer | undefined {
    if (this.buffered < size) return undefined;
    if (this.chunks[0]!.length < size) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0];
  }

  /** Chunks are joined only when a whole message is there, so that a long message is copied once. */
  private take(size: number): Buffer {
    if (this.chunks[0]!.length < size) this.chunks = [Buffer.concat(this.chunks)];
    const taken = this.chunks[0]!.subarray(0, size);
    this.advance(size);
    return taken;
  }

  private advance(size: number): void {
    const first = this.chunks[0]!;
    if (size === first.length) this.chunks.shift();
    else this.chunks[0] = first.subarray(size);
    this.buffered -= size;
  }
}
