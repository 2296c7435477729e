import { RecordFields, type TextOptions } from '#warehouse/copy/decode/text/record-fields.ts';
import {
  RECORD_BYTES_MAX,
  type RecordSink,
  type TextTokenizer,
} from '#warehouse/copy/decode/text/record-sink.ts';

const LF = 10;
const CR = 13;
const BLANK = 32;

export interface FixedWidthOptions extends TextOptions {
  /** Widths in characters, in the order of the columns. */
  widths: number[];
}

/**
 * Lines of fields that have fixed widths in characters. Fields keep their blanks; the null text is recognised without those
 * behind it. A line may end inside its last field, as text does whose trailing blanks were cut off; it may hold nothing but
 * blanks behind it.
 */
export class FixedWidthTokenizer implements TextTokenizer {
  line = 1;
  readonly #fields: RecordFields;
  readonly #widths: number[];

  constructor(options: FixedWidthOptions) {
    this.#fields = new RecordFields(options);
    this.#widths = options.widths;
  }

  boundary(data: Buffer): number {
    return data.lastIndexOf(LF) + 1;
  }

  read(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    for (let at = start; at < end; ) {
      const feed = data.indexOf(LF, at);
      const found = feed >= 0 && feed < end;
      if (!found && !last) return at;
      const next = found ? feed + 1 : end;
      if (next - at > RECORD_BYTES_MAX) return at;
      const stop = found ? feed : end;
      this.#record(data, at, stop > at && data[stop - 1] === CR ? stop - 1 : stop, sink);
      this.line++;
      at = next;
    }
    return end;
  }

  #record(data: Uint8Array, start: number, end: number, sink: RecordSink): void {
    const fields = this.#fields;
    if (fields.skips(start, end)) return;
    fields.begin();
    let at = start;
    let fieldStart = start;
    for (const [index, width] of this.#widths.entries()) {
      if (at >= end && index > 0) break;
      fieldStart = at;
      at = behindCharacters(data, at, end, width);
      const trimmed = behindText(data, fieldStart, at);
      if (fields.isNull(data, fieldStart, trimmed) && trimmed > fieldStart) fields.addNull(sink);
      else fields.add(sink, data, fieldStart, at, start);
    }
    if (behindText(data, at, end) > at) fields.fail(1202, 'Extra column(s) found', at - start, at, end, 0);
    fields.end(sink, this.line, data, start, end, fieldStart);
  }
}

/** Where `count` characters from `start` end, at most `end`. */
function behindCharacters(data: Uint8Array, start: number, end: number, count: number): number {
  let at = start;
  for (let left = count; left > 0 && at < end; left--) {
    at++;
    while (at < end && (data[at]! & 0xc0) === 0x80) at++;
  }
  return at;
}

/** Where the text of a range ends that has blanks behind it. */
function behindText(data: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && data[at - 1] === BLANK) at--;
  return at;
}
