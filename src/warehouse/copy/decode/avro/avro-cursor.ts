/** The bytes are not what the schema says, or the file is no Avro. */
export class AvroError extends Error {}

/** The data ends inside of a value. */
export class AvroEndError extends AvroError {}

/** Reads the primitive values of Avro's binary encoding. */
export class AvroCursor {
  readonly data: Buffer;
  at: number;

  constructor(data: Buffer, at = 0) {
    this.data = data;
    this.at = at;
  }

  byte(): number {
    if (this.at >= this.data.length) throw new AvroEndError('the data ends inside of a value');
    return this.data[this.at++]!;
  }

  /** An int or long; beyond 2^53 a bigint. */
  long(): number | bigint {
    let value = 0;
    let weight = 1;
    for (let count = 0; count < 7; count++) {
      const byte = this.byte();
      value += (byte & 127) * weight;
      if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      weight *= 128;
    }
    return this.#longRest(BigInt(value));
  }

  /** A long that counts something: sizes, indexes. */
  count(): number {
    const count = this.long();
    if (typeof count === 'bigint') throw new AvroError('a count is out of range');
    return count;
  }

  /** Passes `size` bytes; where they begin. */
  skip(size: number): number {
    const start = this.at;
    if (size < 0) throw new AvroError('a size is negative');
    if (start + size > this.data.length) throw new AvroEndError('the data ends inside of a value');
    this.at += size;
    return start;
  }

  #longRest(low: bigint): number | bigint {
    let value = low;
    for (let shift = 49n; shift <= 63n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) {
        const signed = BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
        return signed;
      }
    }
    throw new AvroError('a long has more than ten bytes');
  }
}
