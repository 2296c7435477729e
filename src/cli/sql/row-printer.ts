/** Prints one result: `start` with the column names, `row` per row, `end` once. Returns text to write. */
export interface RowPrinter {
  start(columns: string[]): string;
  row(values: (string | null)[]): string;
  end(rowCount: number): string;
}
