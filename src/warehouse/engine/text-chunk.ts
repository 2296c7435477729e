import duckdb from '@duckdb/node-bindings';

/** Rows of one engine chunk. */
export const chunkRows = 2048;

const entryBytes = 16;
/** Texts up to this length stand in their entry; longer ones are handed over one by one. */
const inlineMax = 12;

/** A chunk of text columns that is filled column by column; the appender converts it to the table's types at once. */
export class TextChunk {
  readonly chunk: duckdb.DataChunk;
  readonly #vectors: duckdb.Vector[];
  readonly #entries = Buffer.from(new ArrayBuffer(chunkRows * entryBytes));
  readonly #validity = new Uint8Array(chunkRows / 8);

  constructor(columnCount: number) {
    const text = duckdb.create_logical_type(duckdb.Type.VARCHAR);
    this.chunk = duckdb.create_data_chunk(Array.from({ length: columnCount }, () => text));
    this.#vectors = Array.from({ length: columnCount }, (_, index) =>
      duckdb.data_chunk_get_vector(this.chunk, index),
    );
  }

  /** Empties the chunk for so many rows. */
  reset(rowCount: number): void {
    duckdb.data_chunk_reset(this.chunk);
    duckdb.data_chunk_set_size(this.chunk, rowCount);
  }

  /** Fills a column with as many values as the chunk has rows. */
  fill(column: number, rowCount: number, textAt: (row: number) => string | null): void {
    const vector = this.#vectors[column]!;
    const long: [row: number, text: string][] = [];
    let hasNull = false;
    this.#validity.fill(0xff);
    for (let row = 0; row < rowCount; row++) {
      const value = textAt(row);
      if (value !== null && this.#writeShort(row, value)) continue;
      this.#entries.fill(0, row * entryBytes, (row + 1) * entryBytes);
      if (value !== null) long.push([row, value]);
      else {
        hasNull = true;
        this.#validity[row >> 3]! &= ~(1 << (row & 7));
      }
    }
    duckdb.copy_data_to_vector(vector, 0, this.#entries.buffer, 0, rowCount * entryBytes);
    if (hasNull) {
      duckdb.vector_ensure_validity_writable(vector);
      duckdb.copy_data_to_vector_validity(vector, 0, this.#validity.buffer, 0, this.#validity.length);
    }
    for (const [row, text] of long) duckdb.vector_assign_string_element(vector, row, text);
  }

  /** Writes a short text of ASCII into its entry: four bytes of length, then the text, then zeros. */
  #writeShort(row: number, text: string): boolean {
    const { length } = text;
    if (length > inlineMax) return false;
    const entries = this.#entries;
    let at = row * entryBytes;
    entries[at] = length;
    entries[at + 1] = 0;
    entries[at + 2] = 0;
    entries[at + 3] = 0;
    at += 4;
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) return false;
      entries[at + index] = code;
    }
    for (let index = length; index < inlineMax; index++) entries[at + index] = 0;
    return true;
  }
}
