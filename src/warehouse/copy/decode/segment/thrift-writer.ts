/** Thrift types as the compact protocol numbers them. */
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/** Writes Thrift's compact protocol, as much of it as Parquet's metadata needs. */
export class ThriftWriter {
  readonly #bytes: number[] = [];
  /** The last field's number in each open structure. */
  readonly #fields: number[] = [0];

  i32(field: number, value: number): void {
    this.#header(field, I32);
    this.#zigzag(value);
  }

  i64(field: number, value: number): void {
    this.#header(field, I64);
    this.#zigzag(value);
  }

  text(field: number, value: string): void {
    this.#header(field, BINARY);
    this.#binary(value);
  }

  struct(field: number, write: () => void): void {
    this.#header(field, STRUCT);
    this.#structure(write);
  }

  structs<T>(field: number, values: readonly T[], write: (value: T) => void): void {
    this.#list(field, STRUCT, values.length);
    for (const value of values) this.#structure(() => write(value));
  }

  i32s(field: number, values: readonly number[]): void {
    this.#list(field, I32, values.length);
    for (const value of values) this.#zigzag(value);
  }

  texts(field: number, values: readonly string[]): void {
    this.#list(field, BINARY, values.length);
    for (const value of values) this.#binary(value);
  }

  /** Closes the outermost structure; all that was written. */
  finish(): Buffer {
    this.#bytes.push(0);
    return Buffer.from(this.#bytes);
  }

  #structure(write: () => void): void {
    this.#fields.push(0);
    write();
    this.#fields.pop();
    this.#bytes.push(0);
  }

  #header(field: number, type: number): void {
    const last = this.#fields.length - 1;
    this.#bytes.push(((field - this.#fields[last]!) << 4) | type);
    this.#fields[last] = field;
  }

  #list(field: number, type: number, length: number): void {
    this.#header(field, LIST);
    if (length < 15) this.#bytes.push((length << 4) | type);
    else {
      this.#bytes.push(0xf0 | type);
      this.#varint(length);
    }
  }

  #binary(value: string): void {
    const bytes = Buffer.from(value);
    this.#varint(bytes.length);
    for (const byte of bytes) this.#bytes.push(byte);
  }

  #zigzag(value: number): void {
    this.#varint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  /** Values stay below 2^53, beyond what bit operators hold. */
  #varint(value: number): void {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.#bytes.push((rest % 128) | 128);
    this.#bytes.push(rest);
  }
}
