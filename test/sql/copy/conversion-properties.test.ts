import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import { formatType, type SqlType } from '#sql/types.ts';
import { openEngine } from '../functions/engine.ts';
import { defaultConversion } from './conversion-case-file.ts';
import { convert } from './converter.ts';

let connection: DuckDBConnection;
before(async () => {
  connection = await openEngine();
});

const types: SqlType[] = [
  { name: 'bool' },
  { name: 'int2' },
  { name: 'int4' },
  { name: 'int8' },
  { name: 'float4' },
  { name: 'float8' },
  { name: 'numeric', precision: 9, scale: 3 },
  { name: 'numeric', precision: 38, scale: 0 },
  { name: 'date' },
  { name: 'timestamp' },
  { name: 'timestamptz' },
  { name: 'time' },
  { name: 'timetz' },
  { name: 'char', length: 5 },
  { name: 'varchar', length: 5 },
  { name: 'super' },
  { name: 'varbyte', length: 3 },
];

const dateFormats: fc.Arbitrary<ConversionOptions['dateFormat']> = fc.constantFrom(
  { kind: 'default' },
  { kind: 'auto' },
  { kind: 'pattern', pattern: 'DD.MM.YYYY' },
  { kind: 'pattern', pattern: 'MON/DD/YY' },
);

const optionSets: fc.Arbitrary<ConversionOptions> = fc.record({
  ...Object.fromEntries(Object.entries(defaultConversion).map(([name, value]) => [name, fc.constant(value)])),
  acceptAnyDate: fc.boolean(),
  blanksAsNull: fc.boolean(),
  emptyAsNull: fc.boolean(),
  roundDecimals: fc.boolean(),
  trimBlanks: fc.boolean(),
  truncateColumns: fc.boolean(),
  dateFormat: dateFormats,
  timeFormat: fc.oneof(
    dateFormats,
    fc.constantFrom<ConversionOptions['timeFormat']>({ kind: 'epochsecs' }, { kind: 'epochmillisecs' }),
  ),
}) as fc.Arbitrary<ConversionOptions>;

/** Text that comes near to being a value. */
const almost = fc
  .array(
    fc.constantFrom(
      ...'0123456789',
      '.',
      '-',
      '+',
      ':',
      'e',
      'x',
      '_',
      ' ',
      '/',
      'T',
      'Z',
      ',',
      '\t',
      'inf',
      'Jan',
      '{',
      '}',
      '"',
      '2020-01-02',
      '12:30:00',
      '９',
      'é',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('any text is a value or has a problem, and raises nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.oneof(almost, fc.string({ unit: 'binary' }), fc.string())), {
        minLength: 20,
        maxLength: 60,
      }),
      fc.constantFrom(...types),
      fc.boolean(),
      optionSets,
      async (fields, type, notNull, options) => {
        for (const outcome of await convert(connection, fields, type, notNull, options)) {
          if ('problem' in outcome) assert.match(outcome.problem, /^1[0-9]{3}\|[0-9]+\|./, formatType(type));
          else assert.ok(outcome.value !== null || !notNull, 'a NULL in a NOT NULL column');
        }
      },
    ),
    { numRuns: 150 },
  );
});

/** Each type with values as UNLOAD writes them and as the engine prints them. */
const written: [SqlType, fc.Arbitrary<{ field: string; value: string }>][] = [
  [{ name: 'bool' }, fc.boolean().map((value) => ({ field: value ? 't' : 'f', value: String(value) }))],
  [{ name: 'int2' }, plain(fc.integer({ min: -32768, max: 32767 }))],
  [{ name: 'int4' }, plain(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))],
  [{ name: 'int8' }, plain(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))],
  [
    { name: 'numeric', precision: 12, scale: 4 },
    plain(fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }).map((units) => decimalText(units, 4))),
  ],
  [{ name: 'date' }, plain(moments().map((at) => at.toISOString().slice(0, 10)))],
  [
    { name: 'timestamp' },
    plain(
      moments().map((at) =>
        at
          .toISOString()
          .slice(0, 23)
          .replace('T', ' ')
          .replace(/\.?0+$/, ''),
      ),
    ),
  ],
  [
    { name: 'timestamptz' },
    plain(moments().map((at) => `${at.toISOString().slice(0, 19).replace('T', ' ')}+00`)),
  ],
  [{ name: 'time' }, plain(moments().map((at) => at.toISOString().slice(11, 19)))],
  [{ name: 'varchar', length: 400 }, plain(fc.string({ unit: 'grapheme', maxLength: 40 }))],
  [
    { name: 'varbyte', length: 20 },
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => ({
      field: Buffer.from(bytes).toString('hex'),
      value: [...bytes].map(printedByte).join(''),
    })),
  ],
];

function plain<Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<{ field: string; value: string }> {
  return values.map((value) => ({ field: String(value), value: String(value) }));
}

function moments(): fc.Arbitrary<Date> {
  return fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
}

function decimalText(units: bigint, scale: number): string {
  const digits = String(units).padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A byte as the engine prints it in a BLOB. */
function printedByte(byte: number): string {
  const isPlain = byte >= 32 && byte <= 126 && !['"', "'", '\\'].includes(String.fromCharCode(byte));
  return isPlain ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

for (const [type, values] of written) {
  test(`what UNLOAD writes of ${formatType(type)} comes back`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 60 }), async (rows) => {
        const fields = rows.map(({ field }) => field);
        const outcomes = await convert(connection, fields, type, true, defaultConversion);
        assert.deepEqual(
          outcomes,
          rows.map(({ value }) => ({ value })),
        );
      }),
      { numRuns: 15 },
    );
  });
}

test('floats come back to the bit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 }),
      async (numbers) => {
        const outcomes = await convert(
          connection,
          numbers.map(String),
          { name: 'float8' },
          true,
          defaultConversion,
        );
        const back = outcomes.map((outcome) => ('value' in outcome ? Number(outcome.value) : Number.NaN));
        assert.deepEqual(back, numbers);
      },
    ),
    { numRuns: 15 },
  );
});
