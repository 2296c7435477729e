import type { CopyOptions } from '#sql/copy/copy-options.ts';
import { eachChunk } from '#warehouse/copy/inspect-file.ts';
import type { LoadError } from '#warehouse/copy/load-errors.ts';

const LF = 10;
const CR = 13;
/** Bytes up to here are blanks and controls, which quoting may add or take away. */
const BLANK = 32;
/** Up to so many records are looked for by a text of theirs, which is much quicker than going from byte to byte. */
const probesMax = 16;
/** Characters of a record that the logs keep. */
const rawCharacters = 1024;

/**
 * Finds the records of these errors in their file, and gives each its line and the record as it stands there. The engine
 * told the fields of each record and not its place: a record is recognised by its bytes, and equal ones are taken in
 * turn. One pass, in bounded memory; it ends when all are found.
 */
export async function locateRecords(
  path: string,
  errors: LoadError[],
  { format, conversion }: Pick<CopyOptions, 'format' | 'conversion'>,
  signal: AbortSignal,
): Promise<void> {
  if (format.kind !== 'csv' && format.kind !== 'delimited') throw new Error('not delimited text');
  const quote = format.kind === 'csv' ? format.quote.charCodeAt(0) : -1;
  const delimiter = format.delimiter.charCodeAt(0);
  const wanted = new WantedRecords(errors, conversion.nullAs, quote, delimiter);
  const walk = new RecordWalk(quote, delimiter, wanted);
  await eachChunk(path, signal, (chunk) => walk.read(chunk));
  walk.end();
}

/** What is looked for, by the count of its telling bytes and then by them. */
class WantedRecords {
  readonly #byKey = new Map<string, LoadError[]>();
  readonly #counts = new Set<number>();
  /** The longest field of each, as it stands where there are no quotes; undefined where there are too many to look for. */
  readonly #probes: { error: LoadError; text: Buffer }[] | undefined;
  readonly #quote: number;
  readonly #delimiter: number;
  #left: number;

  constructor(errors: LoadError[], nullAs: string, quote: number, delimiter: number) {
    this.#quote = quote;
    this.#delimiter = delimiter;
    this.#left = errors.length;
    this.#probes = errors.length <= probesMax ? errors.map(probeOf) : undefined;
    for (const error of errors) {
      const text = (error.fields ?? []).map((field) => field ?? nullAs).join('');
      const key = this.#key(Buffer.from(text));
      const others = this.#byKey.get(key);
      if (others) others.push(error);
      else this.#byKey.set(key, [error]);
      this.#counts.add(key.length);
    }
  }

  get found(): boolean {
    return this.#left === 0;
  }

  /** False where none that is still wanted can be among these records, which have no quotes. */
  mayBeIn(records: Buffer): boolean {
    if (!this.#probes) return true;
    return this.#probes.some(({ error, text }) => error.line === 0 && records.indexOf(text) >= 0);
  }

  /** `count` is of the record's telling bytes. */
  look(record: Buffer, count: number, line: number): void {
    if (!this.#counts.has(count)) return;
    const error = this.#byKey.get(this.#key(record))?.shift();
    if (!error) return;
    error.line = line;
    error.rawLine = record.toString('utf8').slice(0, rawCharacters);
    this.#left--;
  }

  /** The bytes that are no quote, delimiter or blank: the same however the fields were quoted. */
  #key(bytes: Buffer): string {
    const telling = bytes.filter((byte) => byte > BLANK && byte !== this.#quote && byte !== this.#delimiter);
    return Buffer.from(telling).toString('latin1');
  }
}

function probeOf(error: LoadError): { error: LoadError; text: Buffer } {
  const fields = (error.fields ?? []).map((field) => Buffer.from(field ?? ''));
  const text = fields.reduce(
    (longest, field) => (field.length > longest.length ? field : longest),
    Buffer.alloc(0),
  );
  return { error, text };
}

/** Goes from record to record. */
class RecordWalk {
  readonly #quote: number;
  readonly #delimiter: number;
  readonly #wanted: WantedRecords;
  /** The record's part in the chunks before. */
  #rest: Buffer = Buffer.alloc(0);
  #count = 0;
  #open = false;
  #line = 1;
  #recordLine = 1;

  constructor(quote: number, delimiter: number, wanted: WantedRecords) {
    this.#quote = quote;
    this.#delimiter = delimiter;
    this.#wanted = wanted;
  }

  read(chunk: Buffer): boolean {
    const first = chunk.indexOf(LF) + 1;
    const last = chunk.lastIndexOf(LF) + 1;
    if (first === 0 || this.#open || !this.#mayPass(chunk.subarray(first, last))) return this.#readAll(chunk);
    this.#readAll(chunk.subarray(0, first));
    this.#pass(chunk.subarray(first, last));
    return this.#readAll(chunk.subarray(last));
  }

  /** Whole records without quotes, none of which is wanted. */
  #mayPass(records: Buffer): boolean {
    return (this.#quote < 0 || records.indexOf(this.#quote) < 0) && !this.#wanted.mayBeIn(records);
  }

  #pass(records: Buffer): void {
    for (let at = records.indexOf(LF); at >= 0; at = records.indexOf(LF, at + 1)) this.#line++;
    this.#recordLine = this.#line;
  }

  #readAll(chunk: Buffer): boolean {
    const quote = this.#quote;
    const delimiter = this.#delimiter;
    let start = 0;
    let count = this.#count;
    let open = this.#open;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === quote) open = !open;
      else if (byte > BLANK) {
        if (byte !== delimiter) count++;
      } else if (byte === LF) {
        this.#line++;
        if (open) continue;
        this.#look(chunk.subarray(start, at), count);
        count = 0;
        start = at + 1;
      }
    }
    this.#count = count;
    this.#open = open;
    this.#rest = Buffer.concat([this.#rest, chunk.subarray(start)]);
    return !this.#wanted.found;
  }

  end(): void {
    if (this.#rest.length > 0) this.#look(Buffer.alloc(0), this.#count);
  }

  #look(tail: Buffer, count: number): void {
    const whole = this.#rest.length > 0 ? Buffer.concat([this.#rest, tail]) : tail;
    this.#rest = Buffer.alloc(0);
    const record = whole[whole.length - 1] === CR ? whole.subarray(0, -1) : whole;
    this.#wanted.look(record, count, this.#recordLine);
    this.#recordLine = this.#line;
  }
}
