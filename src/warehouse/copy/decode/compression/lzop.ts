import { crc32 } from 'node:zlib';
import { adler32 } from '#warehouse/copy/decode/compression/adler32.ts';
import { ChunkReader } from '#warehouse/copy/decode/compression/chunk-reader.ts';
import { decompressLzo1x, LzoError } from '#warehouse/copy/decode/compression/lzo1x.ts';

const MAGIC = Buffer.from([0x89, 0x4c, 0x5a, 0x4f, 0x00, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What lzop itself takes. */
const BLOCK_BYTES_MAX = 64 << 20;
const VERSION_NEEDED_MAX = 0x1040;

const ADLER32_DATA = 0x1;
const ADLER32_PACKED = 0x2;
const EXTRA_FIELD = 0x40;
const CRC32_DATA = 0x100;
const CRC32_PACKED = 0x200;
const FILTER = 0x800;
const CRC32_HEADER = 0x1000;

/** The content of an lzop file, block by block; several files one after the other are one. LzoError if it is none. */
export async function* unlzop(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new ChunkReader(chunks);
  for (let members = 0; ; members++) {
    const magic = await reader.read(MAGIC.length);
    if (magic.length === 0 && members > 0) return;
    if (!magic.equals(MAGIC))
      throw new LzoError(members > 0 ? 'there is something behind its end' : 'it is no lzop file');
    const flags = await new Header(reader).read();
    for (let block = await readBlock(reader, flags); block; block = await readBlock(reader, flags))
      yield block;
  }
}

/** Reads a header and proves its checksum. */
class Header {
  readonly #reader: ChunkReader;
  readonly #parts: Buffer[] = [];

  constructor(reader: ChunkReader) {
    this.#reader = reader;
  }

  /** The flags. */
  async read(): Promise<number> {
    const version = await this.#number(2);
    await this.#number(2);
    const isNew = version >= 0x0940;
    if (isNew && (await this.#number(2)) > VERSION_NEEDED_MAX) throw new LzoError('it needs a newer lzop');
    const method = await this.#number(1);
    if (method < 1 || method > 3) throw new LzoError(`its method ${method} is unknown`);
    if (isNew) await this.#number(1);
    const flags = await this.#number(4);
    if (flags & FILTER) throw new LzoError('lzop --filter is not supported');
    await this.#bytes(isNew ? 12 : 8);
    await this.#bytes(await this.#number(1));
    await this.#prove(flags);
    if (flags & EXTRA_FIELD) {
      await this.#bytes(await this.#number(4));
      await this.#prove(flags);
    }
    return flags;
  }

  async #prove(flags: number): Promise<void> {
    const bytes = Buffer.concat(this.#parts.splice(0));
    const expected = flags & CRC32_HEADER ? crc32(bytes) : adler32(bytes);
    if ((await this.#number(4)) !== expected) throw new LzoError('its header is damaged');
    this.#parts.length = 0;
  }

  async #bytes(count: number): Promise<Buffer> {
    if (count > BLOCK_BYTES_MAX) throw new LzoError('its header is too long');
    const bytes = await exactly(this.#reader, count);
    this.#parts.push(Buffer.from(bytes));
    return bytes;
  }

  async #number(size: number): Promise<number> {
    return (await this.#bytes(size)).readUIntBE(0, size);
  }
}

/** Undefined at the end of the file's blocks. */
async function readBlock(reader: ChunkReader, flags: number): Promise<Buffer | undefined> {
  const size = (await exactly(reader, 4)).readUInt32BE();
  if (size === 0) return undefined;
  const packedSize = (await exactly(reader, 4)).readUInt32BE();
  if (size > BLOCK_BYTES_MAX || packedSize === 0 || packedSize > size)
    throw new LzoError('a block has a wrong size');
  const adler = await checksum(reader, flags & ADLER32_DATA);
  const crc = await checksum(reader, flags & CRC32_DATA);
  const isPacked = packedSize < size;
  const packedAdler = await checksum(reader, isPacked ? flags & ADLER32_PACKED : 0);
  const packedCrc = await checksum(reader, isPacked ? flags & CRC32_PACKED : 0);
  const packed = await exactly(reader, packedSize);
  prove(packed, packedAdler, packedCrc);
  if (!isPacked) {
    prove(packed, adler, crc);
    return Buffer.from(packed);
  }
  const block = Buffer.allocUnsafe(size);
  decompressLzo1x(packed, block);
  prove(block, adler, crc);
  return block;
}

async function checksum(reader: ChunkReader, isThere: number): Promise<number | undefined> {
  return isThere ? (await exactly(reader, 4)).readUInt32BE() : undefined;
}

function prove(data: Buffer, adler: number | undefined, crc: number | undefined): void {
  const damaged =
    (adler !== undefined && adler32(data) !== adler) || (crc !== undefined && crc32(data) !== crc);
  if (damaged) throw new LzoError('a checksum is wrong');
}

async function exactly(reader: ChunkReader, count: number): Promise<Buffer> {
  const bytes = await reader.read(count);
  if (bytes.length < count) throw new LzoError('the file ends too early');
  return bytes;
}
