import assert from 'node:assert/strict';
import test from 'node:test';
import { csvPrinter } from '#cli/sql/print-csv.ts';
import { jsonPrinter } from '#cli/sql/print-json.ts';
import { tablePrinter } from '#cli/sql/print-table.ts';
import type { RowPrinter } from '#cli/sql/row-printer.ts';

const rows = [
  ['1', 'plain'],
  ['20', null],
  ['3', 'a "quoted", text\nof two lines'],
  ['4', ''],
];

test('a table aligns numbers right and text left', () => {
  const printed = print(
    tablePrinter((column) => column === 0),
    rows,
  );
  const expected = [
    ' id |              name',
    '----+---------------------------------',
    '  1 | plain',
    ' 20 |',
    '  3 | a "quoted", text↵of two lines',
    '  4 |',
    '(4 rows)',
    '',
    '',
  ];
  assert.deepEqual(
    printed
      .split('\n')
      .map((line) => line.trimEnd())
      .slice(2),
    expected.slice(2),
  );
  assert.match(printed, /^ id \| +name/);
});

test('a table of many rows prints all of them', () => {
  const many = Array.from({ length: 1200 }, (_, i) => [String(i), 'x']);
  const lines = print(
    tablePrinter(() => true),
    many,
  ).split('\n');
  assert.equal(lines.length, 1200 + 2 + 3);
  assert.equal(lines[1201], ' 1199 |    x');
});

test('CSV quotes what must be quoted, and tells NULL from the empty string', () => {
  assert.equal(
    print(csvPrinter(), rows),
    'id,name\n1,plain\n20,\n3,"a ""quoted"", text\nof two lines"\n4,""\n',
  );
});

test('JSON keeps whole numbers as numbers and everything else as text', () => {
  const printer = jsonPrinter((column, value) => (column === 0 ? value : JSON.stringify(value)));
  assert.deepEqual(JSON.parse(print(printer, rows)), [
    { id: 1, name: 'plain' },
    { id: 20, name: null },
    { id: 3, name: 'a "quoted", text\nof two lines' },
    { id: 4, name: '' },
  ]);
});

test('JSON of no rows is an empty array', () => {
  assert.deepEqual(
    JSON.parse(
      print(
        jsonPrinter((_, value) => value),
        [],
      ),
    ),
    [],
  );
});

function print(printer: RowPrinter, values: (string | null)[][]): string {
  return [
    printer.start(['id', 'name']),
    ...values.map((row) => printer.row(row)),
    printer.end(values.length),
  ].join('');
}
