import type { BitReader } from '#warehouse/copy/decode/compression/bit-reader.ts';

const LENGTH_MAX = 20;
/** Codes up to this length are looked up at once. */
const QUICK_BITS = 10;

/** A canonical Huffman code: shorter codes first, equally long ones in the order of their symbols. */
export class HuffmanTable {
  /** Symbol and length (five bits) by the next bits; 0 where the code is longer. */
  readonly #quick = new Uint16Array(1 << QUICK_BITS);
  /** The last code of each length, shifted to the left end, and the first symbol's index less the first code. */
  readonly #limits = new Int32Array(LENGTH_MAX + 2).fill(-1);
  readonly #offsets = new Int32Array(LENGTH_MAX + 2);
  readonly #symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    const order = Array.from(lengths.keys()).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
    this.#symbols = Uint16Array.from(order);
    let code = 0;
    let index = 0;
    for (let length = 1; length <= LENGTH_MAX; length++) {
      this.#offsets[length] = index - code;
      while (index < order.length && lengths[order[index]!] === length) {
        if (length <= QUICK_BITS) this.#fillQuick(order[index]!, code, length);
        code++;
        index++;
      }
      this.#limits[length] = code;
      code <<= 1;
    }
  }

  /** The next symbol; -1 if the bits are no code. */
  read(bits: BitReader): number {
    const next = bits.peek(LENGTH_MAX);
    const quick = this.#quick[next >>> (LENGTH_MAX - QUICK_BITS)]!;
    if (quick !== 0) {
      bits.skip(quick & 31);
      return quick >>> 5;
    }
    for (let length = 1; length <= LENGTH_MAX; length++) {
      const code = next >>> (LENGTH_MAX - length);
      if (code >= this.#limits[length]!) continue;
      bits.skip(length);
      return this.#symbols[code + this.#offsets[length]!] ?? -1;
    }
    return -1;
  }

  #fillQuick(symbol: number, code: number, length: number): void {
    const first = code << (QUICK_BITS - length);
    this.#quick.fill((symbol << 5) | length, first, first + (1 << (QUICK_BITS - length)));
  }
}
