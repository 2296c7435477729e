import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { crc32c } from '#sql/engine/algorithms/crc32c.ts';
import { farmFingerprint } from '#sql/engine/algorithms/farm-fingerprint.ts';
import { fnv1a } from '#sql/engine/algorithms/fnv1a.ts';
import { formatDate, momentFromMicros } from '#sql/engine/algorithms/format-date.ts';
import { formatNumber, parseNumber } from '#sql/engine/algorithms/format-number.ts';
import { jsonPathText } from '#sql/engine/algorithms/json-path.ts';
import { flattenArray } from '#sql/engine/algorithms/json-text.ts';
import { murmur3 } from '#sql/engine/algorithms/murmur3.ts';
import { parseDate } from '#sql/engine/algorithms/parse-date.ts';
import { strtol } from '#sql/engine/algorithms/strtol.ts';
import { findTimeZone } from '#sql/engine/algorithms/time-zone.ts';

fc.configureGlobal({ seed: 7 });

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(20);

/** Made with Google's farmhash.cc: the text of length n begins at n modulo 7 of the alphabet. */
const fingerprints: [number, bigint][] = [
  [0, 11160318154034397263n],
  [3, 2360477792506196755n],
  [7, 4341691227789030229n],
  [15, 14420135105489167170n],
  [17, 17792139729852829286n],
  [32, 12977912174314289039n],
  [33, 18042486584909459484n],
  [64, 5794389673679137588n],
  [65, 3010345959181909925n],
  [100, 6376436786458049431n],
  [128, 6895134674771862489n],
  [129, 6118031232832260758n],
  [200, 13649473323167613417n],
  [320, 16664329740265552351n],
];

test('FarmHash fingerprints of every branch of the algorithm', () => {
  for (const [length, expected] of fingerprints) {
    const text = alphabet.slice(length % 7, (length % 7) + length);
    assert.equal(farmFingerprint(Buffer.from(text)), expected, `${length} bytes`);
  }
});

test('FNV-1a continues from a seed and equals the textbook loop', () => {
  const textbook = (bytes: Uint8Array, seed: bigint) =>
    bytes.reduce((hash, byte) => BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n), seed);
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.uint8Array(),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      (one, other, seed) => {
        assert.equal(fnv1a(one, seed), textbook(one, seed));
        assert.equal(fnv1a(Buffer.concat([one, other]), seed), fnv1a(other, fnv1a(one, seed)));
      },
    ),
  );
});

test('CRC-32C and Murmur3 of published values', () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
  assert.equal(murmur3(Buffer.from([0, 1, 2, 3])), -188683207);
  assert.equal(murmur3(Buffer.from('iceberg')), 1210000089);
});

/** Value, template, text: the table of PostgreSQL's manual. */
const numbers: [string, string, string][] = [
  ['-0.1', '99.99', '  -.10'],
  ['-0.1', 'FM9.99', '-.1'],
  ['0.1', '0.9', ' 0.1'],
  ['12', '9990999.9', '    0012.0'],
  ['12', 'FM9990999.9', '0012.'],
  ['485', '9 9 9', ' 4 8 5'],
  ['1485', '9G999', ' 1,485'],
  ['148.5', '999D999', ' 148.500'],
  ['148.5', 'FM999.990', '148.500'],
  ['3148.5', '9G999D999', ' 3,148.500'],
  ['-485', '999S', '485-'],
  ['485', '999MI', '485 '],
  ['485', 'FM999MI', '485'],
  ['485', 'PL999', '+485'],
  ['-485', '9SG99', '4-85'],
  ['485', 'L999', '$ 485'],
  ['485', 'RN', '        CDLXXXV'],
  ['5.2', 'FMRN', 'V'],
  ['482', '999th', ' 482nd'],
  ['485', '"Good number:"999', 'Good number: 485'],
  ['12.4', '99V999', ' 12400'],
  ['12.45', '99V9', ' 125'],
  ['0', '999', '   0'],
  ['1e20', 'FM999999999999999999999', '100000000000000000000'],
];

test('TO_CHAR of numbers', () => {
  for (const [value, template, text] of numbers) assert.equal(formatNumber(value, template), text, template);
});

test('TO_NUMBER reads what TO_CHAR wrote', () => {
  const template = 'S9G999G999D99';
  fc.assert(
    fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (cents) => {
      const value = `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
      assert.equal(Number(parseNumber(formatNumber(value, template), template)), Number(value));
    }),
  );
});

test('TO_TIMESTAMP reads what TO_CHAR wrote', () => {
  const templates = [
    'YYYY-MM-DD HH24:MI:SS.US',
    'YYYYMMDDHH24MISSUS',
    'DD Mon YYYY HH12:MI:SS.US AM',
    'Day, Month DD, YYYY HH24:MI:SS.US',
    'IYYY-IW-ID HH24:MI:SS.US',
    'YYYY DDD SSSS.US',
    'J HH24:MI:SS.US',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...templates),
      fc.bigInt({ min: -50_000_000_000_000_000n, max: 200_000_000_000_000_000n }),
      (template, micros) => {
        const text = formatDate(momentFromMicros(micros), template, {
          abbreviation: 'UTC',
          offsetSeconds: 0,
        });
        assert.equal(parseDate(text, template, true), micros, text);
      },
    ),
  );
});

test('text of a JSON value by its path', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('a', 'b "c"', 'd\\e'), fc.nat(3), (value, key, place) => {
      const before = Array.from({ length: place }, (_, index) => ({ [key]: index }));
      const document = JSON.stringify({ other: [value], [key]: [...before, { [key]: value }] }, null, 1);
      const name = key.replace(/(["\\])/g, '\\$1');
      const found = jsonPathText(document, `$."${name}"[${place}]."${name}"`);
      if (value === null) assert.equal(found, null);
      else if (typeof value === 'string') assert.equal(found, value);
      else assert.equal(found, JSON.stringify(value));
    }),
  );
  assert.equal(jsonPathText('{"a": [1.50 , {"b":2}]}', '$."a"'), '[1.50,{"b":2}]');
  assert.equal(jsonPathText('{"a": 1}', '$."b"'), null);
});

test('ARRAY_FLATTEN leaves elements as they are written', () => {
  assert.equal(flattenArray('[1.50,["]",[{"a":[1]}],[]]]'), '[1.50,"]",{"a":[1]}]');
  assert.equal(flattenArray('{"a":[1]}'), null);
});

test('STRTOL', () => {
  assert.equal(strtol('  -0xFF', 16), -255n);
  assert.equal(strtol('zz', 36), 1295n);
  assert.equal(strtol('-9223372036854775808', 10), -9223372036854775808n);
  assert.throws(() => strtol('9223372036854775808', 10), { code: '22003' });
  assert.throws(() => strtol('12', 2), { code: '22023' });
  assert.throws(() => strtol('1', 37), { code: '22023' });
});

test('time zones by name, abbreviation and POSIX offset', () => {
  assert.deepEqual(findTimeZone('America/New_York'), { kind: 'named', name: 'America/New_York' });
  assert.deepEqual(findTimeZone('pdt'), { kind: 'offset', seconds: -7 * 3600 });
  assert.deepEqual(findTimeZone('NEWZONE-2:15'), { kind: 'offset', seconds: 2.25 * 3600 });
  assert.deepEqual(findTimeZone('PST8PDT'), { kind: 'named', name: 'PST8PDT' });
  assert.deepEqual(findTimeZone('+03'), { kind: 'offset', seconds: -3 * 3600 });
  assert.equal(findTimeZone('Nowhere/Town'), undefined);
});
