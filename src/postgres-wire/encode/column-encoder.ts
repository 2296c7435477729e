import type { ColumnVector } from '#warehouse/result.ts';

/** Writes the values of one column, straight from the engine's memory to the bytes of DataRow messages. */
export interface ColumnEncoder {
  /** Takes the column of the next batch. */
  bind(vector: ColumnVector, rowCount: number): void;
  /** Bytes that the values of rows `from` (included) to `to` (excluded) can take at most, lengths left out. */
  bytesMax(from: number, to: number): number;
  /** Writes the value of a row, which is not null, at `at`; returns where it ended. */
  write(row: number, out: Buffer, at: number): number;
}

/** What the text of a value depends on besides its type. */
export interface EncodeSettings {
  extraFloatDigits: number;
  /** Seconds east of UTC at an instant (seconds since 1970 UTC) in the session's time zone. */
  zoneOffset: (secondsUtc: number) => number;
}
