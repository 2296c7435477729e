import { countLines, RecordFields, type TextOptions } from '#warehouse/copy/decode/text/record-fields.ts';
import {
  RECORD_BYTES_MAX,
  type RecordSink,
  type TextTokenizer,
} from '#warehouse/copy/decode/text/record-sink.ts';
import { Scratch } from '#warehouse/copy/decode/text/scratch.ts';

const TAB = 9;
const LF = 10;
const CR = 13;
const BLANK = 32;
const INVALID = 'Invalid quote formatting for CSV';

export interface CsvOptions extends TextOptions {
  /** One ASCII character each. */
  delimiter: string;
  quote: string;
}

/**
 * CSV as Redshift reads it: white space around a quoted field is ignored unless it is the delimiter, quotes inside are
 * doubled, line ends inside are text. A quote in a field that does not begin with one is an error, and so is anything
 * behind a closing quote. A quoted field is never the null text, but an empty one is NULL where empty ones are.
 */
export class CsvTokenizer implements TextTokenizer {
  line = 1;
  readonly #fields: RecordFields;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #scratch = new Scratch();
  /** The record's quotes are wrong, so that its fields cannot be told apart. */
  #broken = false;
  /** Line feeds inside the record's quotes. */
  #inner = 0;

  constructor(options: CsvOptions) {
    this.#fields = new RecordFields(options);
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#quote = options.quote.charCodeAt(0);
  }

  boundary(data: Buffer): number {
    return data.lastIndexOf(LF) + 1;
  }

  read(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    let at = start;
    while (at < end) {
      const next = this.#record(data, at, end, last, sink);
      if (next < 0) {
        sink.drop();
        break;
      }
      at = next;
    }
    return at;
  }

  #record(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    const fields = this.#fields;
    fields.begin();
    this.#broken = false;
    this.#inner = 0;
    for (let fieldStart = start; ; fieldStart++) {
      const opening = this.#opening(data, fieldStart, end);
      const at =
        opening < 0
          ? this.#plain(data, start, fieldStart, end, sink)
          : this.#quoted(data, start, opening, end, last, sink);
      if (at < 0 || (at === end && !last)) return -1;
      if (this.#broken) return this.#reject(data, start, at, end, sink);
      if (at < end && data[at] === this.#delimiter) {
        fieldStart = at;
        continue;
      }
      const next = at < end ? at + 1 : end;
      const recordEnd = at > fieldStart && data[at - 1] === CR ? at - 1 : at;
      if (fields.skips(start, recordEnd)) {
        sink.drop();
        this.line++;
        return next;
      }
      return this.#end(data, start, recordEnd, fieldStart, next, sink);
    }
  }

  /** Where the field's opening quote is, -1 without one. */
  #opening(data: Uint8Array, start: number, end: number): number {
    const at = this.#behindBlanks(data, start, end);
    return at < end && data[at] === this.#quote ? at : -1;
  }

  #behindBlanks(data: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && (data[at] === BLANK || data[at] === TAB) && data[at] !== this.#delimiter) at++;
    return at;
  }

  /** A field without quotes: where its delimiter or line feed is. */
  #plain(data: Uint8Array, recordStart: number, start: number, end: number, sink: RecordSink): number {
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    let at = start;
    for (; at < end; at++) {
      const byte = data[at]!;
      if (byte === delimiter || byte === LF) break;
      if (byte === quote) {
        this.#break(INVALID, recordStart, start, at);
        return at;
      }
    }
    const stop = at > start && data[at - 1] === CR && data[at] !== delimiter ? at - 1 : at;
    this.#fields.add(sink, data, start, stop, recordStart);
    return at;
  }

  /** A field from its opening quote: where its delimiter or line feed is, -1 if that is not in `data`. */
  #quoted(
    data: Uint8Array,
    recordStart: number,
    opening: number,
    end: number,
    last: boolean,
    sink: RecordSink,
  ): number {
    const quote = this.#quote;
    const scratch = this.#scratch;
    scratch.clear();
    let at = opening + 1;
    for (; at < end; at++) {
      if (data[at] === quote) {
        if (at + 1 >= end || data[at + 1] !== quote) break;
        if (!scratch.used) scratch.start(data, opening + 1, at);
        at++;
      } else if (data[at] === LF) this.#inner++;
      if (scratch.used) scratch.add(data[at]!);
    }
    if (at >= end) {
      if (!last) return -1;
      this.#break('Delimited value missing end quote', recordStart, opening, end);
      return end;
    }
    const after = this.#behindBlanks(data, at + 1, end);
    if (after >= end && !last) return -1;
    if (!this.#endsField(data, after, end, last)) this.#break(INVALID, recordStart, opening, after);
    else if (scratch.used) this.#fields.addText(sink, scratch.bytes, 0, scratch.length);
    else this.#fields.addText(sink, data, opening + 1, at);
    return after < end && data[after] === CR ? after + 1 : after;
  }

  #endsField(data: Uint8Array, at: number, end: number, last: boolean): boolean {
    if (at >= end) return true;
    if (data[at] === this.#delimiter || data[at] === LF) return true;
    return data[at] === CR && (at + 1 < end ? data[at + 1] === LF : last);
  }

  #break(reason: string, recordStart: number, start: number, end: number): void {
    this.#broken = true;
    this.#fields.count++;
    this.#fields.fail(1214, reason, start - recordStart, start, end);
  }

  /** The rest of the line belongs to the refused record: what its quotes enclose is not known. */
  #reject(data: Uint8Array, start: number, at: number, end: number, sink: RecordSink): number {
    const feed = data.indexOf(LF, at);
    const stop = feed < 0 || feed >= end ? end : feed;
    const recordEnd = stop > start && data[stop - 1] === CR ? stop - 1 : stop;
    return this.#end(data, start, recordEnd, start, stop < end ? stop + 1 : end, sink);
  }

  /** Gives the sink a whole record; where the next one starts, -1 if this one is too long. */
  #end(
    data: Uint8Array,
    start: number,
    end: number,
    lastStart: number,
    next: number,
    sink: RecordSink,
  ): number {
    if (next - start > RECORD_BYTES_MAX) return -1;
    this.#fields.end(sink, this.line, data, start, end, lastStart);
    this.line += this.#broken ? countLines(data, start, next) : this.#inner + 1;
    return next;
  }
}
