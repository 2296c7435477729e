import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { civilFromDays, daysFromCivil } from '#postgres-wire/encode/calendar.ts';
import { stringText } from '#postgres-wire/encode/string-text.ts';
import { zoneOffsetOf } from '#postgres-wire/encode/time-zone.ts';
import { asText } from './encoded.ts';
import { bigintVector, hugeintVector, intervalVector, numberVector, stringVector } from './vectors.ts';

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

test('integers are their digits', () => {
  fc.assert(
    fc.property(fc.array(int64), (values) => {
      assert.deepEqual(asText({ name: 'int8' }, bigintVector(values)), values.map(String));
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.integer()), (values) => {
      assert.deepEqual(
        asText({ name: 'int4' }, numberVector(Int32Array.from(values), 4)),
        values.map(String),
      );
    }),
  );
  const edges = [-32768, -1, 0, 9, 10, 99, 100, 32767];
  assert.deepEqual(asText({ name: 'int2' }, numberVector(Int16Array.from(edges), 2)), edges.map(String));
  const powers = Array.from({ length: 19 }, (_, n) => 10n ** BigInt(n)).flatMap((p) => [p - 1n, p, -p]);
  assert.deepEqual(asText({ name: 'int8' }, bigintVector(powers)), powers.map(String));
});

