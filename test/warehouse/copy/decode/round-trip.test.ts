import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { Compression, TextEncoding } from '#sql/copy/copy-options.ts';
import { bzip2 } from './bzip2-support.ts';
import { DecodeBench, inMemory, type RequestOptions } from './decode-support.ts';
import { lzop } from './lzo-support.ts';

type Rows = (string | null)[][];
type Format = RequestOptions['format'];

const columns = ['a', 'b', 'c'];
const hostile = fc.constantFrom(
  '|',
  ',',
  '"',
  "'",
  '\\',
  '\n',
  '\r\n',
  '\r',
  '\\N',
  'N',
  ' ',
  '{',
  '}',
  '[',
  ':',
  'é',
  '\u{1F600}',
);
const text = fc.oneof(
  fc.array(hostile, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.integer().map(String),
);
const rows: fc.Arbitrary<Rows> = fc.array(fc.array(fc.option(text), { minLength: 3, maxLength: 3 }), {
  maxLength: 20,
});

/** A format, and how values are written in it. Values that it cannot hold are changed first. */
const formats: Record<
  string,
  { format: Format; tame?: (value: string) => string; write: (rows: Rows) => string }
> = {
  delimited: {
    format: { kind: 'delimited', delimiter: '|', escape: false, removeQuotes: false },
    tame: (value) => value.replace(/[|\n\r]/g, '_').replace(/^\\N$/, ''),
    write: (values) => values.map((row) => `${row.map((value) => value ?? '\\N').join('|')}\n`).join(''),
  },
  'delimited, ESCAPE': {
    format: { kind: 'delimited', delimiter: '|', escape: true, removeQuotes: false },
    tame: (value) => (value === '\\N' ? '' : value),
    write: (values) =>
      values
        .map((row) => `${row.map((value) => value?.replace(/[|\n\r\\]/g, '\\$&') ?? '\\N').join('|')}\n`)
        .join(''),
  },
  'delimited, REMOVEQUOTES and ESCAPE': {
    format: { kind: 'delimited', delimiter: '|', escape: true, removeQuotes: true },
    tame: (value) => (value === '\\N' ? '' : value),
    write: (values) =>
      values
        .map(
          (row) =>
            `${row.map((value) => (value === null ? '\\N' : `"${value.replace(/[\n\r\\"']/g, '\\$&')}"`)).join('|')}\n`,
        )
        .join(''),
  },
  csv: {
    format: { kind: 'csv', delimiter: ',', quote: '"' },
    write: (values) =>
      values
        .map(
          (row) =>
            `${row.map((value) => (value === null ? '\\N' : `"${value.replaceAll('"', '""')}"`)).join(',')}\r\n`,
        )
        .join(''),
  },
  fixedwidth: {
    format: { kind: 'fixedwidth', fields: columns.map((label) => ({ label, width: 30 })) },
    tame: (value) => [...value.replace(/[\n\r]/g, '_').replace(/^ *\\N *$/, '')].slice(0, 30).join(''),
    write: (values) => values.map((row) => `${row.map((value) => pad(value ?? '\\N')).join('')}\n`).join(''),
  },
  json: {
    format: { kind: 'json', mapping: { kind: 'auto', ignoreCase: false } },
    write: (values) =>
      values
        .map(([a, b, c]) => JSON.stringify({ c, a, other: { a: 1 }, b }, null, b === null ? 2 : 0))
        .join('\n'),
  },
};

function pad(value: string): string {
  return value + ' '.repeat(30 - [...value].length);
}

const encodings: Record<TextEncoding, (content: string) => Buffer> = {
  UTF8: (content) => Buffer.from(content),
  UTF16: (content) => Buffer.from(`\ufeff${content}`, 'utf16le'),
  UTF16LE: (content) => Buffer.from(content, 'utf16le'),
  UTF16BE: (content) => Buffer.from(content, 'utf16le').swap16(),
  ISO88591: (content) => Buffer.from(content, 'latin1'),
};

const compressions: Record<Compression, (data: Buffer) => Buffer | Promise<Buffer>> = {
  none: (data) => data,
  gzip: gzipSync,
  zstd: zstdCompressSync,
  bzip2,
  lzop,
};

function expectedOf(name: string, values: Rows, encoding: TextEncoding): Rows {
  const tame = formats[name]?.tame ?? ((value) => value);
  return values.map((row) =>
    row.map((value) => {
      if (value === null) return null;
      const known = encoding === 'ISO88591' ? value.replace(/[^\0-\xff]/gu, '?') : value.toWellFormed();
      return tame(known);
    }),
  );
}

/** What a fixed width adds. */
function read(name: string, fields: Rows): Rows {
  return name === 'fixedwidth'
    ? fields.map((row) => row.map((value) => value?.replace(/ *$/, '') ?? null))
    : fields;
}

for (const [name, { format, write }] of Object.entries(formats)) {
  test(`${name}: what was written is read, however its chunks are cut`, () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(...(Object.keys(encodings) as TextEncoding[])),
        (values, encoding) => {
          const expected = expectedOf(name, values, encoding);
          const content = encodings[encoding](write(expected));
          const options = { format, columns, encoding };
          const whole = inMemory(content, options);
          assert.deepEqual(whole.rejects, []);
          assert.deepEqual(
            read(
              name,
              whole.records.map((record) => record.fields),
            ),
            read(name, expected),
          );
          for (const size of [1, 2, 3, 7, 50]) assert.deepEqual(inMemory(content, options, size), whole);
        },
      ),
      { numRuns: 60 },
    );
  });
}

