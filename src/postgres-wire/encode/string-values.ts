import { inlineBytesMax, LongStrings } from '#postgres-wire/encode/long-strings.ts';
import { emptyInt32, int32View } from '#postgres-wire/encode/vector-views.ts';
import type { ColumnVector } from '#warehouse/result.ts';

/** The strings of a batch column, short ones from the vector, long ones from where they lie. */
export class StringValues {
  private words: Int32Array = emptyInt32;
  private bytes: Uint8Array = new Uint8Array(0);
  private validity: Uint8Array | undefined;
  private readonly long = new LongStrings();

  bind(vector: ColumnVector, rowCount: number): void {
    this.words = int32View(vector);
    this.bytes = new Uint8Array(this.words.buffer, this.words.byteOffset, this.words.byteLength);
    this.validity = vector.validity;
    this.long.bind(vector, this.words, rowCount);
  }

  private isNull(row: number): boolean {
    const validity = this.validity;
    return validity !== undefined && (validity[row >> 3]! & (1 << (row & 7))) === 0;
  }

  length(row: number): number {
    return this.words[row * 4]!;
  }

  /** Sum of the lengths of these rows. A null row's length is whatever the engine left there. */
  totalLength(from: number, to: number): number {
    let total = 0;
    for (let row = from; row < to; row++) if (!this.isNull(row)) total += this.words[row * 4]!;
    return total;
  }

  copy(row: number, out: Buffer, at: number): number {
    const length = this.words[row * 4]!;
    if (length <= inlineBytesMax) return copyShort(this.bytes, row * 16 + 4, length, out, at);
    const source = this.long.bytes(row);
    const start = this.long.offset(row);
    if (length <= 48) return copyShort(source, start, length, out, at);
    out.set(source.subarray(start, start + length), at);
    return at + length;
  }

  /** A view on one string's bytes. */
  view(row: number): Uint8Array {
    const length = this.words[row * 4]!;
    if (length <= inlineBytesMax) return this.bytes.subarray(row * 16 + 4, row * 16 + 4 + length);
    const start = this.long.offset(row);
    return this.long.bytes(row).subarray(start, start + length);
  }
}

/** A loop beats a call into the runtime for few bytes. */
function copyShort(source: Uint8Array, start: number, length: number, out: Buffer, at: number): number {
  for (let index = 0; index < length; index++) out[at + index] = source[start + index]!;
  return at + length;
}
