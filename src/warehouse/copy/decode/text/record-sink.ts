/** The largest record that Redshift loads, in bytes, with its line end. */
export const RECORD_BYTES_MAX = 4 * 1024 * 1024;

/** Why a record has no fields to convert, in STL_LOAD_ERRORS' words and codes. */
export interface RecordProblem {
  code: number;
  reason: string;
  /** 1-based field, 0 for the whole line. */
  field: number;
  /** Bytes from the record's start. */
  position: number;
  /** The field's text as far as it was understood; a range of the record's bytes. */
  fieldStart: number;
  fieldEnd: number;
}

/**
 * Where a tokenizer puts what it finds, record after record: fields in order, then `endRecord` or `reject`. Ranges are
 * valid during the call alone.
 */
export interface RecordSink {
  field(data: Uint8Array, start: number, end: number): void;
  /** The field holds the null text, or nothing at all. */
  nullField(): void;
  /** `line` is 1-based; the raw record is without its line end. */
  endRecord(line: number, data: Uint8Array, start: number, end: number): void;
  /** The record is refused and its fields so far are taken back. */
  reject(problem: RecordProblem, line: number, data: Uint8Array, start: number, end: number): void;
  /** The record was not complete: its fields so far are taken back, to come again. */
  drop(): void;
}

/** Finds the records and their fields in text. */
export interface TextTokenizer {
  /** The end of the last piece of `data` that can be read: between characters, and behind a line end if that matters. */
  boundary(data: Buffer): number;
  /** The line that comes next; whoever skips lines counts them here. */
  line: number;
  /**
   * Reads the whole records of `data` from `start` to `end`, which is what `boundary` answered or, with `last`, where the file
   * ends. Returns where the first record starts that is incomplete, or longer than RECORD_BYTES_MAX, or `end`.
   */
  read(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number;
}
