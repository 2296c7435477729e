import { transcode } from 'node:buffer';
import type { TextEncoding } from '#sql/copy/copy-options.ts';

/** The file is not in the encoding that ENCODING says (code 1221); it is passed over. */
export class EncodingMismatch extends Error {}

/** Turns a file's chunks into UTF-8. Half a surrogate pair becomes the three bytes of its code point: no UTF-8. */
export interface Transcoder {
  push(chunk: Buffer): Buffer;
  end(): Buffer;
}

const NOTHING = Buffer.alloc(0);
/** Stands for half a code unit at the file's end. */
const HALF_UNIT = Buffer.from([0xff]);

/** Undefined where the bytes are UTF-8 already, or shall be. */
export function transcoderFor(encoding: TextEncoding): Transcoder | undefined {
  switch (encoding) {
    case 'UTF8':
      return undefined;
    case 'ISO88591':
      return { push: (chunk) => transcode(chunk, 'latin1', 'utf8'), end: () => NOTHING };
    default:
      return new Utf16Transcoder(encoding);
  }
}

class Utf16Transcoder implements Transcoder {
  readonly #encoding: TextEncoding;
  #bigEndian: boolean | undefined;
  #rest: Buffer = NOTHING;

  constructor(encoding: TextEncoding) {
    this.#encoding = encoding;
  }

  push(chunk: Buffer): Buffer {
    const bytes = Buffer.concat([this.#rest, chunk]);
    if (bytes.length < 2) {
      this.#rest = bytes;
      return NOTHING;
    }
    this.#bigEndian ??= this.#readMark(bytes.readUInt16BE());
    let end = bytes.length & ~1;
    if (isHighSurrogate(this.#unit(bytes, end - 2))) end -= 2;
    this.#rest = bytes.subarray(end);
    return this.#toUtf8(bytes.subarray(0, end));
  }

  end(): Buffer {
    if (this.#bigEndian === undefined && this.#encoding === 'UTF16' && this.#rest.length > 0)
      this.#mismatch();
    const even = this.#rest.length & ~1;
    const text = this.#toUtf8(this.#rest.subarray(0, even));
    return even === this.#rest.length ? text : Buffer.concat([text, HALF_UNIT]);
  }

  /** Whether the text is big-endian, by the file's first two bytes. */
  #readMark(mark: number): boolean {
    const marked = mark === 0xfeff ? 'UTF16BE' : mark === 0xfffe ? 'UTF16LE' : undefined;
    if (this.#encoding !== 'UTF16' && (marked ?? this.#encoding) === this.#encoding)
      return this.#encoding === 'UTF16BE';
    if (this.#encoding !== 'UTF16' || !marked) this.#mismatch();
    return marked === 'UTF16BE';
  }

  #mismatch(): never {
    const why =
      this.#encoding === 'UTF16' ? 'it has no byte order mark' : 'its byte order mark says otherwise';
    throw new EncodingMismatch(`The file is not in ${this.#encoding}: ${why}`);
  }

  #unit(bytes: Buffer, at: number): number {
    return this.#bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
  }

  #toUtf8(bytes: Buffer): Buffer {
    if (bytes.length === 0) return NOTHING;
    const text = (this.#bigEndian ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
    return text.isWellFormed() ? Buffer.from(text) : keepHalves(text);
  }
}

/** UTF-8, but with three bytes for each half of a surrogate pair. */
function keepHalves(text: string): Buffer {
  const parts: Buffer[] = [];
  for (const piece of text.split(/([\ud800-\udfff])/u)) {
    const unit = piece.charCodeAt(0);
    if (piece.length === 1 && unit >= 0xd800 && unit <= 0xdfff)
      parts.push(Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]));
    else parts.push(Buffer.from(piece));
  }
  return Buffer.concat(parts);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
