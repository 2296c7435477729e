import { countLines, RecordFields, type TextOptions } from '#warehouse/copy/decode/text/record-fields.ts';
import {
  RECORD_BYTES_MAX,
  type RecordSink,
  type TextTokenizer,
} from '#warehouse/copy/decode/text/record-sink.ts';
import { Scratch } from '#warehouse/copy/decode/text/scratch.ts';

const LF = 10;
const CR = 13;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const BACKSLASH = 0x5c;
/** What ESCAPE makes of the null text where NULL AS is not given: both `\N` and `\\N` are NULL. */
const ESCAPED_NULL = Buffer.from('\\\\N');

export interface DelimitedOptions extends TextOptions {
  /** One ASCII character. */
  delimiter: string;
  escape: boolean;
  removeQuotes: boolean;
}

/**
 * Delimited text, with ESCAPE and REMOVEQUOTES as the data conversion parameters of Redshift's COPY describe them:
 * a backslash takes any character as it is, a line end too; quotes go where they surround a whole field and stay
 * anywhere else. A carriage return before a line feed, or at the file's end, belongs to the line end.
 */
export class DelimitedTokenizer implements TextTokenizer {
  line = 1;
  readonly #fields: RecordFields;
  readonly #delimiter: number;
  readonly #escape: boolean;
  readonly #removeQuotes: boolean;
  readonly #escapedNull: boolean;
  readonly #scratch = new Scratch();

  constructor(options: DelimitedOptions) {
    this.#fields = new RecordFields(options);
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#escape = options.escape;
    this.#removeQuotes = options.removeQuotes;
    this.#escapedNull = options.escape && !options.nullAsGiven;
  }

  boundary(data: Buffer): number {
    return data.lastIndexOf(LF) + 1;
  }

  read(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    const plain = !this.#escape && !this.#removeQuotes;
    let at = start;
    while (at < end) {
      const next = plain ? this.#plain(data, at, end, last, sink) : this.#marked(data, at, end, last, sink);
      if (next < 0) break;
      at = next;
    }
    return at;
  }

  /** A record without escapes and quotes: the next one's start, or -1. */
  #plain(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    const fields = this.#fields;
    const delimiter = this.#delimiter;
    fields.begin();
    let fieldStart = start;
    let at = start;
    for (; at < end; at++) {
      const byte = data[at]!;
      if (byte === delimiter) {
        fields.add(sink, data, fieldStart, at, start);
        fieldStart = at + 1;
      } else if (byte === LF) break;
    }
    if (at === end && !last) {
      sink.drop();
      return -1;
    }
    const next = at === end ? end : at + 1;
    const recordEnd = at > fieldStart && data[at - 1] === CR ? at - 1 : at;
    if (fields.skips(start, recordEnd)) {
      this.line++;
      return next;
    }
    fields.add(sink, data, fieldStart, recordEnd, start);
    return this.#end(data, start, recordEnd, fieldStart, next, sink);
  }

  /** A record in which backslashes or quotes have a meaning. */
  #marked(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    this.#fields.begin();
    for (let fieldStart = start; ; ) {
      const at = this.#field(data, start, fieldStart, end, last, sink);
      if (at < 0) {
        sink.drop();
        return -1;
      }
      if (at < end && data[at] === this.#delimiter) {
        fieldStart = at + 1;
        continue;
      }
      const lineFeed = at < end && data[at] === CR ? at + 1 : at;
      const next = lineFeed < end ? lineFeed + 1 : end;
      if (this.#fields.count === 1 && this.#fields.skips(start, at)) {
        sink.drop();
        this.line++;
        return next;
      }
      return this.#end(data, start, at, fieldStart, next, sink);
    }
  }

  /** A field from `fieldStart`: where its delimiter or line end is, -1 if that is not in `data`. */
  #field(
    data: Uint8Array,
    recordStart: number,
    fieldStart: number,
    end: number,
    last: boolean,
    sink: RecordSink,
  ): number {
    const quote = this.#removeQuotes && fieldStart < end ? quoteOf(data[fieldStart]!) : 0;
    const start = quote ? fieldStart + 1 : fieldStart;
    this.#scratch.clear();
    let at = start;
    let closed = false;
    for (; at < end; at++) {
      const byte = data[at]!;
      if (quote && byte === quote && this.#ends(data, at + 1, end, last)) {
        closed = true;
        break;
      }
      if (byte === this.#delimiter && !quote) break;
      if (byte === LF || (byte === CR && endsLine(data, at + 1, end, last))) break;
      if (byte === BACKSLASH && this.#escape && at + 1 < end) {
        if (!this.#scratch.used) this.#scratch.start(data, start, at);
        at++;
      }
      if (this.#scratch.used) this.#scratch.add(data[at]!);
    }
    if (at === end && !last) return -1;
    this.#add(sink, data, start, at, recordStart);
    if (quote && !closed)
      this.#fields.fail(1214, 'Delimited value missing end quote', fieldStart - recordStart, fieldStart, at);
    return closed ? at + 1 : at;
  }

  #add(sink: RecordSink, data: Uint8Array, start: number, end: number, recordStart: number): void {
    const scratch = this.#scratch;
    if (!scratch.used) this.#fields.add(sink, data, start, end, recordStart);
    else if (this.#isEscapedNull(data, start, end)) this.#fields.addNull(sink);
    else this.#fields.addText(sink, scratch.bytes, 0, scratch.length);
  }

  /** The null text is compared with the field as it stands in the file. */
  #isEscapedNull(data: Uint8Array, start: number, end: number): boolean {
    if (this.#fields.isNull(data, start, end)) return true;
    return (
      this.#escapedNull && end - start === 3 && ESCAPED_NULL.every((byte, at) => data[start + at] === byte)
    );
  }

  /** Whether a field may end before `at`. */
  #ends(data: Uint8Array, at: number, end: number, last: boolean): boolean {
    if (at >= end) return last;
    const byte = data[at]!;
    return byte === this.#delimiter || byte === LF || (byte === CR && endsLine(data, at + 1, end, last));
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
    if (next - start > RECORD_BYTES_MAX) {
      sink.drop();
      return -1;
    }
    this.#fields.end(sink, this.line, data, start, end, lastStart);
    this.line += this.#escape ? countLines(data, start, next) : 1;
    return next;
  }
}

function quoteOf(byte: number): number {
  return byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE ? byte : 0;
}

/** Whether a line feed or the file's end is at `at`, so that a carriage return before it belongs to the line end. */
function endsLine(data: Uint8Array, at: number, end: number, last: boolean): boolean {
  return at < end ? data[at] === LF : last;
}
