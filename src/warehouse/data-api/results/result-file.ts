import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { fail } from '#base/errors.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Before each page stands its compressed length. */
const headerBytes = 4;

/** Appends pages of a result to a file, compressed; the file is made with the first page. */
export class ResultFile implements AsyncDisposable {
  readonly #path: string;
  readonly #bytesMax: number;
  #file: FileHandle | undefined;
  #length = 0;

  /** A result of more than `bytesMax` compressed bytes is refused. */
  constructor(path: string, bytesMax: number) {
    this.#path = path;
    this.#bytesMax = bytesMax;
  }

  async append(page: string): Promise<void> {
    const bytes = await compress(page, { level: constants.Z_BEST_SPEED });
    this.#length += headerBytes + bytes.length;
    if (this.#length > this.#bytesMax)
      throw fail('program_limit_exceeded', 'Database response exceeded size limit');
    this.#file ??= await open(this.#path, 'w', 0o600);
    const header = Buffer.alloc(headerBytes);
    header.writeUInt32LE(bytes.length);
    await this.#file.writev([header, bytes]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.close();
  }
}

/** A page of a result, and where the next one begins; undefined after the last. */
export interface ResultPage {
  text: string;
  next: number | undefined;
}

/** Reads pages from an offset on, until they hold more than `bytesMax` characters; at least one where there is one. */
export async function readPages(path: string, offset: number, bytesMax: number): Promise<ResultPage[]> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const pages: ResultPage[] = [];
  let length = 0;
  let at = offset;
  while (at < size) {
    const header = await readBytes(file, at, headerBytes);
    const bytes = await readBytes(file, at + headerBytes, header.readUInt32LE());
    const text = (await decompress(bytes)).toString('utf8');
    length += text.length;
    if (pages.length > 0 && length > bytesMax) break;
    at += headerBytes + bytes.length;
    pages.push({ text, next: at < size ? at : undefined });
    if (length > bytesMax) break;
  }
  return pages;
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, position);
  return bytes;
}
