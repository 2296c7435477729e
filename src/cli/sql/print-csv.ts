import type { RowPrinter } from '#cli/sql/row-printer.ts';

/** CSV with a header line; NULL is an empty field, an empty string is `""`. */
export function csvPrinter(): RowPrinter {
  return {
    start: (columns) => `${columns.map(quote).join(',')}\n`,
    row: (values) => `${values.map((value) => (value === null ? '' : quote(value))).join(',')}\n`,
    end: () => '',
  };
}

function quote(value: string): string {
  return value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
