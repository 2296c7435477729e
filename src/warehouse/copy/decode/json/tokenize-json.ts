import type { FieldTree } from '#warehouse/copy/decode/json/field-tree.ts';
import { type JsonKind, JsonReader } from '#warehouse/copy/decode/json/json-reader.ts';
import { decodeJsonString } from '#warehouse/copy/decode/json/json-string.ts';
import {
  RECORD_BYTES_MAX,
  type RecordProblem,
  type RecordSink,
  type TextTokenizer,
} from '#warehouse/copy/decode/text/record-sink.ts';
import { Scratch } from '#warehouse/copy/decode/text/scratch.ts';

const LF = 10;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export interface JsonOptions {
  fields: FieldTree;
  /** For each column, whether it takes a value's JSON text (SUPER) and not its own. */
  supers: boolean[];
  /** Where records go that hold half a surrogate pair in an escape. */
  checking: RecordSink;
}

/**
 * JSON data as Redshift's COPY takes it: objects and arrays one after the other with nothing but white space between.
 * Numbers and nested values keep the text that they have in the file. A record's line is its last one. Anything else
 * between two values is an error up to the next value or line; what follows an error inside of a value is read again
 * behind the brace that closes it, or from a line that begins with an opening one.
 */
export class JsonTokenizer implements TextTokenizer {
  line = 1;
  readonly #fields: FieldTree;
  readonly #supers: boolean[];
  readonly #checking: RecordSink;
  readonly #reader: JsonReader;
  readonly #scratch = new Scratch();
  /** The data so far ends inside of a line. */
  #inLine = false;

  constructor(options: JsonOptions) {
    this.#fields = options.fields;
    this.#supers = options.supers;
    this.#checking = options.checking;
    this.#reader = new JsonReader(options.supers.length);
  }

  /** Behind an ASCII character: values need no line ends. */
  boundary(data: Buffer): number {
    let end = data.length;
    while (end > 0 && data[end - 1]! >= 0x80) end--;
    return end;
  }

  read(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    if (end > start) this.#inLine = data[end - 1] !== LF;
    for (let at = start; ; ) {
      at = this.#blanks(data, at, end);
      if (at >= end) {
        if (last && this.#inLine) this.line++;
        return end;
      }
      const next = isOpening(data[at]!)
        ? this.#value(data, at, end, last, sink)
        : this.#junk(data, at, end, last, sink);
      if (next < 0 || next - at > RECORD_BYTES_MAX) return at;
      at = next;
    }
  }

  #blanks(data: Uint8Array, start: number, end: number): number {
    let at = start;
    for (; at < end && isBlank(data[at]!); at++) if (data[at] === LF) this.line++;
    return at;
  }

  /** A value: where it ends, -1 if that is not in `data`. */
  #value(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    const reader = this.#reader;
    const limit = Math.min(end, start + RECORD_BYTES_MAX);
    if (reader.read(data, start, limit, last && limit === end, this.#fields)) {
      this.line += reader.lineFeeds;
      if (!this.#emit(data, sink, start)) {
        sink.drop();
        this.#emit(data, this.#checking, start);
      }
      return reader.at;
    }
    const failure = reader.failure!;
    if (failure.kind === 'incomplete') return -1;
    if (failure.kind === 'mismatch') {
      this.line += reader.lineFeeds;
      const column = failure.column;
      const problem = { code: 1216, reason: failure.reason, field: column + 1, position: 0 };
      this.#reject({ ...problem, fieldStart: start, fieldEnd: start }, data, start, reader.at, sink);
      return reader.at;
    }
    const next = resume(data, failure.at, end, last, reader.depth);
    if (next < 0 || next - start > RECORD_BYTES_MAX) return -1;
    for (let at = start; at < next; at++) if (data[at] === LF) this.line++;
    this.#reject(malformed(failure.reason, start, failure.at), data, start, next, sink);
    return next;
  }

  /** False when the record has to be checked: the sink has fields of it then. */
  #emit(data: Uint8Array, sink: RecordSink, start: number): boolean {
    const { kinds, starts, ends } = this.#reader;
    for (let column = 0; column < kinds.length; column++) {
      const kind = kinds[column]!;
      const from = starts[column]!;
      const to = ends[column]!;
      if (kind === 'missing' || kind === 'null') sink.nullField();
      else if (kind === 'escaped' && !this.#supers[column]) {
        const valid = decodeJsonString(data, from, to, this.#scratch);
        if (!valid && sink !== this.#checking) return false;
        sink.field(this.#scratch.bytes, 0, this.#scratch.length);
      } else {
        const quoted = this.#supers[column] && isString(kind) ? 1 : 0;
        sink.field(data, from - quoted, to + quoted);
      }
    }
    sink.endRecord(this.line, data, start, this.#reader.at);
    return true;
  }

  /** Whatever begins no value, up to the next value or line end. */
  #junk(data: Uint8Array, start: number, end: number, last: boolean, sink: RecordSink): number {
    let at = start;
    while (at < end && data[at] !== LF && !isOpening(data[at]!)) at++;
    if (at >= end && !last) return -1;
    if (at - start > RECORD_BYTES_MAX) return -1;
    this.#reject(malformed('an object or an array is expected', start, start), data, start, at, sink);
    return at;
  }

  #reject(problem: RecordProblem, data: Uint8Array, start: number, next: number, sink: RecordSink): void {
    let end = next;
    while (end > start && isBlank(data[end - 1]!)) end--;
    sink.reject(problem, this.line, data, start, end);
  }
}

function malformed(reason: string, start: number, at: number): RecordProblem {
  const position = at - start;
  return {
    code: 1216,
    reason: `Invalid JSON at byte ${position + 1}: ${reason}`,
    field: 0,
    position,
    fieldStart: at,
    fieldEnd: at,
  };
}

/** Where to read on after an error at `from`, `depth` values deep; -1 if that is not in `data`. */
function resume(data: Uint8Array, from: number, end: number, last: boolean, depth: number): number {
  let open = depth;
  for (let at = from; at < end; at++) {
    const byte = data[at]!;
    if (byte === LF) {
      if (at + 1 >= end && !last) return -1;
      if (at + 1 < end && isOpening(data[at + 1]!)) return at + 1;
    } else if (byte === QUOTE) {
      for (at++; at < end && data[at] !== QUOTE && data[at] !== LF; at++) if (data[at] === BACKSLASH) at++;
      if (data[at] === LF) at--;
    } else if (isOpening(byte)) open++;
    else if ((byte === 0x5d || byte === 0x7d) && --open === 0) return at + 1;
  }
  return last ? end : -1;
}

function isString(kind: JsonKind): boolean {
  return kind === 'string' || kind === 'escaped';
}

/** An opening brace or bracket. */
function isOpening(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === LF || byte === 0x0d || byte === 0x09;
}
