import duckdb from '@duckdb/node-bindings';
import type { ColumnVector, RowBatch } from '#warehouse/result.ts';

/** Bytes of one value per engine type id; types that are missing here never leave the engine. */
const valueBytes: Partial<Record<duckdb.Type, number>> = {
  [duckdb.Type.BOOLEAN]: 1,
  [duckdb.Type.SMALLINT]: 2,
  [duckdb.Type.INTEGER]: 4,
  [duckdb.Type.BIGINT]: 8,
  [duckdb.Type.FLOAT]: 4,
  [duckdb.Type.DOUBLE]: 8,
  [duckdb.Type.DATE]: 4,
  [duckdb.Type.TIME]: 8,
  [duckdb.Type.TIME_TZ]: 8,
  [duckdb.Type.TIMESTAMP]: 8,
  [duckdb.Type.TIMESTAMP_TZ]: 8,
  [duckdb.Type.INTERVAL]: 16,
  [duckdb.Type.VARCHAR]: 16,
  [duckdb.Type.BLOB]: 16,
};

const decimalBytes: Partial<Record<duckdb.Type, number>> = {
  [duckdb.Type.SMALLINT]: 2,
  [duckdb.Type.INTEGER]: 4,
  [duckdb.Type.BIGINT]: 8,
  [duckdb.Type.HUGEINT]: 16,
};

/** Width in bytes of each column of a result. Throws when a column's type cannot be shown to a client. */
export function columnWidths(result: duckdb.Result): number[] {
  return Array.from({ length: duckdb.column_count(result) }, (_, index) => {
    const type = duckdb.column_logical_type(result, index);
    const id = duckdb.get_type_id(type);
    const width =
      id === duckdb.Type.DECIMAL ? decimalBytes[duckdb.decimal_internal_type(type)] : valueBytes[id];
    if (width === undefined) throw new Error(`column ${index + 1} has the engine type id ${id}`);
    return width;
  });
}

/** All rows of a result that is complete. */
export function allRows(result: duckdb.Result, widths: number[]): RowBatch[] {
  return Array.from({ length: duckdb.result_chunk_count(result) }, (_, index) => {
    const chunk = duckdb.result_get_chunk(result, index);
    return rowBatch(chunk, duckdb.data_chunk_get_size(chunk), widths);
  });
}

/** A view of an engine chunk. The chunk's memory lives as long as the vectors that point to it. */
export function rowBatch(chunk: duckdb.DataChunk, rowCount: number, widths: number[]): RowBatch {
  return {
    rowCount,
    columns: widths.map((width, index) => new ChunkVector(chunk, index, rowCount, width)),
  };
}

class ChunkVector implements ColumnVector {
  readonly data: Uint8Array;
  readonly bytesPerValue: number;
  readonly validity: Uint8Array | undefined;
  /** Kept so that the memory behind `data` is not freed. */
  readonly chunk: duckdb.DataChunk;

  constructor(chunk: duckdb.DataChunk, index: number, rowCount: number, width: number) {
    const vector = duckdb.data_chunk_get_vector(chunk, index);
    this.chunk = chunk;
    this.bytesPerValue = width;
    this.data = duckdb.vector_get_data(vector, rowCount * width);
    // The engine's validity words are 64 bits; null stands for "no nulls".
    const words = Math.ceil(rowCount / 64) * 8;
    this.validity = (duckdb.vector_get_validity(vector, words) as Uint8Array | null) ?? undefined;
  }

  longBytes(row: number, byteCount = this.#length(row)): Uint8Array {
    const pointerOffset = this.data.byteOffset + row * this.bytesPerValue + 8;
    return duckdb.get_data_from_pointer(this.data.buffer as ArrayBuffer, pointerOffset, byteCount);
  }

  #length(row: number): number {
    const { data } = this;
    const at = row * this.bytesPerValue;
    return (data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24)) >>> 0;
  }
}
