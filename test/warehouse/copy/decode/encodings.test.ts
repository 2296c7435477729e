import assert from 'node:assert/strict';
import test from 'node:test';
import type { TextEncoding } from '#sql/copy/copy-options.ts';
import { findInvalidUtf8, invalidUtf8Reason, replaceInvalidUtf8 } from '#warehouse/copy/decode/text/utf8.ts';
import { inMemory, type Outcome } from './decode-support.ts';

function decode(
  content: Uint8Array,
  encoding: TextEncoding,
  chunkBytes?: number,
  replacement?: string,
): Outcome {
  const format = { kind: 'delimited', delimiter: '|', escape: false, removeQuotes: false } as const;
  const options = { format, columns: ['a', 'b'], encoding, ...(replacement ? { replacement } : {}) };
  return inMemory(content, options, chunkBytes);
}

const text = 'ä|\u{1F600}\nb|€\n';
const expected = [
  ['ä', '\u{1F600}'],
  ['b', '€'],
];
const little = Buffer.from(text, 'utf16le');
const big = Buffer.from(little).swap16();
const LITTLE_MARK = Buffer.from([0xff, 0xfe]);
const BIG_MARK = Buffer.from([0xfe, 0xff]);

test('UTF-16 with and without its mark, cut anywhere', () => {
  const cases: [Buffer[], TextEncoding][] = [
    [[LITTLE_MARK, little], 'UTF16'],
    [[BIG_MARK, big], 'UTF16'],
    [[little], 'UTF16LE'],
    [[LITTLE_MARK, little], 'UTF16LE'],
    [[big], 'UTF16BE'],
    [[BIG_MARK, big], 'UTF16BE'],
  ];
  for (const [parts, encoding] of cases)
    for (const chunk of [1, 2, 3, 1000])
      assert.deepEqual(
        decode(Buffer.concat(parts), encoding, chunk).records.map((record) => record.fields),
        expected,
      );
});

test('a file in another encoding is one error', () => {
  const cases: [Buffer, TextEncoding][] = [
    [little, 'UTF16'],
    [Buffer.from('x'), 'UTF16'],
    [Buffer.concat([BIG_MARK, big]), 'UTF16LE'],
    [Buffer.concat([LITTLE_MARK, little]), 'UTF16BE'],
  ];
  for (const [content, encoding] of cases) {
    const outcome = decode(content, encoding, 3);
    assert.deepEqual(outcome.records, []);
    assert.deepEqual(
      outcome.rejects.map(({ code }) => code),
      [1221],
    );
  }
});

test('half a surrogate pair, half a code unit', () => {
  const broken = decode(Buffer.from('a|\ud83d\nb|\ude00\ud83d\ude00\n', 'utf16le'), 'UTF16LE', 5);
  assert.deepEqual(
    broken.rejects.map(({ reason }) => reason.slice(-27)),
    ['sequence: ed a0 bd (error 5)', 'sequence: ed b8 80 (error 5)'].map((end) => end.slice(-27)),
  );
  assert.deepEqual(
    decode(Buffer.from('a|\ud83dx\n', 'utf16le'), 'UTF16LE', 5, '^').records.map(({ fields }) => fields),
    [['a', '^^^x']],
  );
  const odd = Buffer.concat([Buffer.from('a|b', 'utf16le'), Buffer.from([0x61])]);
  assert.equal(decode(odd, 'UTF16LE').rejects[0]?.code, 1220);
});

test('ISO 8859-1', () => {
  const content = Buffer.from('é|ÿ\nx|£', 'latin1');
  assert.deepEqual(
    decode(content, 'ISO88591', 1).records.map((record) => record.fields),
    [
      ['é', 'ÿ'],
      ['x', '£'],
    ],
  );
});

test('invalid UTF-8, with the numbers and bytes that Redshift tells', () => {
  const cases: [number[], string, string][] = [
    [[0x61, 0xf8, 0x88, 0x80, 0x80, 0x80], 'f8 88 80 80 80 (error 1)', 'a^^^^^'],
    [[0xe2, 0x82], 'e2 82 (error 2)', '^^'],
    [[0xa4], 'a4 (error 3)', '^'],
    [[0xff, 0x61], 'ff (error 3)', '^a'],
    [[0xc3, 0x5f], 'c3 5f (error 4)', '^_'],
    [[0xe2, 0x82, 0x41], 'e2 82 41 (error 4)', '^^A'],
    [[0xed, 0xa0, 0xbd], 'ed a0 bd (error 5)', '^^^'],
    [[0xf4, 0x90, 0x80, 0x80], 'f4 90 80 80 (error 8)', '^^^^'],
    [[0xf7, 0xbf, 0xbf, 0xbf], 'f7 bf bf bf (error 8)', '^^^^'],
    [[0xc0, 0xaf], 'c0 af (error 9)', '^^'],
    [[0xe0, 0x80, 0xaf, 0xa4], 'e0 80 af (error 9)', '^^^^'],
  ];
  for (const [bytes, reason, replaced] of cases) {
    const data = Buffer.from(bytes);
    const found = findInvalidUtf8(data, 0, data.length, false);
    assert.ok(found && invalidUtf8Reason(data, found).endsWith(`Bad UTF-8 hex sequence: ${reason}`), reason);
    assert.equal(String(replaceInvalidUtf8(data, 0, data.length, 0x5e)), replaced);
  }
  assert.equal(findInvalidUtf8(Buffer.from('aé€\u{1F600}\uffff'), 0, 13, false), undefined);
});

test('FIXEDWIDTH counts characters', () => {
  const fixed = (content: string, options: object = {}): Outcome =>
    inMemory(content, {
      format: { kind: 'fixedwidth', fields: [3, 2, 4].map((width) => ({ label: 'x', width })) },
      columns: ['a', 'b', 'c'],
      ...options,
    });
  const outcome = fixed('abcde1234\r\näöü€\u{1F600}xx\nab \\N    \nabc\nabcde12345\nabcde1234  \n');
  assert.deepEqual(
    outcome.records.map(({ line, fields }) => [line, ...fields]),
    [
      [1, 'abc', 'de', '1234'],
      [2, 'äöü', '€\u{1F600}', 'xx'],
      [3, 'ab ', null, '    '],
      [6, 'abc', 'de', '1234'],
    ],
  );
  assert.deepEqual(
    outcome.rejects.map(({ line, code }) => [line, code]),
    [
      [4, 1214],
      [5, 1202],
    ],
  );
  assert.deepEqual(fixed('abc\n\n', { fillRecord: true, ignoreBlankLines: true }).records[0]?.fields, [
    'abc',
    '',
    '',
  ]);
});
