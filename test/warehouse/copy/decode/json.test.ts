import assert from 'node:assert/strict';
import test from 'node:test';
import type { RecordMapping } from '#sql/copy/copy-options.ts';
import { DecodeError } from '#warehouse/copy/decode/decode-interface.ts';
import { JsonPathError, parseJsonPath } from '#warehouse/copy/decode/json/json-path.ts';
import { inMemory, type Outcome } from './decode-support.ts';

const auto: RecordMapping = { kind: 'auto', ignoreCase: false };
const paths: RecordMapping = { kind: 'paths', bucket: '', key: '' };

function json(
  content: string | Buffer,
  columns: string[],
  options: { mapping?: RecordMapping; super?: boolean; jsonPaths?: string[]; ignoreHeader?: number } = {},
): Outcome {
  const { mapping = auto, ...rest } = options;
  return inMemory(content, { format: { kind: 'json', mapping }, columns, ...rest });
}

const fields = (outcome: Outcome): (string | null)[][] => outcome.records.map((record) => record.fields);

test('values have the text that the file gives them', () => {
  const content = String.raw`{"i": 1, "d": 12345678901234567890.10, "e": 1E5, "s": "a\"b\\\n\u00e9\ud83d\ude00\/", "b": true,
    "n": null, "o": { "x" : [1, "}"] }, "a": [1,
    2], "": 0, "other": {"deep": []}}`;
  assert.deepEqual(fields(json(content, ['i', 'd', 'e', 's', 'b', 'n', 'o', 'a', 'm'])), [
    [
      '1',
      '12345678901234567890.10',
      '1E5',
      'a"b\\\né😀/',
      'true',
      null,
      '{ "x" : [1, "}"] }',
      '[1,\n    2]',
      null,
    ],
  ]);
});

test('SUPER columns get JSON text', () => {
  const content = '{"s": "a\\"b", "n": 1.50, "o": {"a": 1}, "z": null}';
  assert.deepEqual(fields(json(content, ['s', 'n', 'o', 'z'], { super: true })), [
    ['"a\\"b"', '1.50', '{"a": 1}', null],
  ]);
});

test('names match exactly, or in any case with auto ignorecase', () => {
  const content = '{"Ab": 1, "cD": 2} {"cd": 4, "ab": 3}{"a\\u0062": 5, "cd": 6}';
  assert.deepEqual(fields(json(content, ['ab', 'cd'])), [
    [null, null],
    ['3', '4'],
    ['5', '6'],
  ]);
  assert.deepEqual(fields(json(content, ['ab', 'cd'], { mapping: { kind: 'auto', ignoreCase: true } })), [
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ]);
});

test('jsonpaths', () => {
  const content =
    '{"a": {"b": [10, {"c": "x"}]}, "d.e": 1}\n[1]\n{"a": null}\n{"a": {"b": []}}\n{"a": 1}\n{"a":{"b":{}}}';
  const jsonPaths = ["$['a']['b'][1]['c']", "$['a']['b'][0]", "$['d.e']", '$'];
  const outcome = json(content, ['w', 'x', 'y', 'z'], { mapping: paths, jsonPaths });
  assert.deepEqual(fields(outcome), [
    ['x', '10', '1', '{"a": {"b": [10, {"c": "x"}]}, "d.e": 1}'],
    [null, null, null, '{"a": null}'],
  ]);
  assert.deepEqual(
    outcome.rejects.map(({ line, reason }) => [line, reason]),
    [
      [2, 'Invalid JSONPath format: Member is not an object.'],
      [4, 'Invalid JSONPath format: Not an array or index out of range.'],
      [5, 'Invalid JSONPath format: Member is not an object.'],
      [6, 'Invalid JSONPath format: Not an array or index out of range.'],
    ],
  );
  assert.deepEqual(
    fields(json('[1,[2,3]]', ['a', 'b'], { mapping: paths, jsonPaths: ['$[1][1]', '$[0]'] })),
    [['3', '1']],
  );
});

