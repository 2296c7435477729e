import { hasStrayZero, isNull, type NullText, nullText } from '#warehouse/copy/decode/text/null-text.ts';
import {
  RECORD_BYTES_MAX,
  type RecordProblem,
  type RecordSink,
} from '#warehouse/copy/decode/text/record-sink.ts';

const LF = 10;
const EMPTY = new Uint8Array(0);

/** What tokenizers of text have in common, of a DecodeRequest. */
export interface TextOptions {
  columnCount: number;
  nullAs: string;
  nullAsGiven: boolean;
  ignoreBlankLines: boolean;
  fillRecord: boolean;
}

/** The rules that hold for the fields of a text record whatever separates them. */
export class RecordFields {
  readonly columnCount: number;
  readonly #nullText: NullText;
  readonly #nullMatchesEmpty: boolean;
  readonly #fillRecord: boolean;
  readonly #ignoreBlankLines: boolean;
  /** Fields of the record so far, with those that have no column. */
  count = 0;
  problem: RecordProblem | undefined;

  constructor(options: TextOptions) {
    this.columnCount = options.columnCount;
    this.#nullText = nullText(options.nullAs);
    this.#nullMatchesEmpty = options.nullAs === '';
    this.#fillRecord = options.fillRecord;
    this.#ignoreBlankLines = options.ignoreBlankLines;
  }

  begin(): void {
    this.count = 0;
    this.problem = undefined;
  }

  /** A field that may be the null text. */
  add(sink: RecordSink, data: Uint8Array, start: number, end: number, recordStart: number): void {
    if (this.count++ >= this.columnCount) return;
    if (isNull(this.#nullText, data, start, end)) sink.nullField();
    else if (hasStrayZero(this.#nullText, data, start, end))
      this.fail(1218, 'Invalid null byte - field longer than 1 byte', start - recordStart, start, end);
    else sink.field(data, start, end);
  }

  /** A field that is not the null text, though it may be empty where that means NULL. */
  addText(sink: RecordSink, data: Uint8Array, start: number, end: number): void {
    if (this.count++ >= this.columnCount) return;
    if (start === end && this.#nullMatchesEmpty) sink.nullField();
    else sink.field(data, start, end);
  }

  addNull(sink: RecordSink): void {
    if (this.count++ < this.columnCount) sink.nullField();
  }

  isNull(data: Uint8Array, start: number, end: number): boolean {
    return isNull(this.#nullText, data, start, end);
  }

  /** The record's first problem counts. The field is the one added last, or with `next` the one that is being read. */
  fail(code: number, reason: string, position: number, start: number, end: number, field = this.count): void {
    this.problem ??= { code, reason, field, position, fieldStart: start, fieldEnd: end };
  }

  /** Whether a blank line is no record. */
  skips(start: number, end: number): boolean {
    return start === end && this.#ignoreBlankLines;
  }

  /** The record from `start` to `end` is whole; its last field began at `lastStart`. */
  end(sink: RecordSink, line: number, data: Uint8Array, start: number, end: number, lastStart: number): void {
    const missing = this.columnCount - this.count;
    if (missing > 0 && !this.problem) this.#fill(sink, missing, start, end, lastStart);
    else if (missing < 0 && !this.#isTrailing(lastStart, end))
      this.fail(1202, 'Extra column(s) found', lastStart - start, lastStart, end, 0);
    if (this.problem) sink.reject(this.problem, line, data, start, end);
    else sink.endRecord(line, data, start, end);
  }

  /** Redshift gives zero-length text for what FILLRECORD fills in; for other types that is NULL. */
  #fill(sink: RecordSink, missing: number, start: number, end: number, lastStart: number): void {
    if (!this.#fillRecord) this.fail(1214, 'Delimiter not found', lastStart - start, lastStart, end);
    else for (let left = missing; left > 0; left--) this.addText(sink, EMPTY, 0, 0);
  }

  /** One delimiter may follow the last field. */
  #isTrailing(lastStart: number, end: number): boolean {
    return this.count === this.columnCount + 1 && lastStart >= end;
  }
}

/** The problem of a record longer than Redshift takes. */
export function tooLong(start: number): RecordProblem {
  const reason = `Record is longer than ${RECORD_BYTES_MAX} bytes`;
  return { code: 1216, reason, field: 0, position: 0, fieldStart: start, fieldEnd: start };
}

/** Line feeds from `start` to `end`, and one for a last line without. */
export function countLines(data: Uint8Array, start: number, end: number): number {
  let count = 0;
  let at = start;
  for (; at < end; count++) {
    const feed = data.indexOf(LF, at);
    at = feed < 0 ? end : feed + 1;
  }
  return count;
}
