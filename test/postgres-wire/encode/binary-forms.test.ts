import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { binaryParameterText } from '#postgres-wire/query/binary-parameter.ts';
import { type SqlType, typeOid } from '#sql/types.ts';
import type { ColumnVector } from '#warehouse/result.ts';
import { asHex, asText } from './encoded.ts';
import { bigintVector, hugeintVector, intervalVector, numberVector, stringVector } from './vectors.ts';

const numeric = (precision: number, scale: number): SqlType => ({ name: 'numeric', precision, scale });

test('numbers in network order', () => {
  assert.deepEqual(asHex({ name: 'bool' }, numberVector(Uint8Array.of(1, 0), 1)), ['01', '00']);
  assert.deepEqual(asHex({ name: 'int2' }, numberVector(Int16Array.of(-2), 2)), ['fffe']);
  assert.deepEqual(asHex({ name: 'int4' }, numberVector(Int32Array.of(258), 4)), ['00000102']);
  assert.deepEqual(asHex({ name: 'int8' }, bigintVector([-1n, 258n])), [
    'ffffffffffffffff',
    '0000000000000102',
  ]);
  assert.deepEqual(asHex({ name: 'oid' }, bigintVector([4294967295n])), ['ffffffff']);
  assert.deepEqual(asHex({ name: 'float4' }, numberVector(Float32Array.of(1.5), 4)), ['3fc00000']);
  assert.deepEqual(asHex({ name: 'float8' }, numberVector(Float64Array.of(-2), 8)), ['c000000000000000']);
});

test('NUMERIC: digit groups up to protocol 1, scaled integers from protocol 2', () => {
  const small = () => numberVector(Int32Array.of(12345, -50, 0), 4);
  assert.deepEqual(asHex(numeric(9, 2), small(), 1), [
    '0002' + '0000' + '0000' + '0002' + '007b' + '1194',
    '0001' + 'ffff' + '4000' + '0002' + '1388',
    '0000' + '0000' + '0000' + '0002',
  ]);
  assert.deepEqual(asHex(numeric(9, 2), small(), 2), [
    '0000000000003039',
    'ffffffffffffffce',
    '0000000000000000',
  ]);
  assert.deepEqual(asHex(numeric(38, 0), hugeintVector([-1n, 2n ** 64n]), 2), [
    'f'.repeat(32),
    `${'0'.repeat(15)}1${'0'.repeat(16)}`,
  ]);
});

test('dates and times count from 2000', () => {
  assert.deepEqual(asHex({ name: 'date' }, numberVector(Int32Array.of(10957, 10956), 4)), [
    '00000000',
    'ffffffff',
  ]);
  assert.deepEqual(asHex({ name: 'timestamp' }, bigintVector([946_684_800_000_001n, 2n ** 63n - 1n])), [
    '0000000000000001',
    '7fffffffffffffff',
  ]);
  assert.deepEqual(asHex({ name: 'time' }, bigintVector([1n])), ['0000000000000001']);
  assert.deepEqual(asHex({ name: 'timetz' }, bigintVector([(1n << 24n) | (57599n - 7200n)])), [
    '0000000000000001' + 'ffffe3e0',
  ]);
  const interval = intervalVector([{ months: 3, days: 2, micros: 1n }]);
  assert.deepEqual(asHex({ name: 'interval' }, interval), ['0000000000000001' + '00000002' + '00000003']);
  assert.deepEqual(asHex({ name: 'intervaly2m' }, interval), ['00000003']);
  assert.deepEqual(
    asHex({ name: 'intervald2s' }, interval),
    [`0000002839${'122001'.padStart(6, '0')}`].map(() => 172_800_000_001n.toString(16).padStart(16, '0')),
  );
});

