import { type FieldTree, firstColumn } from '#warehouse/copy/decode/json/field-tree.ts';
import { hexDigit, isEscape } from '#warehouse/copy/decode/json/json-string.ts';

const LF = 10;
const CR = 13;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const U = 0x75;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const E = 0x65;
const F = 0x66;
const N = 0x6e;
const T = 0x74;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');

/** Redshift's SUPER nests no deeper. */
const DEPTH_MAX = 1000;

export const NOT_INDEXED = 'Invalid JSONPath format: Not an array or index out of range.';
export const NOT_OBJECT = 'Invalid JSONPath format: Member is not an object.';

/** What a value is; of a string the range is without its quotes, `escaped` if it holds a backslash. */
export type JsonKind = 'missing' | 'null' | 'scalar' | 'string' | 'escaped' | 'nested';

/** Why reading a value ended early. */
export type JsonFailure =
  | { kind: 'incomplete' }
  /** No JSON from `at` on. */
  | { kind: 'malformed'; at: number; reason: string }
  /** JSON, but not what the paths say. */
  | { kind: 'mismatch'; column: number; reason: string };

/** Reads one JSON value from bytes and notes where the wanted fields are. */
export class JsonReader {
  readonly kinds: JsonKind[];
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Where the reader stands, and how many line feeds it has passed. */
  at = 0;
  lineFeeds = 0;
  failure: JsonFailure | undefined;
  /** How deep the reader was when it failed. */
  depth = 0;
  #data: Uint8Array = new Uint8Array(0);
  #end = 0;
  #last = false;
  #escaped = false;

  constructor(columnCount: number) {
    this.kinds = new Array(columnCount).fill('missing');
    this.starts = new Float64Array(columnCount);
    this.ends = new Float64Array(columnCount);
  }

  /** Reads the value that begins at `start`. With `last` the data ends at `end`; false with a failure. */
  read(data: Uint8Array, start: number, end: number, last: boolean, fields: FieldTree): boolean {
    this.kinds.fill('missing');
    this.at = start;
    this.lineFeeds = 0;
    this.failure = undefined;
    this.#data = data;
    this.#end = end;
    this.#last = last;
    this.depth = 0;
    return this.#value(fields) && this.failure === undefined;
  }

