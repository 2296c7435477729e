import type { BitReader } from '#warehouse/copy/decode/compression/bit-reader.ts';
import { HuffmanTable } from '#warehouse/copy/decode/compression/huffman-table.ts';

/** The input is no bzip2 data, or not all of it. */
export class Bzip2Error extends Error {}

const GROUP_SYMBOLS = 50;
const PIECE_BYTES = 1 << 18;
/** After four equal bytes a count of more of them follows. */
const RUN = 4;

const crcTable = new Uint32Array(256).map((_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** One block of a bzip2 stream: `read` undoes Huffman and move-to-front coding, `unpack` the sorting and the runs. */
export class Bzip2Block {
  readonly level: number;
  /** Checksum of the block, once it is unpacked. */
  crc = 0;
  /** A byte in the low eight bits, above them where the byte after it is. */
  readonly #links: Uint32Array;
  #length = 0;
  #origin = 0;

  constructor(level: number) {
    this.level = level;
    this.#links = new Uint32Array(level * 100_000);
  }

  read(bits: BitReader): void {
    if (bits.read(1) === 1) throw new Bzip2Error('blocks of bzip2 0.9 and before are not supported');
    this.#origin = bits.read(24);
    const symbols = readSymbols(bits);
    const tables = bits.read(3);
    if (tables < 2 || tables > 6) throw damaged();
    const selectors = readSelectors(bits, tables);
    const coded = Array.from({ length: tables }, () => readTable(bits, symbols.length + 2));
    this.#readBytes(
      bits,
      symbols,
      selectors.map((selector) => coded[selector]!),
    );
    this.#link();
  }

  #readBytes(bits: BitReader, symbols: Uint8Array, tables: HuffmanTable[]): void {
    const links = this.#links;
    const end = symbols.length + 1;
    const front = Uint8Array.from(symbols);
    let length = 0;
    let run = 0;
    let weight = 1;
    for (let group = 0; ; group++) {
      const table = tables[group];
      if (!table) throw damaged();
      for (let left = GROUP_SYMBOLS; left > 0; left--) {
        const symbol = table.read(bits);
        if (symbol < 0) throw damaged();
        if (symbol <= 1) {
          run += weight << symbol;
          weight <<= 1;
          if (run > links.length) throw damaged();
          continue;
        }
        if (run > 0) {
          if (length + run > links.length) throw damaged();
          links.fill(front[0]!, length, length + run);
          length += run;
          run = 0;
          weight = 1;
        }
        if (symbol === end) {
          this.#length = length;
          return;
        }
        if (length >= links.length) throw damaged();
        const index = symbol - 1;
        const byte = front[index]!;
        // By hand: a call costs more than the few bytes that it mostly moves.
        for (let at = index; at > 0; at--) front[at] = front[at - 1]!;
        front[0] = byte;
        links[length++] = byte;
      }
    }
  }

  /** Undoes the Burrows-Wheeler transform: each byte gets the place of the one that follows it. */
  #link(): void {
    const links = this.#links;
    const length = this.#length;
    if (this.#origin >= length) throw damaged();
    const starts = new Uint32Array(256);
    for (let at = 0; at < length; at++) starts[links[at]! & 0xff]!++;
    let sum = 0;
    for (let byte = 0; byte < 256; byte++) {
      const count = starts[byte]!;
      starts[byte] = sum;
      sum += count;
    }
    for (let at = 0; at < length; at++) {
      const byte = links[at]! & 0xff;
      const place = starts[byte]!++;
      links[place] = links[place]! | (at << 8);
    }
  }

  /** The block's bytes in pieces, so that a block of nothing but runs does not fill the memory. */
  *unpack(): Generator<Buffer> {
    const links = this.#links;
    let piece = Buffer.allocUnsafe(PIECE_BYTES);
    let size = 0;
    let crc = 0xffffffff;
    let place = links[this.#origin]! >>> 8;
    let before = -1;
    let equal = 0;
    for (let left = this.#length; left > 0; left--) {
      const link = links[place]!;
      const byte = link & 0xff;
      place = link >>> 8;
      if (size + 256 > PIECE_BYTES) {
        yield piece.subarray(0, size);
        piece = Buffer.allocUnsafe(PIECE_BYTES);
        size = 0;
      }
      if (equal === RUN) {
        for (let more = byte; more > 0; more--) {
          piece[size++] = before;
          crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ before]!;
        }
        equal = 0;
        before = -1;
        continue;
      }
      piece[size++] = byte;
      crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ byte]!;
      equal = byte === before ? equal + 1 : 1;
      before = byte;
    }
    if (size > 0) yield piece.subarray(0, size);
    this.crc = ~crc >>> 0;
  }
}

/** The bytes that the block has, in order. */
function readSymbols(bits: BitReader): Uint8Array {
  const symbols: number[] = [];
  const ranges = bits.read(16);
  for (let range = 0; range < 16; range++) {
    if (!(ranges & (0x8000 >> range))) continue;
    const there = bits.read(16);
    for (let low = 0; low < 16; low++) if (there & (0x8000 >> low)) symbols.push(range * 16 + low);
  }
  if (symbols.length === 0) throw damaged();
  return Uint8Array.from(symbols);
}

/** Which table codes each group of symbols. */
function readSelectors(bits: BitReader, tables: number): number[] {
  const count = bits.read(15);
  if (count === 0) throw damaged();
  const front = Array.from({ length: tables }, (_, table) => table);
  return Array.from({ length: count }, () => {
    let index = 0;
    while (bits.read(1) === 1) if (++index >= tables) throw damaged();
    const table = front.splice(index, 1)[0]!;
    front.unshift(table);
    return table;
  });
}

function readTable(bits: BitReader, symbolCount: number): HuffmanTable {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    for (;;) {
      if (length < 1 || length > 20) throw damaged();
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return new HuffmanTable(lengths);
}

function damaged(): Bzip2Error {
  return new Bzip2Error('it is damaged');
}
