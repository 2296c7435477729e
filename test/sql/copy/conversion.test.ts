import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { before } from 'node:test';
import type { DuckDBConnection } from '@duckdb/node-api';
import { fieldConversion } from '#sql/copy/convert-field.ts';
import { openEngine } from '../functions/engine.ts';
import { defaultConversion, readConversionCases } from './conversion-case-file.ts';
import { convert } from './converter.ts';

let connection: DuckDBConnection;
before(async () => {
  connection = await openEngine();
});

const sections = readConversionCases(readFileSync(new URL('./conversion.cases', import.meta.url), 'utf8'));

for (const { heading, type, notNull, options, cases } of sections) {
  test(heading, async () => {
    const fields = cases.map(({ field }) => field);
    const outcomes = await convert(connection, fields, type, notNull, options);
    const shown = outcomes.map((outcome, place) => ({ field: fields[place], outcome }));
    assert.deepEqual(shown, cases);
  });
}

test('types that COPY does not fill are refused by name', () => {
  for (const name of ['interval', 'intervaly2m', 'oid'] as const) {
    assert.throws(
      () => fieldConversion('f', { name: 'c', type: { name }, notNull: false }, defaultConversion),
      { code: '0A000' },
    );
  }
});