  #value(fields: FieldTree | undefined): boolean {
    if (this.at >= this.#end) return this.#unfinished();
    const start = this.at;
    const byte = this.#data[start]!;
    let kind: JsonKind;
    if (byte === QUOTE) {
      if (!this.#string()) return false;
      kind = this.#escaped ? 'escaped' : 'string';
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++this.depth > DEPTH_MAX) return this.#malformed('nested too deeply');
      if (!(byte === OPEN_BRACE ? this.#object(fields) : this.#array(fields))) return false;
      this.depth--;
      kind = 'nested';
    } else {
      if (!this.#word(byte)) return false;
      kind = byte === N ? 'null' : 'scalar';
    }
    if (fields) this.#note(fields, kind, start);
    return true;
  }

  #note(fields: FieldTree, kind: JsonKind, start: number): void {
    const quoted = kind === 'string' || kind === 'escaped' ? 1 : 0;
    for (const column of fields.columns) {
      this.kinds[column] = kind;
      this.starts[column] = start + quoted;
      this.ends[column] = this.at - quoted;
    }
    if (kind === 'null' || fields.isLeaf) return;
    const first = this.#data[start]!;
    if (fields.members.size > 0 && first !== OPEN_BRACE) this.#mismatch(fields, NOT_OBJECT);
    if (fields.elements.size > 0 && first !== OPEN_BRACKET) this.#mismatch(fields, NOT_INDEXED);
  }

  #object(fields: FieldTree | undefined): boolean {
    const known = fields !== undefined && fields.members.size > 0 ? fields : undefined;
    this.at++;
    this.#blanks();
    if (this.#data[this.at] === CLOSE_BRACE && this.at < this.#end) {
      this.at++;
      return true;
    }
    for (let index = 0; ; index++) {
      if (this.at >= this.#end) return this.#unfinished();
      if (this.#data[this.at] !== QUOTE) return this.#malformed('a member has no name');
      const start = this.at + 1;
      if (!this.#string()) return false;
      const field = known && this.#member(known, index, start, this.at - 1);
      this.#blanks();
      if (this.at >= this.#end) return this.#unfinished();
      if (this.#data[this.at] !== COLON) return this.#malformed('a colon is missing');
      this.at++;
      this.#blanks();
      if (!this.#value(field)) return false;
      this.#blanks();
      if (this.at >= this.#end) return this.#unfinished();
      const byte = this.#data[this.at]!;
      if (byte === CLOSE_BRACE) {
        this.at++;
        return true;
      }
      if (byte !== COMMA) return this.#malformed('a comma or a closing brace is missing');
      this.at++;
      this.#blanks();
    }
  }

  #array(fields: FieldTree | undefined): boolean {
    const elements = fields !== undefined && fields.elements.size > 0 ? fields.elements : undefined;
    this.at++;
    this.#blanks();
    let count = 0;
    if (this.#data[this.at] === CLOSE_BRACKET && this.at < this.#end) this.at++;
    else {
      for (; ; count++) {
        if (!this.#value(elements?.get(count))) return false;
        this.#blanks();
        if (this.at >= this.#end) return this.#unfinished();
        const byte = this.#data[this.at++]!;
        if (byte === CLOSE_BRACKET) break;
        if (byte !== COMMA) {
          this.at--;
          return this.#malformed('a comma or a closing bracket is missing');
        }
        this.#blanks();
      }
      count++;
    }
    for (const [index, element] of elements ?? []) if (index >= count) this.#mismatch(element, NOT_INDEXED);
    return true;
  }

  /** What is wanted of the `index`th member, whose name is the range. */
  #member(fields: FieldTree, index: number, start: number, end: number): FieldTree | undefined {
    const data = this.#data;
    const expected = fields.expected[index];
    if (expected && expected.name.length === end - start) {
      let at = 0;
      while (at < expected.name.length && expected.name[at] === data[start + at]) at++;
      if (at === expected.name.length) return expected.tree;
    }
    const name = Buffer.from(data.subarray(start, end));
    const text = this.#escaped ? (JSON.parse(`"${name.toString()}"`) as string) : name.toString();
    const tree = fields.member(text);
    if (index < EXPECTED_MAX) fields.expected[index] = { name, tree };
    return tree;
  }

  /** A string from its opening quote; whether it holds a backslash is in `#escaped`. */
  #string(): boolean {
    const data = this.#data;
    const end = this.#end;
    this.#escaped = false;
    for (let at = this.at + 1; at < end; at++) {
      const byte = data[at]!;
      if (byte === QUOTE) {
        this.at = at + 1;
        return true;
      }
      if (byte === BACKSLASH) {
        this.#escaped = true;
        const skip = this.#escape(at + 1);
        if (skip < 0) return false;
        at += skip;
      } else if (byte < 0x20) {
        this.at = at;
        return this.#malformed(
          byte === LF || byte === CR
            ? 'a string is not closed in its line'
            : `a string holds the control character 0x${byte.toString(16).padStart(2, '0')}, which JSON writes as an escape`,
        );
      }
    }
    this.at = end;
    return this.#unfinished();
  }

  /** Bytes of an escape behind its backslash, -1 with a failure. */
  #escape(at: number): number {
    const byte = at < this.#end ? this.#data[at]! : 0;
    if (byte !== U && isEscape(byte)) return 1;
    this.at = at;
    if (byte === U) {
      let digits = 0;
      while (digits < 4 && at + 1 + digits < this.#end && hexDigit(this.#data[at + 1 + digits]!) >= 0)
        digits++;
      if (digits === 4) return 5;
      if (at + 1 + digits >= this.#end) this.at = this.#end;
    }
    if (this.at >= this.#end) this.#unfinished();
    else this.#malformed('an escape is unknown');
    return -1;
  }

  /** A number, true, false or null. */
  #word(first: number): boolean {
    const data = this.#data;
    const start = this.at;
    let at = start;
    while (at < this.#end && isWordByte(data[at]!)) at++;
    if (at >= this.#end && !this.#last) return this.#unfinished();
    this.at = at;
    const known = first === T ? TRUE : first === F ? FALSE : first === N ? NULL : undefined;
    if (known ? equals(data, start, at, known) : isNumber(data, start, at)) return true;
    this.at = start;
    return this.#malformed('a value is missing');
  }

  #blanks(): void {
    const data = this.#data;
    let at = this.at;
    for (; at < this.#end; at++) {
      const byte = data[at]!;
      if (byte > 0x20) break;
      if (byte === LF) this.lineFeeds++;
      else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) break;
    }
    this.at = at;
  }

  #unfinished(): boolean {
    this.failure = this.#last
      ? { kind: 'malformed', at: this.#end, reason: 'the file ends inside of a value' }
      : { kind: 'incomplete' };
    return false;
  }

  #malformed(reason: string): boolean {
    this.failure = { kind: 'malformed', at: this.at, reason };
    return false;
  }

  /** The value is read on nevertheless: where the record ends has to be known. */
  #mismatch(fields: FieldTree, reason: string): void {
    this.failure ??= { kind: 'mismatch', column: firstColumn(fields), reason };
  }
}

const EXPECTED_MAX = 10_000;
function isWordByte(byte: number): boolean {
  if (byte >= 0x30 && byte <= 0x39) return true;
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
    ? true
    : byte === 0x2b || byte === 0x2d || byte === 0x2e;
}

function equals(data: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at++) if (data[start + at] !== word[at]) return false;
  return true;
}

/** JSON's numbers: a whole part without leading zeros, then perhaps a fraction, then perhaps an exponent. */
function isNumber(data: Uint8Array, start: number, end: number): boolean {
  const whole = data[start] === MINUS ? start + 1 : start;
  let at = behindDigits(data, whole, end);
  if (at === whole || (data[whole] === ZERO && at > whole + 1)) return false;
  if (at < end && data[at] === POINT) {
    const fraction = at + 1;
    at = behindDigits(data, fraction, end);
    if (at === fraction) return false;
  }
  if (at < end && (data[at]! | 0x20) === E) {
    const sign = data[at + 1];
    const exponent = at + 1 < end && (sign === PLUS || sign === MINUS) ? at + 2 : at + 1;
    at = behindDigits(data, exponent, end);
    if (at === exponent) return false;
  }
  return at === end;
}

function behindDigits(data: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && data[at]! >= ZERO && data[at]! <= ZERO + 9) at++;
  return at;
}
