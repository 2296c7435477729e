import { S3Error } from '#aws/services/s3/errors.ts';

/** Bytes of the fields before the file, as S3 allows them. */
const fieldBytesMax = 20 * 1024;
const headerBytesMax = 8 * 1024;

/** The file of a form, its bytes still to be read. */
export interface FormFile {
  name: string;
  contentType: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/** A form of `multipart/form-data` up to its file. Field names are lower-case. */
export interface UploadForm {
  fields: Map<string, string>;
  file: FormFile;
}

/** The boundary of a `multipart/form-data` content type, undefined for another type. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(
    contentType ?? '',
  );
  return match?.[1] ?? match?.[2];
}

/**
 * Reads a form as it comes in: the fields before the file are held, the file streams, and what stands behind it is
 * read and dropped, as S3 does. MalformedPOSTRequest for what is no form. RFC 7578.
 */
export async function readForm(body: AsyncIterable<Uint8Array>, boundary: string): Promise<UploadForm> {
  const source = new Source(body);
  // The first boundary has no line before it; with one, all are alike.
  source.prepend(Buffer.from('\r\n'));
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  await source.until(delimiter, fieldBytesMax);
  const fields = new Map<string, string>();
  let size = 0;
  for (;;) {
    if ((await source.take(2)).toString('latin1') !== '\r\n') {
      throw new S3Error('IncorrectNumberOfFilesInPostRequest');
    }
    const part = await readPartHeaders(source);
    if (part.name === 'file') {
      const { fileName, contentType } = part;
      return { fields, file: { name: fileName ?? '', contentType, bytes: source.stream(delimiter) } };
    }
    const value = await source.until(delimiter, fieldBytesMax);
    size += part.name.length + value.length;
    if (size > fieldBytesMax) throw new S3Error('MaxPostPreDataLengthExceededError');
    fields.set(part.name, value.toString('utf8'));
  }
}

interface PartHeaders {
  name: string;
  fileName: string | undefined;
  contentType: string | undefined;
}

async function readPartHeaders(source: Source): Promise<PartHeaders> {
  source.prepend(Buffer.from('\r\n'));
  const text = (await source.until(Buffer.from('\r\n\r\n'), headerBytesMax)).toString('utf8');
  const lines = text.split('\r\n').map((line) => line.split(/:(.*)/s, 2) as [string, string?]);
  const value = (name: string) => lines.find(([each]) => each.trim().toLowerCase() === name)?.[1]?.trim();
  const disposition = value('content-disposition') ?? '';
  const name = parameter(disposition, 'name');
  if (!/^form-data\b/i.test(disposition) || name === undefined) throw new S3Error('MalformedPOSTRequest');
  return {
    name: name.toLowerCase(),
    fileName: parameter(disposition, 'filename'),
    contentType: value('content-type'),
  };
}

/** `name="value"` of a header; browsers write a quote in it as %22 or \". */
function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(header);
  return match?.[1]?.replace(/\\(["\\])/g, '$1').replaceAll('%22', '"') ?? match?.[2];
}

/** Bytes that come in pieces, read by what stands in them. */
class Source {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#pieces = body[Symbol.asyncIterator]();
  }

  prepend(bytes: Buffer): void {
    this.#held = Buffer.concat([bytes, this.#held]);
  }

  /** The next bytes; MalformedPOSTRequest when there are not so many. */
  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more();
    return this.#cut(count);
  }

  /** All bytes before `mark`, which is skipped. */
  async until(mark: Buffer, bytesMax: number): Promise<Buffer> {
    for (let from = 0; ; ) {
      const at = this.#held.indexOf(mark, from);
      if (at >= 0) {
        const found = this.#cut(at);
        this.#cut(mark.length);
        return found;
      }
      if (this.#held.length > bytesMax) throw new S3Error('MaxPostPreDataLengthExceededError');
      from = Math.max(0, this.#held.length - mark.length + 1);
      await this.#more();
    }
  }

  /** The bytes before `mark` as they come; then the rest of the body is read, so that its end is verified. */
  async *stream(mark: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield this.#cut(at);
        break;
      }
      // The mark may have begun in what is held.
      const free = this.#held.length - mark.length + 1;
      if (free > 0) yield this.#cut(free);
      await this.#more();
    }
    this.#held = Buffer.alloc(0);
    while (!(await this.#pieces.next()).done);
  }

  #cut(count: number): Buffer {
    const found = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return found;
  }

  async #more(): Promise<void> {
    const next = await this.#pieces.next();
    if (next.done) throw new S3Error('MalformedPOSTRequest');
    this.#held =
      this.#held.length === 0
        ? Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length)
        : Buffer.concat([this.#held, next.value]);
  }
}
