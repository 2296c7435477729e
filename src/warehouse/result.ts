import type { OutputColumn } from '#sql/plan.ts';

/**
 * The result of one statement. Rows are pulled: nothing is read ahead of the consumer by more than
 * one batch. A consumer that stops early calls `batches.return()`, which ends the statement.
 */
export interface StatementResult {
  /** Undefined for a statement without rows; then `batches` is empty. */
  columns: OutputColumn[] | undefined;
  batches: AsyncIterableIterator<RowBatch, undefined>;
  /** Command tag (`SELECT`, `INSERT 0 3`); valid once `batches` is done. Empty for an empty statement. */
  tag: () => string;
}

/** Some rows of a result, column by column, in the engine's own memory layout. */
export interface RowBatch {
  rowCount: number;
  columns: ColumnVector[];
}

/**
 * One column of a batch. `data` holds `rowCount` values in the layout of the column's engine type
 * (sql/engine-type.ts), little-endian: BOOLEAN 1 byte; SMALLINT, INTEGER, BIGINT; FLOAT, DOUBLE;
 * DECIMAL as int16 (p ≤ 4), int32 (≤ 9), int64 (≤ 18) or int128 (two 64-bit words, low first), unscaled;
 * DATE int32 days since 1970-01-01; TIME int64 µs; TIMETZ int64 (µs << 24 | (57599 − offset seconds));
 * TIMESTAMP(TZ) int64 µs since 1970 UTC; INTERVAL int32 months, int32 days, int64 µs;
 * VARCHAR, JSON, BLOB 16-byte strings: uint32 length, then 12 bytes inline, or (length > 12) a 4-byte prefix
 * and 8 bytes that only `longBytes` can follow.
 */
export interface ColumnVector {
  data: Uint8Array;
  bytesPerValue: number;
  /** One bit per row, lowest first, 1 = not null; undefined when no row is null. */
  validity: Uint8Array | undefined;
  /**
   * Bytes of the string in this row; for strings longer than 12 bytes. With `byteCount`, so many bytes from
   * where the string begins, which takes in its neighbours in memory by one call (the last 8 bytes of a
   * string's value are its address).
   */
  longBytes(row: number, byteCount?: number): Uint8Array;
}
