import { isUtf8 } from 'node:buffer';
import { tooLong } from '#warehouse/copy/decode/text/record-fields.ts';
import {
  RECORD_BYTES_MAX,
  type RecordSink,
  type TextTokenizer,
} from '#warehouse/copy/decode/text/record-sink.ts';
import { mayHoldNoncharacter } from '#warehouse/copy/decode/text/utf8.ts';

const LF = 10;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The decoded bytes of one file as they come, cut into windows for a tokenizer. */
export class TextRecords {
  readonly #tokenizer: TextTokenizer;
  readonly #sink: RecordSink;
  readonly #checking: RecordSink;
  readonly #replaces: boolean;
  /** Lines of the header, or the rest of a record that was too long. */
  #linesToSkip: number;
  /** Some of the line to skip was there already. */
  #inLine = false;
  #rest: Buffer = Buffer.alloc(0);
  #begun = false;

  /** `checking` is the sink for windows that hold bytes which are no UTF-8, or with `replaces` noncharacters. */
  constructor(
    tokenizer: TextTokenizer,
    sink: RecordSink,
    checking: RecordSink,
    options: { ignoreHeader: number; replaces: boolean },
  ) {
    this.#tokenizer = tokenizer;
    this.#sink = sink;
    this.#checking = checking;
    this.#replaces = options.replaces;
    this.#linesToSkip = options.ignoreHeader;
  }

  /** Lines so far. */
  get lines(): number {
    return this.#tokenizer.line - 1;
  }

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#begun && this.#rest.length < BYTE_ORDER_MARK.length) return;
    this.#read(false);
  }

  end(): void {
    this.#read(true);
  }

  #read(last: boolean): void {
    if (!this.#begun) {
      this.#begun = true;
      if (this.#rest.indexOf(BYTE_ORDER_MARK) === 0) this.#rest = this.#rest.subarray(BYTE_ORDER_MARK.length);
    }
    const size = this.#rest.length;
    do {
      const data = this.#rest;
      const start = this.#skip(data, last);
      const end = last ? data.length : this.#tokenizer.boundary(data);
      this.#rest = data.subarray(
        end > start || data.length === 0 ? this.#tokenize(data, start, end, last) : start,
      );
    } while (this.#giveUp());
    // What is kept of a large chunk shall not keep the chunk.
    if (this.#rest.length < size / 2) this.#rest = Buffer.from(this.#rest);
  }

  #tokenize(data: Buffer, start: number, end: number, last: boolean): number {
    const window = data.subarray(start, end);
    const clean = isUtf8(window) && !(this.#replaces && mayHoldNoncharacter(window));
    return this.#tokenizer.read(data, start, end, last, clean ? this.#sink : this.#checking);
  }

  /** Passes the header, and what is left of a record that was too long; where the first record starts. */
  #skip(data: Buffer, last: boolean): number {
    let at = 0;
    for (; this.#linesToSkip > 0; this.#linesToSkip--) {
      const feed = data.indexOf(LF, at);
      this.#inLine ||= at < data.length;
      if (feed < 0) {
        if (last && this.#inLine) this.#tokenizer.line++;
        return data.length;
      }
      this.#inLine = false;
      this.#tokenizer.line++;
      at = feed + 1;
    }
    return at;
  }

  /** Rejects a record that is too long before it is read whole; whether there was one. */
  #giveUp(): boolean {
    if (this.#rest.length <= RECORD_BYTES_MAX) return false;
    const start = this.#rest.subarray(0, RECORD_BYTES_MAX);
    this.#checking.reject(tooLong(0), this.#tokenizer.line, start, 0, start.length);
    for (let at = start.indexOf(LF); at >= 0; at = start.indexOf(LF, at + 1)) this.#tokenizer.line++;
    this.#rest = this.#rest.subarray(RECORD_BYTES_MAX);
    this.#linesToSkip = 1;
    this.#inLine = true;
    return true;
  }
}
