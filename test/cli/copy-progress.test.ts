import assert from 'node:assert/strict';
import test from 'node:test';
import { bytesText, describeLoad, isCopy } from '#cli/sql/copy-progress.ts';

test('a load is told in files, bytes, lines and a share', () => {
  const state = { files: 8, complete: 3, loaded: 120_000_000, total: 1_000_000_000, lines: 1_234_567 };
  assert.equal(describeLoad(state), 'COPY: 3 of 8 files, 120 MB of 1.0 GB, 1,234,567 lines, 12 %');
  assert.equal(
    describeLoad({ files: 1, complete: 0, loaded: 0, total: 0, lines: 0 }),
    'COPY: 0 of 1 files, 0 B of 0 B, 0 lines',
  );
});

const sizes: [number, string][] = [
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [12_345, '12 kB'],
  [9_900_000, '9.9 MB'],
  [5e12, '5.0 TB'],
  [5e16, '50000 TB'],
];
for (const [bytes, text] of sizes) {
  test(`${bytes} bytes are ${text}`, () => assert.equal(bytesText(bytes), text));
}

const statements: [string, boolean][] = [
  ["copy t from 's3://b/k'", true],
  ["  -- note\n/* more */ COPY t from 's3://b/k'", true],
  ['copy job list', false],
  ['select 1', false],
  ["unload ('select 1') to 's3://b/k'", false],
];
for (const [statement, expected] of statements) {
  test(`${JSON.stringify(statement)} ${expected ? 'loads' : 'does not load'}`, () =>
    assert.equal(isCopy(statement), expected));
}
