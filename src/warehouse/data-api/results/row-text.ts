import type { OutputColumn } from '#sql/plan.ts';
import type { RowBatch } from '#warehouse/result.ts';
import type { Session } from '#warehouse/session-interface.ts';

/** Writes rows as DataRow messages in text form; the wire's own encoder, which `cli` hands in. */
export interface RowText {
  bind(batch: RowBatch): void;
  /** How many rows from `from` on, up to `to`, may be written at once; at least one. */
  partEnd(from: number, to: number): number;
  bytesMax(from: number, to: number): number;
  /** Writes the rows into `out`, which has room for `bytesMax(from, to)`; returns where they end. */
  write(from: number, to: number, out: Buffer): number;
}

export type RowTextOf = (columns: OutputColumn[], session: Session) => RowText;

/** Reads the next DataRow of a buffer: its values as text, and where the next begins. */
export function readDataRow(rows: Buffer, at: number): { values: (string | null)[]; end: number } {
  const end = at + 1 + rows.readInt32BE(at + 1);
  const values: (string | null)[] = [];
  let place = at + 7;
  while (place < end) {
    const length = rows.readInt32BE(place);
    place += 4;
    values.push(length < 0 ? null : rows.toString('utf8', place, place + length));
    if (length > 0) place += length;
  }
  return { values, end };
}
