/**
 * Text values of one column until they are written, as Parquet's plain encoding has them: length, bytes. Values of an
 * unfinished record can be taken back.
 */
export class TextColumn {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;
  /** 1 where a row has a value. */
  #present = new Uint8Array(1 << 12);
  #rows = 0;
  #nulls = 0;
  #keptLength = 0;
  #keptRows = 0;
  #keptNulls = 0;

  get byteLength(): number {
    return this.#length;
  }

  add(data: Uint8Array, start: number, end: number): void {
    const size = end - start;
    let at = this.#length;
    if (at + size + 4 > this.#bytes.length) this.#grow(size + 4);
    const bytes = this.#bytes;
    bytes[at] = size;
    bytes[at + 1] = size >>> 8;
    bytes[at + 2] = size >>> 16;
    bytes[at + 3] = size >>> 24;
    at += 4;
    // A call of set() costs as much as copying some dozens of bytes by hand.
    if (size < 40) for (let from = start; from < end; from++) bytes[at++] = data[from]!;
    else bytes.set(data.subarray(start, end), at);
    this.#length += size + 4;
    this.#mark(1);
  }

  addNull(): void {
    this.#nulls++;
    this.#mark(0);
  }

  /** The rows so far belong to finished records; the bytes that came since the last time. */
  keep(): number {
    const added = this.#length - this.#keptLength;
    this.#keptLength = this.#length;
    this.#keptRows = this.#rows;
    this.#keptNulls = this.#nulls;
    return added;
  }

  /** Takes back what came after the last `keep`. */
  drop(): void {
    this.#length = this.#keptLength;
    this.#rows = this.#keptRows;
    this.#nulls = this.#keptNulls;
  }

  clear(): void {
    this.#length = 0;
    this.#rows = 0;
    this.#nulls = 0;
    this.keep();
  }

  /** A data page's body: definition levels, then the values. Valid until the column changes. */
  page(): Buffer[] {
    const levels = this.#nulls === 0 ? allPresent(this.#rows) : bitPacked(this.#present, this.#rows);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(levels.length);
    return [size, levels, this.#bytes.subarray(0, this.#length)];
  }

  #mark(present: 0 | 1): void {
    if (this.#rows === this.#present.length) {
      const wider = new Uint8Array(this.#rows * 2);
      wider.set(this.#present);
      this.#present = wider;
    }
    this.#present[this.#rows++] = present;
  }

  #grow(by: number): void {
    const wider = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + by));
    this.#bytes.copy(wider, 0, 0, this.#length);
    this.#bytes = wider;
  }
}

/** One run of ones. */
function allPresent(rows: number): Buffer {
  return Buffer.from([...varint(rows * 2), 1]);
}

function bitPacked(present: Uint8Array, rows: number): Buffer {
  const groups = Math.ceil(rows / 8);
  const header = varint(groups * 2 + 1);
  const levels = Buffer.alloc(header.length + groups);
  levels.set(header);
  for (let row = 0; row < rows; row++) levels[header.length + (row >> 3)]! |= present[row]! << (row & 7);
  return levels;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
  return bytes;
}
