import assert from 'node:assert/strict';
import test from 'node:test';
import { inMemory, type Outcome, type RequestOptions } from './decode-support.ts';

type Options = Partial<Omit<RequestOptions, 'columns' | 'format'>> & {
  escape?: boolean;
  removeQuotes?: boolean;
  delimiter?: string;
};

function delimited(content: string | Uint8Array, columns: number, options: Options = {}): Outcome {
  const { delimiter = '|', ...rest } = options;
  return inMemory(content, {
    format: {
      kind: 'delimited',
      delimiter,
      escape: options.escape ?? false,
      removeQuotes: options.removeQuotes ?? false,
    },
    columns: Array.from({ length: columns }, (_, index) => `c${index}`),
    ...rest,
  });
}

const fields = (outcome: Outcome): (string | null)[][] => outcome.records.map((record) => record.fields);
const rejects = (outcome: Outcome): (string | number)[][] =>
  outcome.rejects.map(({ line, field, code, reason }) => [line, field, code, reason]);

test('line ends: LF, CR LF, none at the end; a lone CR is text', () => {
  assert.deepEqual(fields(delimited('1|a\n2|b\r\n3|c\rd\n4|e\r', 2)), [
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'c\rd'],
    ['4', 'e'],
  ]);
});

test('the null text, the empty text, one trailing delimiter', () => {
  assert.deepEqual(fields(delimited('\\N||x\n|\\N|\\N|\n\\N |\\n|N\n', 3)), [
    [null, '', 'x'],
    ['', null, null],
    ['\\N ', '\\n', 'N'],
  ]);
  assert.deepEqual(fields(delimited('NULL|\\N|\n', 3, { nullAs: 'NULL', nullAsGiven: true })), [
    [null, '\\N', ''],
  ]);
  assert.deepEqual(fields(delimited('|x\n', 2, { nullAs: '', nullAsGiven: true })), [[null, 'x']]);
});

test('too few and too many fields', () => {
  const outcome = delimited('1\n1|2|3|\n1|2|3\n1|2||\n1|2|\n', 2);
  assert.deepEqual(fields(outcome), [['1', '2']]);
  assert.deepEqual(rejects(outcome), [
    [1, 1, 1214, 'Delimiter not found'],
    [2, 0, 1202, 'Extra column(s) found'],
    [3, 0, 1202, 'Extra column(s) found'],
    [4, 0, 1202, 'Extra column(s) found'],
  ]);
  assert.deepEqual(outcome.rejects[0]?.rawLine, '1');
});

test('FILLRECORD fills with empty text', () => {
  assert.deepEqual(fields(delimited('1\n1|2|3\n\n', 3, { fillRecord: true })), [
    ['1', '', ''],
    ['1', '2', '3'],
    ['', '', ''],
  ]);
});

test('blank lines', () => {
  assert.deepEqual(fields(delimited('a\n\nb\n', 1)), [['a'], [''], ['b']]);
  for (const given of [false, true]) {
    const outcome = delimited('\na|b\n\r\n\nc|d', 2, { ignoreBlankLines: true, escape: given });
    assert.deepEqual(
      outcome.records.map(({ line, fields }) => [line, ...fields]),
      [
        [2, 'a', 'b'],
        [5, 'c', 'd'],
      ],
    );
  }
  assert.deepEqual(rejects(delimited('\n', 2)), [[1, 1, 1214, 'Delimiter not found']]);
});

test('IGNOREHEADER counts lines, and so do errors behind it', () => {
  const outcome = delimited('h\nh|h\nx|y\nz', 2, { ignoreHeader: 2 });
  assert.deepEqual(fields(outcome), [['x', 'y']]);
  assert.equal(outcome.rejects[0]?.line, 4);
  assert.equal(outcome.lines, 4);
  assert.deepEqual(delimited('h\nh', 1, { ignoreHeader: 5 }).records, []);
});

test('a byte order mark is no text', () => {
  assert.deepEqual(fields(delimited('\ufeff1|\ufeff\n', 2)), [['1', '\ufeff']]);
});

