import { isUtf8 } from 'node:buffer';
import { FieldTree } from '#warehouse/copy/decode/json/field-tree.ts';
import { JsonTokenizer } from '#warehouse/copy/decode/json/tokenize-json.ts';
import type { RecordSink } from '#warehouse/copy/decode/text/record-sink.ts';
import { mayHoldNoncharacter } from '#warehouse/copy/decode/text/utf8.ts';
import { eachChunk } from '#warehouse/copy/inspect-file.ts';
import { type JsonTemplate, jsonTemplate, type MemberNames } from '#warehouse/copy/json/json-template.ts';

const LF = 10;
const byteOrderMark = Buffer.from('\u{feff}');
const sampleLines = 300;
/** A longer line is the decoder's, and with it the file. */
export const lineBytesMax = 1 << 20;
/** So much of a file may be for the decoder before all of it is. */
const oddShareMax = 0.25;
const oddBytesFree = 256 * 1024;
const oddRunsMax = 5000;
const oddPartsMax = 200;

/** Lines in a row that are for the decoder. */
export interface OddLines {
  /** In bytes. */
  start: number;
  end: number;
  /** The first one, 1-based. */
  line: number;
  /** Whatever comes next would be read otherwise behind them. */
  endsPart: boolean;
}

/** What a file of JSON is like: which of its lines are the engine's. */
export interface JsonShape {
  /** Undefined: the decoder reads the whole file. */
  members: string[] | undefined;
  /** Columns whose values are all such that the engine may read them as the column's type. */
  proven: boolean[];
  odd: OddLines[];
  /** Line feeds. */
  lines: number;
  /** Lines for the engine. */
  plainLines: number;
}

export interface InspectJsonOptions {
  wanted: MemberNames;
  /** ACCEPTINVCHARS: lines with what it replaces are for the decoder. */
  replaces: boolean;
}

/**
 * Looks through a file of JSON before it is loaded: which lines are records on one line that the engine's reader takes as
 * Redshift does (`JsonTemplate`)? All others are for the decoder, which must be able to read them by themselves: lines
 * that leave a value open make the whole file the decoder's. Costs a tenth of a load.
 */
export async function inspectJson(
  path: string,
  options: InspectJsonOptions,
  signal: AbortSignal,
): Promise<JsonShape> {
  const look = new Look(options);
  await eachChunk(path, signal, (chunk) => look.read(chunk));
  return look.end();
}

class Look {
  readonly #options: InspectJsonOptions;
  #template: JsonTemplate | undefined;
  #proven = true;
  /** The line that the last chunk has not ended. */
  #rest: Buffer = Buffer.alloc(0);
  #usable = true;
  #bytes = 0;
  #oddBytes = 0;
  #parts = 0;
  #lines = 0;
  #plainLines = 0;
  readonly #odd: OddLines[] = [];
  #open: OddLines | undefined;
  #openBytes: Buffer[] = [];

  constructor(options: InspectJsonOptions) {
    this.#options = options;
  }

  read(chunk: Buffer): boolean {
    const last = chunk.lastIndexOf(LF);
    if (last < 0) this.#rest = Buffer.concat([this.#rest, chunk]);
    else {
      const whole = chunk.subarray(0, last + 1);
      const block = this.#rest.length > 0 ? Buffer.concat([this.#rest, whole]) : whole;
      this.#rest = Buffer.from(chunk.subarray(last + 1));
      this.#readLines(block);
    }
    if (this.#rest.length > lineBytesMax) this.#usable = false;
    return this.#usable;
  }

  end(): JsonShape {
    const lines = this.#lines;
    const bytes = this.#bytes + this.#rest.length;
    if (this.#usable && this.#rest.length > 0) {
      this.#readLines(Buffer.concat([this.#rest, Buffer.from([LF])]));
      if (this.#open) this.#open.end = bytes;
      this.#lines = lines;
    }
    if (this.#open) this.#close(this.#open, true);
    const { members, proven = [] } = (this.#usable ? this.#template : undefined) ?? { members: undefined };
    return {
      members,
      proven: proven.map((is) => is && this.#proven),
      odd: this.#odd,
      lines: this.#lines,
      plainLines: this.#plainLines,
    };
  }

  #readLines(block: Buffer): void {
    const text = block.toString('latin1');
    const template = this.#template ?? this.#learn(block);
    this.#template = template;
    if (!template) {
      this.#usable = false;
      return;
    }
    let line = this.#proven ? template.provenLine : template.line;
    const clean = this.#isClean(block);
    for (let at = 0; at < block.length && this.#usable; ) {
      line.lastIndex = at;
      let plain = line.test(text);
      if (!plain && line !== template.line) {
        line = template.line;
        line.lastIndex = at;
        plain = line.test(text);
        if (plain) this.#proven = false;
        else line = template.provenLine;
      }
      const next = plain ? line.lastIndex : text.indexOf('\n', at) + 1;
      if (plain && (clean || this.#isClean(block.subarray(at, next)))) {
        if (this.#open) this.#close(this.#open, false);
        this.#plainLines++;
      } else this.#addOdd(block, at, next);
      this.#lines++;
      at = next;
    }
    this.#bytes += block.length;
  }

  #learn(block: Buffer): JsonTemplate | undefined {
    const samples: string[] = [];
    for (let at = 0; at < block.length && samples.length < sampleLines; ) {
      const next = block.indexOf(LF, at) + 1;
      samples.push(block.toString('utf8', at, next));
      at = next;
    }
    return jsonTemplate(samples, this.#options.wanted);
  }

  #isClean(bytes: Buffer): boolean {
    return isUtf8(bytes) && !(this.#options.replaces && mayHoldNoncharacter(bytes));
  }

  #addOdd(block: Buffer, start: number, end: number): void {
    const offset = this.#bytes;
    this.#open ??= { start: offset + start, end: 0, line: this.#lines + 1, endsPart: false };
    this.#open.end = offset + end;
    this.#openBytes.push(Buffer.from(block.subarray(start, end)));
    this.#oddBytes += end - start;
    const tooMany = this.#oddBytes > oddBytesFree + oddShareMax * (offset + end);
    if (tooMany || this.#open.end - this.#open.start > lineBytesMax) this.#usable = false;
  }

  #close(odd: OddLines, last: boolean): void {
    const bytes = Buffer.concat(this.#openBytes);
    this.#open = undefined;
    this.#openBytes = [];
    odd.endsPart = last || !endsBefore(bytes, 'x');
    if (!last && odd.endsPart && !endsBefore(bytes, '{')) this.#usable = false;
    // At the beginning of a part it would be passed over.
    if (odd.start > 0 && bytes.indexOf(byteOrderMark) === 0) this.#usable = false;
    if (odd.endsPart) this.#parts++;
    this.#odd.push(odd);
    if (this.#odd.length > oddRunsMax || this.#parts > oddPartsMax) this.#usable = false;
  }
}

const noSink: RecordSink = { field() {}, nullField() {}, endRecord() {}, reject() {}, drop() {} };

/** Whether the decoder has done with these lines when it comes to what follows them. */
function endsBefore(lines: Buffer, next: string): boolean {
  const data = Buffer.concat([lines, Buffer.from(next)]);
  const tokenizer = new JsonTokenizer({ fields: new FieldTree(), supers: [], checking: noSink });
  return tokenizer.read(data, 0, data.length, false, noSink) === lines.length;
}
