import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { SegmentWriter } from '#warehouse/copy/decode/segment/segment-writer.ts';
import { TextColumn } from '#warehouse/copy/decode/segment/text-column.ts';
import { DecodeBench } from './decode-support.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', '"', '\n', '\r\n', ',', "'", '\\N', 'NULL', '\0', '\u{1F600}', 'x'.repeat(5000)),
);

test('any text survives a segment, NULL and the empty text apart', async () => {
  await using bench = new DecodeBench();
  let count = 0;
  const rows = fc.array(fc.array(fc.option(text), { minLength: 3, maxLength: 3 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(rows, async (values) => {
      const path = join(bench.folder, `segment-${count++}`);
      const columns = Array.from({ length: 4 }, () => new TextColumn());
      const writer = new SegmentWriter(path, columns);
      for (const [index, row] of values.entries()) {
        writer.field(Buffer.from('taken back'), 0, 5);
        writer.drop();
        for (const value of row) {
          if (value === null) writer.nullField();
          else writer.field(Buffer.from(value), 0, Buffer.byteLength(value));
        }
        writer.endRecord(3, 2 ** 40 + index, Buffer.from('the raw line'), 4, 7);
      }
      writer.finish();
      const expected = values.map((fields, index) => ({
        file: 3,
        line: 2 ** 40 + index,
        raw: 'raw',
        fields,
      }));
      const wellFormed = expected.map((row) => ({
        ...row,
        fields: row.fields.map((value) => value?.toWellFormed() ?? null),
      }));
      assert.deepEqual(await bench.records(path, 3), wellFormed);
    }),
    { numRuns: 60 },
  );
});

test('a segment has many row groups, read in order', async () => {
  await using bench = new DecodeBench();
  const path = join(bench.folder, 'segment');
  const writer = new SegmentWriter(path, [new TextColumn(), new TextColumn()]);
  const rows = 260_000;
  for (let row = 0; row < rows; row++) {
    const value = Buffer.from(`${row}`.padEnd(row % 90, '.'));
    if (row % 7 === 0) writer.nullField();
    else writer.field(value, 0, value.length);
    writer.endRecord(0, row, value, 0, 1);
  }
  writer.finish();
  const records = await bench.records(path, 1);
  assert.equal(records.length, rows);
  for (const row of [0, 1, 122_879, 122_880, 259_999]) {
    assert.equal(records[row]?.line, row);
    assert.equal(records[row]?.fields[0], row % 7 === 0 ? null : `${row}`.padEnd(row % 90, '.'));
  }
});