test('ESCAPE takes what follows a backslash as it is', () => {
  const content = String.raw`1|a\|b|c\\d
2|line\
end|\012\n
3|\N|\\N
4|\\\N|x\N
5|q\"|\'`;
  const outcome = delimited(content, 3, { escape: true });
  assert.deepEqual(
    outcome.records.map(({ line, fields }) => [line, ...fields]),
    [
      [1, '1', 'a|b', 'c\\d'],
      [2, '2', 'line\nend', '012n'],
      [4, '3', null, null],
      [5, '4', '\\N', 'xN'],
      [6, '5', 'q"', "'"],
    ],
  );
  assert.deepEqual(fields(delimited('a\\\r\\\nb|c\n', 2, { escape: true })), [['a\r\nb', 'c']]);
  assert.deepEqual(fields(delimited('\\N|\\\\N\n', 2, { escape: true, nullAs: '\\N', nullAsGiven: true })), [
    [null, '\\N'],
  ]);
  assert.deepEqual(
    fields(delimited('@NULL@|\\@NULL@\n', 2, { escape: true, nullAs: '@NULL@', nullAsGiven: true })),
    [[null, '@NULL@']],
  );
});

test('REMOVEQUOTES, as its table in the documentation has it', () => {
  const cases: [string, string][] = [
    ['"The delimiter is a pipe (|) character"', 'The delimiter is a pipe (|) character'],
    ["'Black'", 'Black'],
    ['"White"', 'White'],
    ["Blue'", "Blue'"],
    ["' ' 'Black' ' '", " ' 'Black' ' "],
    ["' '", ' '],
    ['""', ''],
    ["'it's'", "it's"],
  ];
  for (const [given, expected] of cases)
    assert.deepEqual(
      fields(delimited(`1|${given}|3\n`, 3, { removeQuotes: true })),
      [['1', expected, '3']],
      given,
    );
  for (const open of ["'Blue", '"Blue', "'"]) {
    const outcome = delimited(`1|x|${open}\n2|y|z\n`, 3, { removeQuotes: true });
    assert.deepEqual(fields(outcome), [['2', 'y', 'z']]);
    assert.deepEqual(rejects(outcome), [[1, 3, 1214, 'Delimited value missing end quote']]);
  }
});

test('REMOVEQUOTES with ESCAPE', () => {
  assert.deepEqual(fields(delimited('"a\\"|b"|\'c\\\nd\'\r\n', 2, { removeQuotes: true, escape: true })), [
    ['a"|b', 'c\nd'],
  ]);
});

test("NULL AS '\\0'", () => {
  for (const nullAs of ['\0', '\\0', '\\000']) {
    const outcome = delimited('\0|a\nb\0|c\n', 2, { nullAs, nullAsGiven: true });
    assert.deepEqual(fields(outcome), [[null, 'a']]);
    assert.deepEqual(rejects(outcome), [[2, 1, 1218, 'Invalid null byte - field longer than 1 byte']]);
  }
  assert.deepEqual(fields(delimited('a\0b|\0\n', 2)), [['a\0b', '\0']]);
});

test('a record of more than 4 MB is refused, whatever it is made of', () => {
  const long = 'x'.repeat(5 << 20);
  for (const content of [
    `1|a\n${long}|b\n2|c\n`,
    `1|a\n${'\\\n'.repeat((2 << 20) + 3)}\n2|c\n`,
    `1|a\n"${long}\n2|c`,
  ]) {
    for (const options of [{ escape: true }, { removeQuotes: true, escape: true }]) {
      const outcome = delimited(content, 2, options);
      assert.deepEqual(fields(outcome)[0], ['1', 'a']);
      assert.deepEqual(fields(outcome).at(-1), ['2', 'c']);
      assert.deepEqual(outcome.rejects[0] && [outcome.rejects[0].line, outcome.rejects[0].code], [2, 1216]);
    }
  }
});

test('text that is no UTF-8', () => {
  const content = Buffer.concat([Buffer.from('1|a'), Buffer.from([0xa4]), Buffer.from('b\n2|ü\n')]);
  const outcome = delimited(content, 2);
  assert.deepEqual(fields(outcome), [['2', 'ü']]);
  const reason =
    'String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: a4 (error 3)';
  assert.deepEqual(rejects(outcome), [[1, 2, 1220, reason]]);
  assert.deepEqual([outcome.rejects[0]?.rawLine, outcome.rejects[0]?.rawField], ['1|a.b', 'a.b']);
  const replaced = delimited(content, 2, { replacement: '^' });
  assert.deepEqual(fields(replaced), [
    ['1', 'a^b'],
    ['2', 'ü'],
  ]);
  assert.deepEqual(replaced.replacements, [{ line: 1, field: 2, rawLine: '1|a.b' }]);
  assert.deepEqual(fields(delimited('\ufdd0|\uffff|\u{1ffff}\n', 3, { replacement: '?' })), [
    ['???', '???', '????'],
  ]);
  assert.deepEqual(fields(delimited('\ufdd0|\uffff|\u{1ffff}\n', 3)), [['\ufdd0', '\uffff', '\u{1ffff}']]);
});
