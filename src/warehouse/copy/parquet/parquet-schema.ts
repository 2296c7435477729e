import { quoteLiteral } from '#sql/quote.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';

/** A top-level column of a Parquet file, as its footer declares it. */
export interface ParquetColumn {
  name: string;
  /** BOOLEAN, INT32, INT64, INT96, FLOAT, DOUBLE, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY; `group` for a nested one. */
  physical: string;
  /** The meaning of the physical type: UTF8, DECIMAL, DATE, TIMESTAMP_MICROS … in the footer's words; '' for none. */
  annotation: string;
  precision: number;
  scale: number;
  required: boolean;
  /** The instant is in UTC (TIMESTAMP with isAdjustedToUTC). */
  adjustedToUtc: boolean;
}

/** Columns in the order of the file. Throws the engine's error for what is no Parquet file. */
export async function readParquetColumns(
  connection: EngineConnection,
  path: string,
): Promise<ParquetColumn[]> {
  const fields = [
    'name',
    'type',
    'repetition_type',
    'coalesce(num_children, 0)',
    'converted_type',
    'coalesce(precision, 0)',
    'coalesce(scale, 0)',
    'CAST(logical_type AS VARCHAR)',
  ];
  const rows = await connection.rows(
    `SELECT ${fields.map((field) => `CAST(${field} AS VARCHAR)`).join(', ')} FROM parquet_schema(${quoteLiteral(path)})`,
  );
  return topLevel(rows as (string | null)[][]);
}

/** The schema is a tree in preorder; its root comes first, and each node tells how many children it has. */
function topLevel(rows: (string | null)[][]): ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  let next = 1;
  while (next < rows.length) {
    columns.push(columnOf(rows[next]!));
    next = afterSubtree(rows, next);
  }
  return columns;
}

function afterSubtree(rows: (string | null)[][], index: number): number {
  let next = index + 1;
  for (let left = Number(rows[index]![3]); left > 0; left--) next = afterSubtree(rows, next);
  return next;
}

function columnOf(row: (string | null)[]): ParquetColumn {
  const [name, physical, repetition, children, converted, precision, scale, logical] = row;
  const nested = Number(children) > 0;
  return {
    name: name ?? '',
    physical: nested ? 'group' : (physical ?? ''),
    annotation: converted ?? logicalName(logical ?? ''),
    precision: Number(precision) || logicalNumber(logical, 'precision'),
    scale: Number(scale) || logicalNumber(logical, 'scale'),
    required: repetition === 'REQUIRED',
    adjustedToUtc: /isAdjustedToUTC=(1|true)/.test(logical ?? ''),
  };
}

function logicalNumber(logical: string | null | undefined, name: string): number {
  return Number(new RegExp(`${name}=(\\d+)`).exec(logical ?? '')?.[1] ?? 0);
}

/** Newer writers give a logical type alone; the same in the words of the older annotation. */
function logicalName(logical: string): string {
  const unit = /(MILLIS|MICROS|NANOS)=(?!<null>)/.exec(logical)?.[1];
  const width = /bitWidth=(\d+)/.exec(logical)?.[1];
  const [, name = ''] = /^(\w+)Type/.exec(logical) ?? [];
  switch (name) {
    case 'Timestamp':
    case 'Time':
      return `${name.toUpperCase()}_${unit}`;
    case 'Int':
      return `${/isSigned=(1|true)/.test(logical) ? '' : 'U'}INT_${width}`;
    case 'String':
      return 'UTF8';
    default:
      return name.toUpperCase();
  }
}
