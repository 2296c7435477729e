import type { OutputColumn } from '#sql/plan.ts';

/** Joins the texts of a page's rows into its own text. */
export interface RowFormat {
  row(values: readonly (string | null)[]): string;
  page(rows: readonly string[]): string;
}

/** A row as a list of typed fields. */
export function jsonRows(columns: readonly OutputColumn[]): RowFormat {
  const writers = columns.map(({ type }) => fieldWriter(type.name));
  const field = (value: string | null, index: number) =>
    value === null ? '{"isNull":true}' : (writers[index] ?? stringField)(value);
  return {
    row: (values) => `[${values.map(field).join(',')}]`,
    page: (rows) => `[${rows.join(',')}]`,
  };
}

/** https://www.rfc-editor.org/rfc/rfc4180: values with a comma, a quote or a line end in quotes; NULL is nothing. */
export function csvRows(): RowFormat {
  const field = (value: string | null) => {
    if (value === null) return '';
    return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return { row: (values) => `${values.map(field).join(',')}\r\n`, page: (rows) => rows.join('') };
}

function fieldWriter(type: OutputColumn['type']['name']): (value: string) => string {
  switch (type) {
    case 'int2':
    case 'int4':
    case 'int8':
    case 'oid':
    case 'xid':
      return (value) => `{"longValue":${value}}`;
    case 'float4':
    case 'float8':
      return (value) => `{"doubleValue":${jsonNumber(Number(value))}}`;
    case 'bool':
      return (value) => `{"booleanValue":${value === 't'}}`;
    case 'timestamp':
      // As java.sql.Timestamp prints itself.
      return (value) => stringField(/:\d\d$/.test(value) ? `${value}.0` : value);
    default:
      return stringField;
  }
}

/** JSON has no form for NaN and the infinities; AWS's protocol has them as text. */
function jsonNumber(value: number): string {
  return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
}

function stringField(value: string): string {
  return `{"stringValue":${JSON.stringify(value)}}`;
}
