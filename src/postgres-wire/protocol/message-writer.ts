/** Builds messages for the client in one growing buffer. */
export class MessageWriter {
  private buffer = Buffer.allocUnsafe(1024);
  private at = 0;
  private start = 0;

  get length(): number {
    return this.at;
  }

  /** Starts a message of the given type letter; `end()` fills in its length. */
  begin(type: string): this {
    this.start = this.at;
    this.reserve(5);
    this.buffer[this.at] = type.charCodeAt(0);
    this.at += 5;
    return this;
  }

  end(): this {
    this.buffer.writeInt32BE(this.at - this.start - 1, this.start + 1);
    return this;
  }

  byte(value: number): this {
    this.reserve(1);
    this.buffer[this.at++] = value;
    return this;
  }

  int16(value: number): this {
    this.reserve(2);
    this.at = this.buffer.writeUInt16BE(value & 0xffff, this.at);
    return this;
  }

  int32(value: number): this {
    this.reserve(4);
    this.at = this.buffer.writeInt32BE(value | 0, this.at);
    return this;
  }

  /** Zero-terminated text. A zero inside would end it early, so that it is left out. */
  text(value: string): this {
    const clean = value.includes('\0') ? value.replaceAll('\0', '') : value;
    this.reserve(clean.length * 3 + 1);
    this.at += this.buffer.write(clean, this.at, 'utf8');
    this.buffer[this.at++] = 0;
    return this;
  }

  bytes(value: Uint8Array): this {
    this.reserve(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
    return this;
  }

  /** Room for at most `size` bytes: `write` puts messages at the start of what it is given and returns where they end. */
  fill(size: number, write: (room: Buffer) => number): this {
    this.reserve(size);
    this.at += write(this.buffer.subarray(this.at));
    return this;
  }

  /** Takes what was written; the writer starts anew with a buffer of its own. */
  take(): Buffer {
    const taken = this.buffer.subarray(0, this.at);
    this.buffer = Buffer.allocUnsafe(1024);
    this.at = 0;
    return taken;
  }

  private reserve(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + size));
    this.buffer.copy(grown, 0, 0, this.at);
    this.buffer = grown;
  }
}
