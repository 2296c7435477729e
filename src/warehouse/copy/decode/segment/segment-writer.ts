// Parquet, since it is what the engine reads fastest and exactly: nothing is quoted, so any text survives, columns that
// a load does not ask for are not read, and row groups are read in parallel. Written by hand because of the packages
// that write Parquet none takes bytes as they are; the engine's own writer belongs to the main thread.
import { closeSync, openSync, writevSync } from 'node:fs';
import type { TextColumn } from '#warehouse/copy/decode/segment/text-column.ts';
import { ThriftWriter } from '#warehouse/copy/decode/segment/thrift-writer.ts';

const MAGIC = Buffer.from('PAR1');
const INT32 = 1;
const INT64 = 2;
const BYTE_ARRAY = 6;
const PLAIN = 0;
const RLE = 3;
const ROW_GROUP_BYTES = 8 << 20;
const ROW_GROUP_ROWS = 122_880;
/** File, line and the raw line's length. */
const ROW_BYTES = 16;

interface ColumnChunk {
  column: number;
  offset: number;
  size: number;
}

interface RowGroup {
  rows: number;
  chunks: ColumnChunk[];
}

/** Writes one segment's file: file index, line, raw line, fields. Synchronous, for a worker thread. */
export class SegmentWriter {
  readonly #descriptor: number;
  readonly #fields: TextColumn[];
  readonly #raw: TextColumn;
  readonly #files = new Int32Array(ROW_GROUP_ROWS);
  /** 64 bits each, as two halves: a BigInt for each row would cost more than the rest of the row. */
  readonly #lines = new Uint32Array(2 * ROW_GROUP_ROWS);
  readonly #groups: RowGroup[] = [];
  #rows = 0;
  #groupBytes = 0;
  #offset = 0;
  #next = 0;
  #recordBytes = 0;
  #records = 0;

  /** `columns` are buffers to be reused from segment to segment: one for each field and one for the raw line. */
  constructor(path: string, columns: TextColumn[]) {
    this.#raw = columns[0]!;
    this.#fields = columns.slice(1);
    for (const column of columns) column.clear();
    this.#descriptor = openSync(path, 'wx', 0o600);
    this.#write([MAGIC]);
  }

  /** Bytes on disk and in memory. */
  get byteLength(): number {
    return this.#offset + this.#groupBytes;
  }

  get records(): number {
    return this.#records;
  }

  /** The record's next field. There may be no more of them than columns. */
  field(data: Uint8Array, start: number, end: number): void {
    this.#fields[this.#next++]!.add(data, start, end);
    this.#recordBytes += end - start + 4;
  }

  nullField(): void {
    this.#fields[this.#next++]!.addNull();
  }

  /** Takes back the fields of the record that has begun. */
  drop(): void {
    for (let column = 0; column < this.#next; column++) this.#fields[column]!.drop();
    this.#next = 0;
    this.#recordBytes = 0;
  }

  endRecord(file: number, line: number, raw: Uint8Array, rawStart: number, rawEnd: number): void {
    this.#raw.add(raw, rawStart, rawEnd);
    this.#next = 0;
    this.#files[this.#rows] = file;
    this.#lines[2 * this.#rows] = line;
    this.#lines[2 * this.#rows + 1] = line / 2 ** 32;
    this.#rows++;
    this.#records++;
    this.#groupBytes += this.#recordBytes + rawEnd - rawStart + ROW_BYTES;
    this.#recordBytes = 0;
    if (this.#rows === ROW_GROUP_ROWS || this.#groupBytes >= ROW_GROUP_BYTES) this.#endRowGroup();
  }

  /** Writes what is left and closes the file. */
  finish(): void {
    this.#endRowGroup();
    const footer = this.#footer();
    const size = Buffer.alloc(4);
    size.writeUInt32LE(footer.length);
    this.#write([footer, size, MAGIC]);
    this.close();
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #endRowGroup(): void {
    if (this.#rows === 0) return;
    const bodies: Uint8Array[][] = [
      [new Uint8Array(this.#files.buffer, 0, this.#rows * 4)],
      [new Uint8Array(this.#lines.buffer, 0, this.#rows * 8)],
      this.#raw.page(),
      ...this.#fields.map((column) => column.page()),
    ];
    const group: RowGroup = { rows: this.#rows, chunks: [] };
    for (const [column, body] of bodies.entries()) {
      const size = body.reduce((sum, part) => sum + part.length, 0);
      const header = pageHeader(this.#rows, size);
      group.chunks.push({ column, offset: this.#offset, size: header.length + size });
      this.#write([header, ...body]);
    }
    this.#groups.push(group);
    for (const column of [this.#raw, ...this.#fields]) column.clear();
    this.#rows = 0;
    this.#groupBytes = 0;
  }

  #write(parts: Uint8Array[]): void {
    let rest = parts.filter((part) => part.length > 0);
    while (rest.length > 0) {
      let written = writevSync(this.#descriptor, rest);
      this.#offset += written;
      while (rest.length > 0 && written >= rest[0]!.length) written -= rest.shift()!.length;
      if (rest.length > 0 && written > 0) rest = [rest[0]!.subarray(written), ...rest.slice(1)];
    }
  }

  #footer(): Buffer {
    const names = ['file', 'line', 'raw', ...this.#fields.map((_, index) => `f${index + 1}`)];
    const thrift = new ThriftWriter();
    thrift.i32(1, 1);
    thrift.structs(2, ['records', ...names], (name) => {
      const column = names.indexOf(name);
      if (column < 0) {
        thrift.text(4, name);
        thrift.i32(5, names.length);
        return;
      }
      thrift.i32(1, typeOf(column));
      thrift.i32(3, column < 2 ? 0 : 1);
      thrift.text(4, name);
      if (column >= 2) thrift.i32(6, 0);
    });
    thrift.i64(3, this.#records);
    thrift.structs(4, this.#groups, (group) => {
      thrift.structs(1, group.chunks, (chunk) => {
        thrift.i64(2, chunk.offset);
        thrift.struct(3, () => {
          thrift.i32(1, typeOf(chunk.column));
          thrift.i32s(2, [PLAIN, RLE]);
          thrift.texts(3, [names[chunk.column]!]);
          thrift.i32(4, 0);
          thrift.i64(5, group.rows);
          thrift.i64(6, chunk.size);
          thrift.i64(7, chunk.size);
          thrift.i64(9, chunk.offset);
        });
      });
      thrift.i64(
        2,
        group.chunks.reduce((sum, chunk) => sum + chunk.size, 0),
      );
      thrift.i64(3, group.rows);
    });
    return thrift.finish();
  }
}

function typeOf(column: number): number {
  return [INT32, INT64][column] ?? BYTE_ARRAY;
}

function pageHeader(rows: number, size: number): Buffer {
  const thrift = new ThriftWriter();
  thrift.i32(1, 0);
  thrift.i32(2, size);
  thrift.i32(3, size);
  thrift.struct(5, () => {
    thrift.i32(1, rows);
    thrift.i32(2, PLAIN);
    thrift.i32(3, RLE);
    thrift.i32(4, RLE);
  });
  return thrift.finish();
}
