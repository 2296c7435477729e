/**
 * Text values of one column until they are written, as Parquet's plain encoding has them: length, bytes. The last value
 * can be taken back, since its record may turn out to be none.
 */
export class TextColumn {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;
  /** The length before the last value. */
  #before = 0;
  #rows = 0;
  #nullRows: number[] = [];

  add(data: Uint8Array, start: number, end: number): void {
    const size = end - start;
    let at = this.#length;
    this.#before = at;
    if (at + size + 4 > this.#bytes.length) this.#grow(size + 4);
    const bytes = this.#bytes;
    bytes[at] = size;
    bytes[at + 1] = size >>> 8;
    bytes[at + 2] = size >>> 16;
    bytes[at + 3] = size >>> 24;
    at += 4;
    // A call costs as much as copying some dozens of bytes by hand; copy() takes any bytes and makes no view of them.
    if (size < 48) for (let from = start; from < end; from++) bytes[at++] = data[from]!;
    else Buffer.prototype.copy.call(data, bytes, at, start, end);
    this.#length += size + 4;
    this.#rows++;
  }

  addNull(): void {
    this.#before = this.#length;
    this.#nullRows.push(this.#rows++);
  }

  /** Takes the last value back. */
  drop(): void {
    this.#rows--;
    this.#length = this.#before;
    if (this.#nullRows.at(-1) === this.#rows) this.#nullRows.pop();
  }

  clear(): void {
    this.#length = 0;
    this.#rows = 0;
    this.#nullRows = [];
  }

  /** A data page's body: definition levels, then the values. Valid until the column changes. */
  page(): Buffer[] {
    const levels =
      this.#nullRows.length === 0 ? allPresent(this.#rows) : bitPacked(this.#nullRows, this.#rows);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(levels.length);
    return [size, levels, this.#bytes.subarray(0, this.#length)];
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

function bitPacked(nullRows: readonly number[], rows: number): Buffer {
  const groups = Math.ceil(rows / 8);
  const header = varint(groups * 2 + 1);
  const levels = Buffer.alloc(header.length + groups, 0xff);
  levels.set(header);
  for (const row of nullRows) levels[header.length + (row >> 3)]! &= ~(1 << (row & 7));
  return levels;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
  return bytes;
}