test('paths that Redshift does not have', () => {
  assert.deepEqual(parseJsonPath('$.a.b[0][1].c'), ['a', 'b', 0, 1, 'c']);
  assert.deepEqual(parseJsonPath('$'), []);
  for (const path of [
    '',
    'a',
    '$.',
    '$.*',
    '$..a',
    '$[*]',
    '$[-1]',
    '$[0:2]',
    "$.a['b']",
    '$[?(@.a)]',
    '$.a[',
    '$[ 0]',
  ])
    assert.throws(() => parseJsonPath(path), JsonPathError, path);
  const short = { mapping: paths, jsonPaths: ['$.a'] };
  assert.throws(
    () => json('{}', ['a', 'b'], short),
    (error) => {
      assert.ok(error instanceof DecodeError);
      return /JSONPath size: 1, Number of columns in table or column list: 2/.test(error.message);
    },
  );
});

test('without paths in the file names decide', () => {
  assert.deepEqual(fields(json('{"a": 1, "B": 2}', ['a', 'b'], { mapping: paths })), [['1', null]]);
});

test('noshred takes the whole value', () => {
  const options = { mapping: { kind: 'noshred' } as const, super: true };
  assert.deepEqual(fields(json('{"a": 1}\n [1, 2]', ['s'], options)), [['{"a": 1}'], ['[1, 2]']]);
});

test('a record is at its last line, an error at its own', () => {
  const outcome = json('{"a":\n1}\n\njunk {"a": 2}\n,\n{"a": tru}\n{"a": 3}\n{"a": "x\n{"a": 4}\n{"a": 5', [
    'a',
  ]);
  assert.deepEqual(
    outcome.records.map(({ line, fields }) => [line, ...fields]),
    [
      [2, '1'],
      [4, '2'],
      [7, '3'],
      [9, '4'],
    ],
  );
  assert.deepEqual(
    outcome.rejects.map(({ line, rawLine, code }) => [line, rawLine, code]),
    [
      [4, 'junk', 1216],
      [5, ',', 1216],
      [6, '{"a": tru}', 1216],
      [9, '{"a": "x', 1216],
      [10, '{"a": 5', 1216],
    ],
  );
});

test('what is no JSON is refused', () => {
  const wrong = [
    '{"a": 01}',
    '{"a": .5}',
    '{"a": 1.}',
    '{"a": +1}',
    '{"a": NaN}',
    '{"a": "\\x"}',
    '{"a": "\\u12g4"}',
    "{'a': 1}",
    '{a: 1}',
    '{"a": 1,}',
    '{"a" 1}',
    '{"a": [1,]}',
    '{"a": [1 2]}',
    '{"a": "\t"}',
    '{"a": }',
    '{,}',
    '[1}',
  ];
  for (const content of wrong) {
    const outcome = json(content, ['a']);
    assert.deepEqual([outcome.records.length, outcome.rejects.length], [0, 1], content);
  }
  const deep = '['.repeat(1_000_000);
  assert.match(json(`${deep}\n{"a": 1}`, ['a']).rejects[0]?.reason ?? '', /nested too deeply/);
});

test('half a surrogate pair is no UTF-8', () => {
  const outcome = json('{"a": "x", "b": "\\ud83d"}\n{"b": "\\ude00\\ud83d\\ude00"}\n{"a": "1"}', ['a', 'b']);
  assert.deepEqual(fields(outcome), [['1', null]]);
  assert.match(outcome.rejects[0]?.reason ?? '', /Bad UTF-8 hex sequence: ed a0 bd \(error 5\)/);
});

test('a value of more than 4 MB is refused, and the next line read', () => {
  const long = `{"a": "${'x'.repeat(4 << 20)}"}`;
  const outcome = json(`{"a": 1}\n${long}\n{"a": 2}`, ['a']);
  assert.deepEqual(
    outcome.records.map(({ line, fields }) => [line, ...fields]),
    [
      [1, '1'],
      [3, '2'],
    ],
  );
  assert.match(outcome.rejects[0]?.reason ?? '', /longer than 4194304 bytes/);
});

test('IGNOREHEADER passes lines over', () => {
  assert.deepEqual(fields(json('{"a":\n1} {"a": 2}', ['a'], { ignoreHeader: 1 })), [['2']]);
});