test('every format through every compression and the engine, in many segments', async () => {
  await using bench = new DecodeBench();
  for (const [name, { format, write }] of Object.entries(formats)) {
    for (const [compression, pack] of Object.entries(compressions)) {
      const [values] = fc.sample(rows, { numRuns: 1, seed: 7 }) as [Rows];
      const expected = expectedOf(name, [...values, ...values, ...values], 'UTF8');
      const content = await pack(encodings.UTF8(write(expected)));
      const request = bench.request([content, content], { format, columns, compression, segmentBytes: 1 });
      const { records, rejects } = await bench.decode(request);
      assert.deepEqual(rejects, []);
      const fields = records.map((record) => record.fields);
      assert.deepEqual(read(name, fields), read(name, [...expected, ...expected]), `${name}, ${compression}`);
      assert.deepEqual(
        records.map(({ file }) => file),
        [...expected.map(() => 0), ...expected.map(() => 1)],
      );
    }
  }
});

const junk = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: hostile.map((piece) => Buffer.from(piece)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('a', '1', '"a":1', 'null', '\0', '\\u12', '\\ud800')
        .map((piece) => Buffer.from(piece)),
    },
  ),
  { maxLength: 40 },
);

for (const [name, { format }] of Object.entries(formats)) {
  test(`${name}: any bytes are read the same way however they are cut, each line counted`, () => {
    fc.assert(
      fc.property(
        junk,
        fc.record({ fillRecord: fc.boolean(), ignoreBlankLines: fc.boolean(), ignoreHeader: fc.nat(2) }),
        fc.option(fc.constant('?'), { nil: undefined }),
        (pieces, flags, replacement) => {
          const content = Buffer.concat(pieces);
          const options = { format, columns, ...flags, ...(replacement ? { replacement } : {}) };
          const whole = inMemory(content, options);
          for (const size of [1, 2, 5]) assert.deepEqual(inMemory(content, options, size), whole);
          for (const { fields } of whole.records) assert.equal(fields.length, columns.length);
          const lines = content.toString('latin1').split('\n');
          assert.equal(whole.lines, lines.at(-1) === '' ? lines.length - 1 : lines.length);
        },
      ),
      { numRuns: 300 },
    );
  });
}
