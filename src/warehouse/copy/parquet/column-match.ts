import type { LoadColumn } from '#sql/copy/field-conversion.ts';
import { runtimeErrorWith } from '#sql/engine/runtime-error.ts';
import { formatType } from '#sql/types.ts';
import type { ParquetColumn } from '#warehouse/copy/parquet/parquet-schema.ts';

const integers = new Set(['', 'INT_8', 'INT_16', 'INT_32', 'INT_64', 'UINT_8', 'UINT_16']);
const timestamps = new Set(['TIMESTAMP_MILLIS', 'TIMESTAMP_MICROS', 'TIMESTAMP_NANOS']);
const times = new Set(['TIME_MILLIS', 'TIME_MICROS', 'TIME_NANOS']);
const texts = new Set(['', 'UTF8', 'ENUM', 'JSON']);

/** Marks a value that does not fit its column: the reason follows, and the caller tells where. */
export const columnarProblem = 'columnar:';

/**
 * DuckDB text that turns column `field` of a Parquet file into the table's column, or undefined where Redshift's
 * scanner refuses the pair. Physical types must be those of the column: an INT64 does not go into an INTEGER even
 * if its values would fit. Values that do not fit raise an error whose message begins with `columnarProblem`.
 */
export function matchColumn(
  column: LoadColumn,
  parquet: ParquetColumn,
  field: string,
  serializeToJson: boolean,
): string | undefined {
  const value = columnValue(column, parquet, field, serializeToJson);
  if (value === undefined || !column.notNull || parquet.required) return value;
  return `coalesce(${value}, ${problem(`NULL in column ${column.name}, which is declared NOT NULL`)})`;
}

function columnValue(
  { name, type }: LoadColumn,
  parquet: ParquetColumn,
  field: string,
  serializeToJson: boolean,
): string | undefined {
  const { physical, annotation } = parquet;
  switch (type.name) {
    case 'bool':
      return physical === 'BOOLEAN' ? field : undefined;
    case 'int2':
      return physical === 'INT32' && integers.has(annotation) ? smallint(field, name) : undefined;
    case 'int4':
      return physical === 'INT32' && integers.has(annotation) ? `CAST(${field} AS INTEGER)` : undefined;
    case 'int8':
      return physical === 'INT64' && integers.has(annotation) ? `CAST(${field} AS BIGINT)` : undefined;
    case 'float4':
      return physical === 'FLOAT' ? field : undefined;
    case 'float8':
      return physical === 'DOUBLE' ? field : undefined;
    case 'numeric':
      return decimalFits(parquet, type)
        ? `CAST(${field} AS DECIMAL(${type.precision},${type.scale}))`
        : undefined;
    case 'char':
    case 'varchar':
      return isText(parquet) ? text(parquet, field, type, name) : undefined;
    case 'date':
      return annotation === 'DATE' ? field : undefined;
    case 'time':
      return times.has(annotation) ? `CAST(${field} AS TIME)` : undefined;
    case 'timestamp':
      return isTimestamp(parquet) ? `CAST(${asUtc(parquet, field)} AS TIMESTAMP)` : undefined;
    case 'timestamptz':
      return isTimestamp(parquet) ? asInstant(parquet, field) : undefined;
    case 'varbyte':
      return physical === 'BYTE_ARRAY' && annotation === '' ? varbyte(field, type.length, name) : undefined;
    case 'super':
      return superValue(parquet, field, serializeToJson);
    default:
      return undefined;
  }
}

function smallint(field: string, name: string): string {
  return `CASE WHEN ${field} BETWEEN -32768 AND 32767 OR ${field} IS NULL THEN CAST(${field} AS SMALLINT) ELSE ${problem(`a value of column ${name} is out of range for SMALLINT: `, field)} END`;
}

function decimalFits(parquet: ParquetColumn, type: { precision: number; scale: number }): boolean {
  return (
    parquet.annotation === 'DECIMAL' && parquet.scale === type.scale && parquet.precision <= type.precision
  );
}

function isText({ physical, annotation }: ParquetColumn): boolean {
  return physical === 'BYTE_ARRAY' && texts.has(annotation);
}

/** Text without an annotation is bytes to the engine; bytes that are no UTF-8 end the load. */
function text(
  { annotation }: ParquetColumn,
  field: string,
  type: { name: 'char' | 'varchar'; length: number },
  name: string,
): string {
  const plain = annotation === '' ? `decode(${field})` : `CAST(${field} AS VARCHAR)`;
  // Most values have no blanks at their end, and rtrim() goes through every character.
  const trimmed = `CASE WHEN ends_with(${plain}, ' ') THEN rtrim(${plain}, ' ') ELSE ${plain} END`;
  const value = type.name === 'char' ? trimmed : plain;
  const head = `The length of the data column ${name} is longer than the length defined in the table. Table: ${type.length}, Data: `;
  const tooLong = problem(head, `strlen(${value})`);
  return `CASE WHEN strlen(${value}) <= ${type.length} OR ${field} IS NULL THEN ${value} ELSE ${tooLong} END`;
}

function varbyte(field: string, length: number, name: string): string {
  const head = `The length of the data column ${name} is longer than the length defined in the table. Table: ${length}, Data: `;
  return `CASE WHEN octet_length(${field}) <= ${length} OR ${field} IS NULL THEN ${field} ELSE ${problem(head, `octet_length(${field})`)} END`;
}

function isTimestamp({ physical, annotation }: ParquetColumn): boolean {
  return physical === 'INT96' || (physical === 'INT64' && timestamps.has(annotation));
}

/** Redshift's TIMESTAMP takes the UTC clock reading. */
function asUtc({ adjustedToUtc }: ParquetColumn, field: string): string {
  return adjustedToUtc ? `(${field} AT TIME ZONE 'UTC')` : field;
}

function asInstant({ adjustedToUtc }: ParquetColumn, field: string): string {
  return adjustedToUtc ? `CAST(${field} AS TIMESTAMPTZ)` : `(CAST(${field} AS TIMESTAMP) AT TIME ZONE 'UTC')`;
}

/** Nested columns and scalars become SUPER with SERIALIZETOJSON alone; a JSON column holds its value already. */
function superValue(parquet: ParquetColumn, field: string, serializeToJson: boolean): string | undefined {
  if (!serializeToJson) return undefined;
  if (parquet.physical === 'BYTE_ARRAY' && parquet.annotation === '') return `to_json(decode(${field}))`;
  // As it is written: to_json() would spell its numbers anew.
  if (parquet.annotation === 'JSON') return `CAST(CAST(${field} AS VARCHAR) AS JSON)`;
  return `to_json(${field})`;
}

function problem(head: string, value?: string): string {
  return runtimeErrorWith('internal_error', `${columnarProblem}${head}`, value ?? "''");
}

/** How the scanner names the two sides of a pair that does not match. */
export function mismatchText(column: LoadColumn, parquet: ParquetColumn): string {
  const annotation = parquet.annotation === '' ? '' : ` (${parquet.annotation})`;
  const repetition = parquet.required ? 'required' : 'optional';
  const physical = parquet.physical.toLowerCase();
  return `Column type: ${formatType(column.type).toUpperCase()}, Parquet schema: ${repetition} ${physical} ${parquet.name}${annotation}`;
}
