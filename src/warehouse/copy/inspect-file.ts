import { isAscii } from 'node:buffer';
import { open } from 'node:fs/promises';
import { type CsvShape, csvShape } from '#warehouse/copy/csv-shape.ts';

const LF = 10;
const CR = 13;
const chunkBytes = 1 << 20;
/** More blank lines than this and the decoder, which minds them, reads the file. */
const blankLinesMax = 1000;

export interface InspectOptions {
  /** CSV's quote character. */
  quote: string | undefined;
  delimiter: string;
  columnCount: number;
  nullAs: string;
  ignoreHeader: number;
  /** Blank lines are passed over, are errors whose places are wanted, or are records that the engine does not see. */
  blankLines: 'ignore' | 'report' | 'refuse';
  /** ACCEPTINVCHARS: a file with more than ASCII is for the decoder, which replaces. */
  strictCharacters: boolean;
}

/** What a file of delimited text is like, as far as the engine's reader minds. */
export interface FileShape {
  /** Undefined where the engine's reader would not give Redshift's answer: the decoder reads the file. */
  lineEnds: 'lf' | 'crlf' | undefined;
  /** Byte offsets of blank lines behind the header, which the engine's reader passes over in silence. */
  blankLines: number[];
}

const forDecoder: FileShape = { lineEnds: undefined, blankLines: [] };

/**
 * Looks through a plain file before the engine reads it. The engine's reader ends a transaction when line ends change
 * within a file, takes stray quotes as text, and passes over blank lines and fields that are too many if they are empty or NULL; none of that is Redshift's way. The quick
 * look costs a few hundredths of a load; only files with quotes or carriage returns are looked at byte by byte.
 */
export async function inspectFile(
  path: string,
  options: InspectOptions,
  signal: AbortSignal,
): Promise<FileShape> {
  const quick = await quickLook(path, options, signal);
  return quick ?? carefulLook(path, options, signal);
}

/** Undefined where it takes a careful look. */
async function quickLook(
  path: string,
  options: InspectOptions,
  signal: AbortSignal,
): Promise<FileShape | undefined> {
  const quote = options.quote?.charCodeAt(0);
  const blankLines: number[] = [];
  let header = options.ignoreHeader;
  let before = LF;
  let doubtful = false;
  let wrongCharacters = false;
  const extra = new ExtraFields(options);
  await eachChunk(path, signal, (chunk, offset) => {
    doubtful ||=
      extra.found(chunk) || chunk.indexOf(CR) >= 0 || (quote !== undefined && chunk.indexOf(quote) >= 0);
    if (options.strictCharacters) wrongCharacters ||= !isAscii(chunk);
    if (doubtful || wrongCharacters) return false;
    let at = 0;
    for (; header > 0 && at >= 0 && at < chunk.length; header--) at = chunk.indexOf(LF, at) + 1 || -1;
    if (at < 0 || header > 0) {
      if (at < 0) header++;
      before = chunk[chunk.length - 1] ?? before;
      return true;
    }
    if (at > 0) before = LF;
    if (options.blankLines !== 'ignore') collectBlankLines(chunk, at, before, offset, blankLines);
    before = chunk[chunk.length - 1] ?? before;
    return blankLines.length <= blankLinesMax;
  });
  if (wrongCharacters || tooManyBlank(blankLines, options)) return forDecoder;
  doubtful ||= extra.foundAtEnd();
  return doubtful ? undefined : { lineEnds: 'lf', blankLines };
}

/** Looks for lines with more fields than columns that end empty or in the NULL text: the engine's reader takes them. */
class ExtraFields {
  readonly #delimiter: number;
  readonly #columnCount: number;
  readonly #endings: Buffer[];
  /** The line that the last chunk has not ended. */
  #rest: Buffer = Buffer.alloc(0);

  constructor({ delimiter, columnCount, nullAs }: InspectOptions) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#columnCount = columnCount;
    const two = [delimiter + delimiter, delimiter + nullAs, nullAs + delimiter];
    const endings = nullAs === '' ? two.slice(0, 1) : two;
    this.#endings = endings.map((ending) => Buffer.from(`${ending}\n`));
  }

  found(chunk: Buffer): boolean {
    const first = chunk.indexOf(LF);
    const last = chunk.lastIndexOf(LF);
    if (first < 0) {
      this.#rest = Buffer.concat([this.#rest, chunk]);
      return this.#rest.length > chunkBytes * 4;
    }
    const joined = Buffer.concat([this.#rest, chunk.subarray(0, first)]);
    this.#rest = Buffer.from(chunk.subarray(last + 1));
    return this.#hasTooMany(joined) || this.#endings.some((ending) => this.#foundAfter(chunk, first, ending));
  }

  foundAtEnd(): boolean {
    return this.#hasTooMany(this.#rest);
  }

  #foundAfter(chunk: Buffer, from: number, ending: Buffer): boolean {
    for (let at = chunk.indexOf(ending, from); at >= 0; at = chunk.indexOf(ending, at + 1)) {
      const start = chunk.lastIndexOf(LF, at) + 1;
      if (this.#hasTooMany(chunk.subarray(start, at + ending.length - 1))) return true;
    }
    return false;
  }

  /** One delimiter may follow the last field. */
  #hasTooMany(line: Buffer): boolean {
    const delimiter = this.#delimiter;
    let count = 0;
    for (let at = 0; at < line.length; at++) if (line[at] === delimiter) count++;
    const isTrailing = count === this.#columnCount && line[line.length - 1] === delimiter;
    return count >= this.#columnCount && !isTrailing;
  }
}

function collectBlankLines(
  chunk: Buffer,
  from: number,
  before: number,
  offset: number,
  blankLines: number[],
): void {
  if (before === LF && chunk[from] === LF) blankLines.push(offset + from);
  let at = chunk.indexOf('\n\n', from, 'latin1');
  while (at >= 0 && blankLines.length <= blankLinesMax) {
    blankLines.push(offset + at + 1);
    at = chunk.indexOf('\n\n', at + 1, 'latin1');
  }
}

async function carefulLook(path: string, options: InspectOptions, signal: AbortSignal): Promise<FileShape> {
  const look: CsvShape = csvShape(options);
  await eachChunk(path, signal, (chunk, offset) => look.read(chunk, offset));
  const { usable, carriageReturns, blankLines: found } = look.end();
  const blankLines = options.blankLines === 'ignore' ? [] : found;
  if (!usable || tooManyBlank(blankLines, options)) return forDecoder;
  return { lineEnds: carriageReturns > 0 ? 'crlf' : 'lf', blankLines };
}

function tooManyBlank({ length }: number[], { blankLines }: InspectOptions): boolean {
  return length > (blankLines === 'refuse' ? 0 : blankLinesMax);
}

/** Reads the file in pieces until `each` returns false; other work goes on between the pieces. */
export async function eachChunk(
  path: string,
  signal: AbortSignal,
  each: (chunk: Buffer, offset: number) => boolean,
): Promise<void> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let offset = 0; ; ) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, offset);
      if (bytesRead === 0) return;
      if (!each(buffer.subarray(0, bytesRead), offset)) return;
      offset += bytesRead;
    }
  } finally {
    await file.close();
  }
}