function decimalDigits(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${value < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
}

test('decimals show every digit of their scale', () => {
  const cases = fc
    .integer({ min: 1, max: 38 })
    .chain((precision) =>
      fc.tuple(
        fc.constant(precision),
        fc.integer({ min: 0, max: precision }),
        fc.array(fc.bigInt({ min: 1n - 10n ** BigInt(precision), max: 10n ** BigInt(precision) - 1n })),
      ),
    );
  fc.assert(
    fc.property(cases, ([precision, scale, values]) => {
      const vector = decimalVector(precision, values);
      assert.deepEqual(
        asText({ name: 'numeric', precision, scale }, vector),
        values.map((value) => decimalDigits(value, scale)),
      );
    }),
    { numRuns: 500 },
  );
});

function decimalVector(precision: number, values: bigint[]) {
  if (precision <= 4) return numberVector(Int16Array.from(values.map(Number)), 2);
  if (precision <= 9) return numberVector(Int32Array.from(values.map(Number)), 4);
  return precision <= 18 ? bigintVector(values) : hugeintVector(values);
}

const doubles: [number, number, string][] = [
  [0, 1 / 7, '0.142857142857143'],
  [0, 0.1, '0.1'],
  [0, 100, '100'],
  [0, -0, '-0'],
  [0, 1e15, '1e+15'],
  [0, 999999999999999, '999999999999999'],
  [0, 999999999999999.9, '1e+15'],
  [0, 123456789012345.5, '123456789012346'],
  [0, 443241345098724.5, '443241345098724'],
  [0, 0.0001, '0.0001'],
  [0, 0.00001, '1e-05'],
  [0, 1e300, '1e+300'],
  [0, 5e-324, '4.94065645841247e-324'],
  [0, Number.NaN, 'NaN'],
  [0, Number.POSITIVE_INFINITY, 'Infinity'],
  [0, Number.NEGATIVE_INFINITY, '-Infinity'],
  [2, 0.1, '0.10000000000000001'],
  [2, 1.5, '1.5'],
  [3, 0.1, '0.10000000000000001'],
  [-10, 2.7651234, '2.7651'],
  [-13, 2.5, '2.5'],
  [-15, 25, '2e+01'],
];

test('DOUBLE PRECISION has 15 digits and extra_float_digits more', () => {
  for (const [extraFloatDigits, value, expected] of doubles) {
    const vector = numberVector(Float64Array.of(value), 8);
    assert.deepEqual(asText({ name: 'float8' }, vector, { extraFloatDigits }), [expected], `${value}`);
  }
});

test('REAL has 6 digits and extra_float_digits more', () => {
  const vector = () => numberVector(Float32Array.of(0.1, 3.14, 1e10, 123456.5, -2.5), 4);
  assert.deepEqual(asText({ name: 'float4' }, vector()), ['0.1', '3.14', '1e+10', '123456', '-2.5']);
  assert.deepEqual(asText({ name: 'float4' }, vector(), { extraFloatDigits: 2 })[0], '0.1');
  assert.deepEqual(asText({ name: 'float4' }, vector(), { extraFloatDigits: 3 })[0], '0.100000001');
});

test('a double with 15 digits is the nearest decimal of that length', () => {
  const sizes = fc.double({ min: 1e-4, max: 9e14, noNaN: true });
  fc.assert(
    fc.property(sizes, (value) => {
      const [text = ''] = asText({ name: 'float8' }, numberVector(Float64Array.of(value), 8));
      assert.ok(text.replace(/^0?\.?0*|\./g, '').length <= 15, text);
      const digits = value.toPrecision(15);
      // Both are correct to half a unit of the last digit; at exact ties they may differ by a unit, as far as a double tells.
      const unit = 10 ** (Math.floor(Math.log10(value)) - 14);
      assert.ok(Math.abs(Number(text) - Number(digits)) <= unit * 1.2, `${text} and ${digits}`);
    }),
    { numRuns: 2000 },
  );
});

test('dates of all ages', () => {
  const cases: [number, number, number, string][] = [
    [1970, 1, 1, '1970-01-01'],
    [2000, 2, 29, '2000-02-29'],
    [1, 1, 1, '0001-01-01'],
    [0, 12, 31, '0001-12-31 BC'],
    [-4712, 1, 1, '4713-01-01 BC'],
    [294276, 12, 31, '294276-12-31'],
  ];
  const days = cases.map(([year, month, day]) => daysFromCivil(year, month, day));
  const vector = numberVector(Int32Array.from([...days, 0x7fffffff, -0x7fffffff]), 4);
  const expected = [...cases.map(([, , , text]) => text), 'infinity', '-infinity'];
  assert.deepEqual(asText({ name: 'date' }, vector), expected);
});

test('the calendar agrees with itself and with the runtime', () => {
  fc.assert(
    fc.property(fc.integer({ min: -3_000_000, max: 90_000_000 }), (days) => {
      const { year, month, day } = civilFromDays(days);
      assert.equal(daysFromCivil(year, month, day), days);
      if (Math.abs(days) > 90_000_000) return;
      const date = new Date(days * 86_400_000);
      assert.deepEqual(
        [year, month, day],
        [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()],
      );
    }),
  );
});

test('timestamps show the fraction they have', () => {
  const values = [
    0n,
    1_500_000n,
    1_262_304_000_123_456n,
    -1n,
    -62_135_596_800_000_001n,
    9_223_372_036_854_775_806n,
    2n ** 63n - 1n,
    1n - 2n ** 63n,
  ];
  assert.deepEqual(asText({ name: 'timestamp' }, bigintVector(values)), [
    '1970-01-01 00:00:00',
    '1970-01-01 00:00:01.5',
    '2010-01-01 00:00:00.123456',
    '1969-12-31 23:59:59.999999',
    '0001-12-31 23:59:59.999999 BC',
    '294247-01-10 04:00:54.775806',
    'infinity',
    '-infinity',
  ]);
});

test('TIMESTAMPTZ is shown in the session time zone', () => {
  const summer = BigInt(Date.UTC(2024, 6, 1, 12)) * 1000n;
  const winter = BigInt(Date.UTC(2024, 0, 1, 12)) * 1000n;
  const shown = (zone: string) =>
    asText({ name: 'timestamptz' }, bigintVector([summer, winter]), { zoneOffset: zoneOffsetOf(zone) });
  assert.deepEqual(shown('UTC'), ['2024-07-01 12:00:00+00', '2024-01-01 12:00:00+00']);
  assert.deepEqual(shown('America/New_York'), ['2024-07-01 08:00:00-04', '2024-01-01 07:00:00-05']);
  assert.deepEqual(shown('Asia/Kolkata'), ['2024-07-01 17:30:00+05:30', '2024-01-01 17:30:00+05:30']);
  assert.deepEqual(shown('Etc/GMT-2')[0], '2024-07-01 14:00:00+02');
  assert.deepEqual(shown('GMT-03:30')[0], '2024-07-01 08:30:00-03:30');
});

test('TIME and TIMETZ', () => {
  assert.deepEqual(asText({ name: 'time' }, bigintVector([0n, 45_296_789_000n, 86_400_000_000n])), [
    '00:00:00',
    '12:34:56.789',
    '24:00:00',
  ]);
  const withZone = (micros: bigint, offset: bigint) => (micros << 24n) | (57599n - offset);
  const values = [withZone(36_000_000_000n, 7200n), withZone(86_399_999_999n, -12_600n), withZone(0n, 0n)];
  assert.deepEqual(asText({ name: 'timetz' }, bigintVector(values)), [
    '10:00:00+02',
    '23:59:59.999999-03:30',
    '00:00:00+00',
  ]);
});

test('intervals in PostgreSQL style', () => {
  const hour = 3_600_000_000n;
  const cases: [number, number, bigint, string][] = [
    [0, 0, 0n, '00:00:00'],
    [14, 0, 0n, '1 year 2 mons'],
    [24, 1, 0n, '2 years 1 day'],
    [0, 0, 26n * hour, '1 day 02:00:00'],
    [0, 3, hour + 500_000n, '3 days 01:00:00.5'],
    [-1, 2, 0n, '-1 mons +2 days'],
    [0, 0, -hour, '-01:00:00'],
    [0, -1, -hour, '-1 days -01:00:00'],
    [-1, 0, hour, '-1 mons +01:00:00'],
  ];
  const vector = intervalVector(cases.map(([months, days, micros]) => ({ months, days, micros })));
  assert.deepEqual(
    asText({ name: 'interval' }, vector),
    cases.map(([, , , text]) => text),
  );
});

test('booleans, hexadecimal bytes, padded CHAR', () => {
  assert.deepEqual(asText({ name: 'bool' }, numberVector(Uint8Array.of(1, 0), 1)), ['t', 'f']);
  const bytes = stringVector([
    Uint8Array.of(0, 0xff, 0x1a),
    new Uint8Array(0),
    new Uint8Array(20).fill(0xab),
  ]);
  assert.deepEqual(asText({ name: 'varbyte', length: 64 }, bytes), ['00ff1a', '', 'ab'.repeat(20)]);
  const chars = stringVector(['ab', '', 'exactly 5', 'é']);
  assert.deepEqual(asText({ name: 'char', length: 5 }, chars), ['ab   ', '     ', 'exactly 5', 'é    ']);
});

test('strings of every length, wherever they lie', () => {
  const strings = fc.array(fc.option(fc.string({ maxLength: 60, unit: 'grapheme' }), { nil: null }), {
    maxLength: 60,
  });
  const layout = fc.record({ gap: fc.constantFrom(0, 1, 100, 4095, 5000), shuffle: fc.integer() });
  fc.assert(
    fc.property(strings, layout, (values, { gap, shuffle }) => {
      const order = values.map((_, index) => index);
      order.sort((left, right) => ((left * 7919 + shuffle) % 101) - ((right * 7919 + shuffle) % 101));
      const vector = stringVector(values, { gap, order });
      const present = values.map((value) => value ?? undefined);
      const texts = encodedPresent(vector, values);
      assert.deepEqual(texts, present);
    }),
  );
});

function encodedPresent(
  vector: ReturnType<typeof stringVector>,
  values: (string | null)[],
): (string | undefined)[] {
  // A null row's bytes are whatever was left there: only rows with a value may be written.
  const filled = { ...vector };
  const rows = values.map((value, row) => (value === null ? -1 : row)).filter((row) => row >= 0);
  const texts: (string | undefined)[] = values.map(() => undefined);
  for (const [row, text] of rowsAsText(filled, rows)) texts[row] = text;
  return texts;
}

function rowsAsText(vector: ReturnType<typeof stringVector>, rows: number[]): [number, string][] {
  const encoder = stringText();
  encoder.bind(vector, vector.data.length / 16);
  return rows.map((row) => {
    const out = Buffer.alloc(encoder.bytesMax(row, row + 1));
    return [row, out.toString('utf8', 0, encoder.write(row, out, 0))];
  });
}
