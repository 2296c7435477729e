/** Reads bits, the highest of each byte first. */
export class BitReader {
  #data: Buffer = Buffer.alloc(0);
  #at = 0;
  #held = 0;
  #count = 0;
  readonly #ended: () => Error;

  /** `ended` is thrown when there are no more bits. */
  constructor(ended: () => Error) {
    this.#ended = ended;
  }

  /** Whole bytes that are left. */
  get available(): number {
    return this.#data.length - this.#at + (this.#count >> 3);
  }

  append(bytes: Buffer): void {
    this.#data = Buffer.concat([this.#data.subarray(this.#at), bytes]);
    this.#at = 0;
  }

  /** The next `count` bits, at most 24. */
  read(count: number): number {
    while (this.#count < count) {
      if (this.#at >= this.#data.length) throw this.#ended();
      this.#held = (this.#held << 8) | this.#data[this.#at++]!;
      this.#count += 8;
    }
    this.#count -= count;
    return (this.#held >>> this.#count) & ((1 << count) - 1);
  }

  /** The next `count` bits, at most 24, without passing them; zeros where there are none. */
  peek(count: number): number {
    while (this.#count < count && this.#at < this.#data.length) {
      this.#held = (this.#held << 8) | this.#data[this.#at++]!;
      this.#count += 8;
    }
    const mask = (1 << count) - 1;
    if (this.#count >= count) return (this.#held >>> (this.#count - count)) & mask;
    return (this.#held << (count - this.#count)) & mask;
  }

  /** Passes bits that were looked at. */
  skip(count: number): void {
    if (count > this.#count) throw this.#ended();
    this.#count -= count;
  }

  readUint32(): number {
    return this.read(16) * 65_536 + this.read(16);
  }

  /** Passes what is left of a byte. */
  align(): void {
    this.#count -= this.#count & 7;
  }
}
