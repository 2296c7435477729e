import type { ColumnVector } from '#warehouse/result.ts';

/** Strings no longer than this lie in the vector itself. */
export const inlineBytesMax = 12;
/**
 * Strings this close together are fetched by one call. Less than a page, so that the bytes between two
 * strings always lie in a page that one of them lies in.
 */
const gapMax = 4096;

/**
 * Reads the strings of a batch that lie outside of its vector. A call into the engine costs more than a
 * microsecond, and strings of a column mostly lie side by side: neighbours are fetched together.
 */
export class LongStrings {
  private addresses = new Float64Array(2048);
  private runOfRow = new Uint16Array(2048);
  private runs: Uint8Array[] = [];
  private runAddresses: number[] = [];

  /** `words` is the vector as 32-bit words, four per row. */
  bind(vector: ColumnVector, words: Int32Array, rowCount: number): void {
    if (this.addresses.length < rowCount) {
      this.addresses = new Float64Array(rowCount);
      this.runOfRow = new Uint16Array(rowCount);
    }
    this.runs = [];
    this.runAddresses = [];
    const rows: number[] = [];
    const validity = vector.validity;
    let ordered = true;
    let last = -1;
    for (let row = 0; row < rowCount; row++) {
      if (words[row * 4]! <= inlineBytesMax) continue;
      if (validity !== undefined && (validity[row >> 3]! & (1 << (row & 7))) === 0) continue;
      const address = (words[row * 4 + 3]! >>> 0) * 4294967296 + (words[row * 4 + 2]! >>> 0);
      this.addresses[row] = address;
      if (address < last) ordered = false;
      last = address;
      rows.push(row);
    }
    if (!ordered) rows.sort((left, right) => this.addresses[left]! - this.addresses[right]!);
    this.fetch(vector, words, rows);
  }

  /** The run of bytes that holds the row's string … */
  bytes(row: number): Uint8Array {
    return this.runs[this.runOfRow[row]!]!;
  }

  /** … and where in it the string begins. */
  offset(row: number): number {
    return this.addresses[row]! - this.runAddresses[this.runOfRow[row]!]!;
  }

  private fetch(vector: ColumnVector, words: Int32Array, rows: number[]): void {
    let index = 0;
    while (index < rows.length) {
      const first = rows[index]!;
      const start = this.addresses[first]!;
      let end = start;
      while (index < rows.length && this.addresses[rows[index]!]! - end < gapMax) {
        const row = rows[index]!;
        end = Math.max(end, this.addresses[row]! + words[row * 4]!);
        this.runOfRow[row] = this.runs.length;
        index++;
      }
      this.runs.push(vector.longBytes(first, end - start));
      this.runAddresses.push(start);
    }
  }
}
