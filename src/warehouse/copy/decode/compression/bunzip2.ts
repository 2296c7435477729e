// Our own: the library for it unpacks as much at once as a file makes it, and a crafted file can make it run for ever.
import { BitReader } from '#warehouse/copy/decode/compression/bit-reader.ts';
import { Bzip2Block, Bzip2Error } from '#warehouse/copy/decode/compression/bzip2-block.ts';
import { ChunkReader } from '#warehouse/copy/decode/compression/chunk-reader.ts';

/** More than a packed block has: 900,000 symbols of at most 20 bits, and its tables. */
const PACKED_BLOCK_BYTES_MAX = 2_400_000;
const STREAM_MAGIC = 0x425a68;
const BLOCK_MAGIC = 0x314159265359;
const END_MAGIC = 0x177245385090;

/**
 * The content of bzip2 data, piece by piece; several streams one after the other are one. Bzip2Error where the data is
 * damaged: every checksum is proved.
 */
export async function* bunzip2(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new ChunkReader(chunks);
  const bits = new BitReader(() => new Bzip2Error('the file ends too early'));
  let block: Bzip2Block | undefined;
  for (let streams = 0; ; streams++) {
    bits.append(await reader.readUpTo(PACKED_BLOCK_BYTES_MAX - bits.available));
    if (bits.available === 0 && streams > 0) return;
    const level = readLevel(bits);
    if (block?.level !== level) block = new Bzip2Block(level);
    let combined = 0;
    while (readMagic(bits) === BLOCK_MAGIC) {
      bits.append(await reader.readUpTo(PACKED_BLOCK_BYTES_MAX - bits.available));
      const expected = bits.readUint32();
      block.read(bits);
      yield* block.unpack();
      if (block.crc !== expected) throw new Bzip2Error('a checksum is wrong');
      combined = (((combined << 1) | (combined >>> 31)) ^ expected) >>> 0;
    }
    if (bits.readUint32() !== combined) throw new Bzip2Error('a checksum is wrong');
    bits.align();
  }
}

/** The block size in units of 100,000 bytes. */
function readLevel(bits: BitReader): number {
  const magic = bits.read(24);
  const level = bits.read(8) - 0x30;
  if (magic !== STREAM_MAGIC || level < 1 || level > 9) throw new Bzip2Error('it is not of this format');
  return level;
}

/** What comes next: a block or the stream's end. */
function readMagic(bits: BitReader): number {
  const magic = bits.read(24) * 2 ** 24 + bits.read(24);
  if (magic !== BLOCK_MAGIC && magic !== END_MAGIC) throw new Bzip2Error('it is damaged');
  return magic;
}
