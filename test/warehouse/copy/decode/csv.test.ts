import assert from 'node:assert/strict';
import test from 'node:test';
import { inMemory, type Outcome, type RequestOptions } from './decode-support.ts';

function csv(
  content: string,
  columns: number,
  options: Partial<RequestOptions> & { delimiter?: string; quote?: string } = {},
): Outcome {
  const { delimiter = ',', quote = '"', ...rest } = options;
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  return inMemory(content, { ...rest, format: { kind: 'csv', delimiter, quote }, columns: names });
}

const fields = (outcome: Outcome): (string | null)[][] => outcome.records.map((record) => record.fields);
const rejects = (outcome: Outcome): (string | number)[][] =>
  outcome.rejects.map(({ line, field, code, reason, rawField }) => [line, field, code, reason, rawField]);

test('quoted fields hold delimiters, line ends and doubled quotes', () => {
  const outcome = csv('a,"b,c","d ""e"""\n"x\r\ny\n",,""\r\nlast,"",z', 3);
  assert.deepEqual(
    outcome.records.map(({ line, fields }) => [line, ...fields]),
    [
      [1, 'a', 'b,c', 'd "e"'],
      [2, 'x\r\ny\n', '', ''],
      [5, 'last', '', 'z'],
    ],
  );
  assert.equal(outcome.records[1]?.raw, '"x\r\ny\n",,""');
  assert.equal(outcome.lines, 5);
});

test('white space around quotes is ignored, unless it is the delimiter', () => {
  assert.deepEqual(fields(csv(' "a" ,\t"b"\t, c , "d"\r\n', 4)), [['a', 'b', ' c ', 'd']]);
  assert.deepEqual(fields(csv('"a"\t\t"b"\n', 3, { delimiter: '\t' })), [['a', '', 'b']]);
});

test('another quote', () => {
  assert.deepEqual(fields(csv('%a%%b%,"c"\n', 2, { quote: '%' })), [['a%b', '"c"']]);
});

test('NULL: the null text without quotes, the empty one with quotes too', () => {
  assert.deepEqual(fields(csv('\\N,"\\N",\n', 3)), [[null, '\\N', '']]);
  assert.deepEqual(fields(csv('@NULL@,"@NULL@",\\N\n', 3, { nullAs: '@NULL@', nullAsGiven: true })), [
    [null, '@NULL@', '\\N'],
  ]);
  assert.deepEqual(fields(csv(',"",x\n', 3, { nullAs: '', nullAsGiven: true })), [[null, null, 'x']]);
});

test('wrong quotes', () => {
  const invalid = 'Invalid quote formatting for CSV';
  assert.deepEqual(rejects(csv('1,aaaa"zzzz,3\n1,2,3\n', 3)), [[1, 2, 1214, invalid, 'aaaa']]);
  assert.deepEqual(rejects(csv('1,"a"b,3\n1,2,3\n', 3)), [[1, 2, 1214, invalid, '"a"']]);
  assert.deepEqual(rejects(csv('1,2,"a\nb"c\n1,2,3\n', 3)), [[1, 3, 1214, invalid, '"a\nb"']]);
  const open = csv('1,2,3\n1,"a,3\n1,2,3\n', 3);
  assert.deepEqual(rejects(open), [[2, 2, 1214, 'Delimited value missing end quote', '"a,3\n1,2,3\n']]);
  assert.equal(open.records.length, 1);
  assert.deepEqual(fields(csv('a"b\n1\n"x\ny"z\n2\n', 1)), [['1'], ['2']]);
});

test('too few and too many fields, a trailing delimiter, FILLRECORD', () => {
  const outcome = csv('1,2,\n1\n1,2,3\n1,2,""\n', 2);
  assert.deepEqual(fields(outcome), [['1', '2']]);
  assert.deepEqual(
    outcome.rejects.map(({ line, code }) => [line, code]),
    [
      [2, 1214],
      [3, 1202],
      [4, 1202],
    ],
  );
  assert.deepEqual(fields(csv('1\n"2"\n', 2, { fillRecord: true })), [
    ['1', ''],
    ['2', ''],
  ]);
});

test('blank lines', () => {
  assert.deepEqual(fields(csv('1,2\n\n\r\n3,4\n', 2, { ignoreBlankLines: true })), [
    ['1', '2'],
    ['3', '4'],
  ]);
  assert.deepEqual(
    csv('1,2\n\n3,4\n', 2).rejects.map(({ line }) => line),
    [2],
  );
});

test('a quoted field of more than 4 MB is given up, and the line after its first 4 MB is read', () => {
  const outcome = csv(`1,2\n"${'xyz\n'.repeat((1 << 20) + 3)}end",2\n3,4\n`, 2);
  assert.deepEqual(
    outcome.rejects.slice(0, 1).map(({ line, code }) => [line, code]),
    [[2, 1216]],
  );
  assert.deepEqual(fields(outcome), [
    ['1', '2'],
    ['3', '4'],
  ]);
});
