/** A field's bytes where they differ from the file's: without escapes, with doubled quotes made one. */
export class Scratch {
  bytes = new Uint8Array(256);
  length = 0;
  used = false;

  clear(): void {
    this.length = 0;
    this.used = false;
  }

  /** Begins with what the field had before it differed. */
  start(data: Uint8Array, start: number, end: number): void {
    this.used = true;
    this.length = 0;
    this.#reserve(end - start);
    this.bytes.set(data.subarray(start, end));
    this.length = end - start;
  }

  add(byte: number): void {
    if (this.length === this.bytes.length) this.#reserve(1);
    this.bytes[this.length++] = byte;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    wider.set(this.bytes.subarray(0, this.length));
    this.bytes = wider;
  }
}
