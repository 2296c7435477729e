import fc from 'fast-check';
import { adler32 } from '#warehouse/copy/decode/compression/adler32.ts';

type Form = 'short' | 'near' | 'M2' | 'M3' | 'M4';

/** Writes LZO1X instructions and keeps the data that they stand for. */
class Lzo1xWriter {
  readonly data: number[] = [];
  readonly #packed: number[] = [];
  /** Where the last match keeps the number of literals behind it. */
  #trailing = -1;
  #state = 0;

  literals(bytes: readonly number[]): void {
    const count = bytes.length;
    if (count === 0) return;
    if (this.#packed.length === 0 && count <= 238) this.#packed.push(17 + count);
    else if (count <= 3 && this.#trailing >= 0) this.#packed[this.#trailing]! |= count;
    else if (count <= 18) this.#packed.push(count - 3);
    else {
      this.#packed.push(0);
      this.#extend(count - 18);
    }
    this.#state = Math.min(count, 4);
    for (const byte of bytes) {
      this.#packed.push(byte);
      this.data.push(byte);
    }
  }

  /** False, and nothing written, where the form has no such match here. */
  match(form: Form, distance: number, length: number): boolean {
    if (distance < 1 || distance > this.data.length || !this.#write(form, distance, length)) return false;
    this.#state = 0;
    for (let left = length; left > 0; left--) this.data.push(this.data[this.data.length - distance]!);
    return true;
  }

  finish(): { packed: Buffer; data: Buffer } {
    return { packed: Buffer.from([...this.#packed, 17, 0, 0]), data: Buffer.from(this.data) };
  }

  #write(form: Form, distance: number, length: number): boolean {
    const at = distance - 1;
    switch (form) {
      case 'short':
        if (length !== 2 || distance > 1024 || this.#state < 1 || this.#state > 3) return false;
        return this.#pair((at & 3) << 2, at >> 2);
      case 'near':
        if (length !== 3 || distance < 2049 || distance > 3072 || this.#state !== 4) return false;
        return this.#pair(((distance - 2049) & 3) << 2, (distance - 2049) >> 2);
      case 'M2':
        if (length < 3 || length > 8 || distance > 2048) return false;
        return this.#pair(((length - 1) << 5) | ((at & 7) << 2), at >> 3);
      case 'M3':
        if (length < 3 || distance > 16384) return false;
        return this.#long(32, 31, length, at);
      case 'M4':
        if (length < 3 || distance <= 16384 || distance > 49151) return false;
        return this.#long(16 | (((distance - 16384) >> 11) & 8), 7, length, (distance - 16384) & 0x3fff);
    }
  }

  #pair(first: number, second: number): boolean {
    this.#trailing = this.#packed.push(first, second) - 2;
    return true;
  }

  #long(code: number, base: number, length: number, distance: number): boolean {
    const size = length - 2;
    this.#packed.push(size <= base ? code | size : code);
    if (size > base) this.#extend(size - base);
    this.#trailing = this.#packed.push((distance << 2) & 0xff, distance >> 6) - 2;
    return true;
  }

  #extend(rest: number): void {
    let left = rest;
    for (; left > 255; left -= 255) this.#packed.push(0);
    this.#packed.push(left);
  }
}

const step = fc.record({
  literals: fc.array(fc.nat(255), { maxLength: 30 }),
  form: fc.constantFrom<Form>('short', 'near', 'M2', 'M3', 'M4'),
  distance: fc.integer({ min: 1, max: 49151 }),
  near: fc.boolean(),
  length: fc.oneof(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 4000 })),
});

/** A stream of any instructions, and what it unpacks to. */
export const lzo1xStream = fc.tuple(fc.boolean(), fc.array(step, { maxLength: 30 })).map(([long, steps]) => {
  const writer = new Lzo1xWriter();
  // Far matches need something far away.
  writer.literals(Array.from({ length: long ? 50_000 : 5 }, (_, at) => (at * 7) & 255));
  writer.match('M3', 1, 3);
  let pending: number[] = [];
  for (const { literals, form, distance, near, length } of steps) {
    pending.push(...literals);
    const reach = writer.data.length + pending.length;
    const within =
      form === 'near' ? 2049 + (distance % 1024) : near ? (distance % Math.min(reach, 1024)) + 1 : distance;
    const size = form === 'short' ? 2 : form === 'near' ? 3 : form === 'M2' ? 3 + (length % 6) : length;
    const lone = pending;
    pending = [];
    writer.literals(lone);
    if (!writer.match(form, within, size) && !writer.match('M3', 1 + (distance % 4), Math.max(3, size)))
      throw new Error('no match');
  }
  return writer.finish();
});

const BLOCK = 64 << 10;
const WINDOW = 16384;

/** A file as lzop writes it, with Adler-32 of all data. A small compressor: matches of the form M3 alone. */
export function lzop(data: Uint8Array): Buffer {
  const header = Buffer.from([
    0x10,
    0x40,
    0x20,
    0xa0,
    0x09,
    0x40,
    3,
    9,
    0,
    0,
    0,
    3,
    ...Buffer.alloc(12),
    1,
    0x66,
  ]);
  const magic = Buffer.from([0x89, 0x4c, 0x5a, 0x4f, 0x00, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts: Buffer[] = [magic, header, uint32(adler32(header))];
  for (let at = 0; at < data.length; at += BLOCK) {
    const block = Buffer.from(data.subarray(at, at + BLOCK));
    const packed = compress(block);
    const isPacked = packed.length < block.length;
    parts.push(uint32(block.length), uint32(isPacked ? packed.length : block.length), uint32(adler32(block)));
    if (isPacked) parts.push(uint32(adler32(packed)), packed);
    else parts.push(block);
  }
  return Buffer.concat([...parts, uint32(0)]);
}

function compress(block: Buffer): Buffer {
  const writer = new Lzo1xWriter();
  const seen = new Map<number, number>();
  let pending: number[] = [];
  for (let at = 0; at < block.length; ) {
    const key = at + 4 <= block.length ? block.readUInt32LE(at) : -1;
    const before = seen.get(key) ?? -1;
    seen.set(key, at);
    if (key < 0 || before < 0 || at - before > WINDOW) {
      pending.push(block[at++]!);
      continue;
    }
    let length = 4;
    while (at + length < block.length && block[at + length] === block[before + length]) length++;
    writer.literals(pending);
    pending = [];
    writer.match('M3', at - before, length);
    at += length;
  }
  writer.literals(pending);
  return writer.finish().packed;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
