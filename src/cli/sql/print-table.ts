import type { RowPrinter } from '#cli/sql/row-printer.ts';

/** Rows looked at to choose column widths; later, wider values push their line out. */
const sampleRows = 500;

/** An aligned table as psql draws it. */
export function tablePrinter(numeric: (column: number) => boolean): RowPrinter {
  let columns: string[] = [];
  let sample: string[][] | undefined;
  let widths: number[] = [];

  const flush = (): string => {
    if (sample === undefined) return '';
    const rows = sample;
    sample = undefined;
    widths = columns.map((name, i) =>
      Math.max(textWidth(name), ...rows.map((row) => textWidth(row[i] ?? ''))),
    );
    const head = ` ${columns.map((name, i) => centre(name, widths[i] ?? 0)).join(' | ')}\n`;
    const rule = `${widths.map((width) => '-'.repeat(width + 2)).join('+')}\n`;
    return head + rule + rows.map(line).join('');
  };
  const line = (row: string[]): string =>
    `${` ${row.map((text, i) => pad(text, widths[i] ?? 0, numeric(i))).join(' | ')}`.trimEnd()}\n`;

  return {
    start(names) {
      columns = names;
      sample = [];
      return '';
    },
    row(values) {
      const shown = values.map((value) => (value ?? '').replaceAll('\n', '↵'));
      if (sample === undefined) return line(shown);
      sample.push(shown);
      return sample.length < sampleRows ? '' : flush();
    },
    end(rowCount) {
      return `${flush()}(${rowCount} row${rowCount === 1 ? '' : 's'})\n\n`;
    },
  };
}

function pad(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? blanks + text : text + blanks;
}

function centre(text: string, width: number): string {
  const blanks = Math.max(0, width - textWidth(text));
  return ' '.repeat(Math.floor(blanks / 2)) + text + ' '.repeat(Math.ceil(blanks / 2));
}

/** Columns of the terminal that the text takes: code points, not UTF-16 units. */
function textWidth(text: string): number {
  let width = 0;
  for (const _ of text) width++;
  return width;
}