test('catalog arrays', () => {
  const int2s: SqlType = { name: 'array', element: { name: 'int2' } };
  assert.deepEqual(asHex(int2s, stringVector(['{1,NULL}', '{}'])), [
    '00000001' + '00000001' + '00000015' + '00000002' + '00000001' + '00000002' + '0001' + 'ffffffff',
    '00000000' + '00000000' + '00000015',
  ]);
  assert.deepEqual(asHex({ name: 'int2vector' }, stringVector(['7'])), [
    '00000001' + '00000000' + '00000015' + '00000001' + '00000001' + '00000002' + '0007',
  ]);
});

/** The text of a value, and its binary form read back as a parameter, have to agree. */
function agree(type: SqlType, vector: () => ColumnVector): void {
  const read = asHex(type, vector()).map((hex) =>
    binaryParameterText(Buffer.from(hex, 'hex'), typeOid(type), type),
  );
  assert.deepEqual(read, asText(type, vector(), { extraFloatDigits: 2 }));
}

test('an instant whose distance to 2000 is beyond what a number holds', () => {
  agree({ name: 'timestamp' }, () =>
    bigintVector([-8485826135459343n, -9007199254740991n, 9007199254740991n]),
  );
});

test('what is sent in binary reads back as its text', () => {
  const days = fc.array(fc.integer({ min: -2_400_000, max: 100_000_000 }));
  const micros = fc.array(fc.bigInt({ min: -200_000_000_000_000_000n, max: 9_000_000_000_000_000_000n }));
  const ofDay = fc.array(fc.bigInt({ min: 0n, max: 86_399_999_999n }));
  const unscaled = fc.array(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }));
  fc.assert(
    fc.property(days, (values) => agree({ name: 'date' }, () => numberVector(Int32Array.from(values), 4))),
  );
  fc.assert(fc.property(micros, (values) => agree({ name: 'timestamp' }, () => bigintVector(values))));
  fc.assert(fc.property(micros, (values) => agree({ name: 'timestamptz' }, () => bigintVector(values))));
  fc.assert(fc.property(ofDay, (values) => agree({ name: 'time' }, () => bigintVector(values))));
  fc.assert(fc.property(unscaled, (values) => agree(numeric(38, 7), () => hugeintVector(values))));
  fc.assert(
    fc.property(fc.array(fc.double()), (values) =>
      agree({ name: 'float8' }, () => numberVector(Float64Array.from(values), 8)),
    ),
  );
  const intervals = fc.array(
    fc.record({
      months: fc.integer({ min: -10_000, max: 10_000 }),
      days: fc.integer({ min: -10_000, max: 10_000 }),
      micros: fc.bigInt({ min: -86_400_000_000n, max: 86_400_000_000n }),
    }),
  );
  fc.assert(fc.property(intervals, (values) => agree({ name: 'interval' }, () => intervalVector(values))));
});

test('binary parameters of a length that does not fit are refused', () => {
  for (const type of [
    'int4',
    'int8',
    'float8',
    'date',
    'timestamp',
    'time',
    'timetz',
    'interval',
    'bool',
  ] as const) {
    assert.throws(() => binaryParameterText(Buffer.alloc(3), typeOid({ name: type }), undefined), {
      code: '22P03',
    });
  }
  assert.throws(() => binaryParameterText(Buffer.from([0xff]), 1043, undefined), { code: '22021' });
});

test('any bytes are a parameter or refused by a named error', () => {
  const oids = fc.constantFrom(
    16,
    20,
    21,
    23,
    25,
    700,
    701,
    1082,
    1083,
    1114,
    1184,
    1186,
    1188,
    1190,
    1266,
    1700,
    99999,
  );
  fc.assert(
    fc.property(oids, fc.uint8Array({ maxLength: 40 }), (oid, bytes) => {
      try {
        assert.equal(typeof binaryParameterText(Buffer.from(bytes), oid, undefined), 'string');
      } catch (error) {
        assert.match((error as { code: string }).code, /^22/);
      }
    }),
    { numRuns: 2000 },
  );
});
