import type { RowPrinter } from '#cli/sql/row-printer.ts';

/**
 * One JSON array of objects per result. Whole numbers and booleans are JSON's own; numerics, floats and
 * everything else stay text, so that no digit is lost on the way.
 */
export function jsonPrinter(literal: (column: number, value: string) => string): RowPrinter {
  let names: string[] = [];
  let first = true;
  return {
    start(columns) {
      names = columns.map((name) => JSON.stringify(name));
      return '[';
    },
    row(values) {
      const fields = values.map((value, i) => `${names[i]}:${value === null ? 'null' : literal(i, value)}`);
      const separator = first ? '\n' : ',\n';
      first = false;
      return `${separator}{${fields.join(',')}}`;
    },
    end: () => (first ? ']\n' : '\n]\n'),
  };
}
