import assert from 'node:assert/strict';
import test from 'node:test';
import { jsonPathSteps, readJsonPaths } from '#sql/copy/json-paths.ts';
import { readManifest } from '#sql/copy/manifest.ts';

const entry = { url: 's3://b/k/x', bucket: 'b', key: 'k/x', mandatory: false };

test('a manifest is its entries, in order and as often as they stand there', () => {
  const text = `{"entries": [
    {"url": "s3://b/k/x", "mandatory": true, "meta": {"content_length": 12, "record_count": 3}},
    {"url": "s3://b/k/x"}, {"url": "s3://b/k/x", "meta": {"content_length": "7"}}],
    "schema": {"elements": []}, "author": {"name": "Amazon Redshift"}}`;
  assert.deepEqual(readManifest(`\ufeff${text}`), [
    { ...entry, mandatory: true, contentLength: 12 },
    entry,
    { ...entry, contentLength: 7 },
  ]);
});

for (const [text, problem] of [
  ['', 'it is not valid JSON'],
  ['a|b\n', 'it is not valid JSON'],
  ['[]', 'it has no array "entries"'],
  ['{"files":[]}', 'it has no array "entries"'],
  ['{"entries":[{}]}', 'entry 1 has no "url"'],
  ['{"entries":[{"url":"s3://b"}]}', 'entry 1 names "s3://b", which is not s3://bucket/key'],
  ['{"entries":[{"url":"s3://b/k","mandatory":"yes"}]}', '"mandatory" of entry 1 is neither true nor false'],
  [
    '{"entries":[{"url":"s3://b/k","meta":{"content_length":-1}}]}',
    '"content_length" of entry 1 is not a number of bytes',
  ],
] as const) {
  test(`no manifest: ${text}`, () => {
    assert.throws(() => readManifest(text), { message: `Problem reading manifest file - ${problem}` });
  });
}

for (const [path, steps] of [
  ['$', []],
  ['$.a', ['a']],
  ['$.a.b_c[0].d', ['a', 'b_c', 0, 'd']],
  ["$['a']['b.c'][2]", ['a', 'b.c', 2]],
  ['$["a"]', ['a']],
  ['$[0]', [0]],
  ["$['it\\'s']", ["it's"]],
] as const) {
  test(`path ${path}`, () => assert.deepEqual(jsonPathSteps(path), steps));
}

for (const path of [
  'a',
  '$.',
  '$..a',
  '$.*',
  '$[*]',
  '$[1:2]',
  '$[-1]',
  '$[?(@.a)]',
  "$['a'",
  '$.a[b]',
  '$a',
]) {
  test(`no path: ${path}`, () => {
    assert.throws(() => jsonPathSteps(path), { message: `Invalid JSONPath format: ${path}` });
  });
}

test('a jsonpaths file', () => {
  assert.deepEqual(readJsonPaths('{"jsonpaths":["$.a","$[0]","$"]}'), [
    { text: '$.a', steps: ['a'] },
    { text: '$[0]', steps: [0] },
    { text: '$', steps: [] },
  ]);
  assert.equal(readJsonPaths('{"jsonPaths":["$.a"]}'), undefined);
  for (const text of [
    '',
    '[]',
    '{"jsonpaths":[]} {}',
    '{"jsonpaths":"$"}',
    '{"jsonpaths":[""]}',
    '{"jsonpaths":[1]}',
    `{"jsonpaths":["$.a","$['b']"]}`,
  ]) {
    assert.throws(() => readJsonPaths(text), { code: 'XX000', message: /^Invalid JSONPaths file: / }, text);
  }
});
