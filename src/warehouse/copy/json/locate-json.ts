import type { SqlType } from '#sql/types.ts';
import { type FieldTree, fieldTree } from '#warehouse/copy/decode/json/field-tree.ts';
import { JsonTokenizer } from '#warehouse/copy/decode/json/tokenize-json.ts';
import { rawText } from '#warehouse/copy/decode/text/raw-text.ts';
import type { RecordSink } from '#warehouse/copy/decode/text/record-sink.ts';
import { decodeRequest } from '#warehouse/copy/decoder-path.ts';
import { eachChunk } from '#warehouse/copy/inspect-file.ts';
import type { JsonShape, OddLines } from '#warehouse/copy/json/inspect-json.ts';
import type { Load } from '#warehouse/copy/load.ts';
import type { LoadError } from '#warehouse/copy/load-errors.ts';

const LF = 10;

/**
 * Finds the records of these errors in their file, and gives each its line, the record and the fields as they stand
 * there: of numbers the engine told the value alone. Equal records are taken in turn. One pass; it ends when all are found.
 */
export async function locateJson(
  path: string,
  { odd, proven }: Pick<JsonShape, 'odd' | 'proven'>,
  errors: LoadError[],
  load: Load,
): Promise<void> {
  const walk = new LineWalk(odd, new WantedRecords(errors, proven, load));
  await eachChunk(path, load.signal, (chunk) => walk.read(chunk));
  walk.end();
}

class WantedRecords {
  readonly #types: SqlType[];
  /** Columns that the engine does not tell: they are no reason why a record does not fit. */
  readonly #proven: readonly boolean[];
  readonly #tree: FieldTree;
  readonly #supers: boolean[];
  readonly #byKey = new Map<string, LoadError[]>();
  /** The fields that do not fit: what is looked at first. */
  readonly #unfit = new Map<number, Set<string>>();
  #left: number;

  constructor(errors: LoadError[], proven: readonly boolean[], load: Load) {
    this.#proven = proven;
    const request = decodeRequest(load, { paths: [], ignoreHeader: 0 });
    if (request.format.kind !== 'json') throw new Error('not JSON');
    this.#types = load.target.columns.map(({ type }) => type);
    this.#supers = request.columns.map((column) => column.super);
    this.#tree = fieldTree(request, request.format.mapping);
    this.#left = errors.length;
    for (const error of errors) {
      const fields = (error.fields ?? []).map((field, column) => this.#normal(field, column));
      const key = JSON.stringify(fields);
      const others = this.#byKey.get(key);
      if (others) others.push(error);
      else this.#byKey.set(key, [error]);
      const column = error.column ?? 0;
      const texts = this.#unfit.get(column) ?? new Set<string>();
      texts.add(String(fields[column]));
      this.#unfit.set(column, texts);
    }
  }

  get found(): boolean {
    return this.#left === 0;
  }

  look(lines: Buffer, firstLine: number): void {
    const found: [start: number, end: number, line: number][] = [];
    let suspect = false;
    let column = 0;
    const test = (field: () => string | null) => {
      const texts = suspect ? undefined : this.#unfit.get(column);
      suspect ||= texts?.has(String(this.#normal(field(), column))) ?? false;
      column++;
    };
    this.#read(lines, firstLine, {
      field: (data, start, end) => test(() => textOf(data, start, end)),
      nullField: () => test(() => null),
      endRecord: (line, _, start, end) => {
        if (suspect) found.push([start, end, line]);
        suspect = false;
        column = 0;
      },
      reject() {},
      drop() {},
    });
    for (const [start, end, line] of found) this.#compare(lines.subarray(start, end), line);
  }

  #compare(record: Buffer, line: number): void {
    const fields: (string | null)[] = [];
    this.#read(record, line, {
      field: (data, start, end) => fields.push(textOf(data, start, end)),
      nullField: () => fields.push(null),
      endRecord() {},
      reject() {},
      drop() {},
    });
    const key = JSON.stringify(fields.map((field, column) => this.#normal(field, column)));
    const error = this.#byKey.get(key)?.shift();
    if (!error) return;
    error.line = line;
    error.rawLine = rawText(record, 0, record.length).toString();
    error.fields = fields;
    error.rawField = fields[error.column ?? 0] ?? '';
    this.#left--;
  }

  #read(data: Buffer, line: number, sink: RecordSink): void {
    const tokenizer = new JsonTokenizer({ fields: this.#tree, supers: this.#supers, checking: sink });
    tokenizer.line = line;
    tokenizer.read(data, 0, data.length, true, sink);
  }

  /** The engine writes numbers in its own way. */
  #normal(field: string | null, column: number): string | null {
    if (this.#proven[column]) return null;
    const type = this.#types[column]?.name;
    const isNumber = type === 'numeric' || type === 'float4' || type === 'float8';
    return isNumber && field !== null && /^-?[0-9.]+(e[+-]?[0-9]+)?$/i.test(field)
      ? /[.e]/i.test(field)
        ? String(Number(field))
        : field
      : field;
  }
}

function textOf(data: Uint8Array, start: number, end: number): string {
  return Buffer.from(data.buffer, data.byteOffset + start, end - start).toString();
}

/** Goes through the lines that the engine has read. */
class LineWalk {
  readonly #odd: readonly OddLines[];
  readonly #wanted: WantedRecords;
  #next = 0;
  #rest: Buffer = Buffer.alloc(0);
  #offset = 0;
  #line = 1;

  constructor(odd: readonly OddLines[], wanted: WantedRecords) {
    this.#odd = odd;
    this.#wanted = wanted;
  }

  read(chunk: Buffer): boolean {
    const data = Buffer.concat([this.#rest, chunk]);
    const end = data.lastIndexOf(LF) + 1;
    this.#readLines(data.subarray(0, end));
    this.#rest = Buffer.from(data.subarray(end));
    return !this.#wanted.found;
  }

  end(): void {
    if (!this.#wanted.found) this.#readLines(this.#rest);
  }

  #readLines(data: Buffer): void {
    let at = 0;
    for (; at < data.length; ) {
      const odd = this.#odd[this.#next];
      const start = Math.min(
        Math.max((odd?.start ?? Number.POSITIVE_INFINITY) - this.#offset, at),
        data.length,
      );
      if (start > at) this.#wanted.look(data.subarray(at, start), this.#line);
      this.#count(data, at, start);
      const end = odd ? Math.min(odd.end - this.#offset, data.length) : start;
      this.#count(data, start, Math.max(start, end));
      at = Math.max(start, end);
      if (odd && odd.end - this.#offset <= data.length && start < data.length) this.#next++;
      else break;
    }
    this.#offset += data.length;
  }

  #count(data: Buffer, from: number, end: number): void {
    for (let at = data.indexOf(LF, from); at >= 0 && at < end; at = data.indexOf(LF, at + 1)) this.#line++;
  }
}
