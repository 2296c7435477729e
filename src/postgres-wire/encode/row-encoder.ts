import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import type { RowBatch } from '#warehouse/result.ts';

/** A batch whose rows may need more room than this is encoded in parts. */
const partBytesMax = 4 * 1024 * 1024;

/** Encodes batches of rows as DataRow messages. One column encoder per column, used for the whole result. */
export class RowEncoder {
  private readonly columns: ColumnEncoder[];
  private validities: (Uint8Array | undefined)[] = [];
  private rowCount = 0;

  constructor(columns: ColumnEncoder[]) {
    this.columns = columns;
  }

  bind(batch: RowBatch): void {
    this.rowCount = batch.rowCount;
    this.validities = batch.columns.map((column) => column.validity);
    for (let index = 0; index < this.columns.length; index++) {
      this.columns[index]!.bind(batch.columns[index]!, batch.rowCount);
    }
  }

  /** How many rows from `from` on, up to `to`, may be encoded at once; at least one. */
  partEnd(from: number, to: number): number {
    let end = Math.min(to, this.rowCount);
    while (end - from > 1 && this.bytesMax(from, end) > partBytesMax) end = from + ((end - from) >> 1);
    return end;
  }

  /** Room that these rows can take at most. */
  bytesMax(from: number, to: number): number {
    let bytes = (to - from) * (7 + 4 * this.columns.length);
    for (const column of this.columns) bytes += column.bytesMax(from, to);
    return bytes;
  }

  /** Writes the rows into `out`, which has room for `bytesMax(from, to)`; returns where they end. */
  write(from: number, to: number, out: Buffer): number {
    let at = 0;
    for (let row = from; row < to; row++) at = this.writeRow(row, out, at);
    return at;
  }

  private writeRow(row: number, out: Buffer, start: number): number {
    const columns = this.columns;
    const count = columns.length;
    out[start] = 68;
    out[start + 5] = count >>> 8;
    out[start + 6] = count;
    let at = start + 7;
    for (let index = 0; index < count; index++) {
      const validity = this.validities[index];
      if (validity !== undefined && (validity[row >> 3]! & (1 << (row & 7))) === 0) {
        writeLength(out, at, -1);
        at += 4;
        continue;
      }
      const end = columns[index]!.write(row, out, at + 4);
      writeLength(out, at, end - at - 4);
      at = end;
    }
    writeLength(out, start + 1, at - start - 1);
    return at;
  }
}

function writeLength(out: Buffer, at: number, length: number): void {
  out[at] = length >>> 24;
  out[at + 1] = length >>> 16;
  out[at + 2] = length >>> 8;
  out[at + 3] = length;
}
