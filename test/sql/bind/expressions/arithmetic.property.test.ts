import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { RedshiftError } from '#base/errors.ts';
import { unscaledText } from '#sql/bind/expressions/input/number-text.ts';
import { translateEngineError } from '#sql/engine/engine-error.ts';
import { type BoundDatabase, openDatabase } from '../query/bound-database.ts';

/** Arithmetic of the emitted text against the same arithmetic of BigInt, which cannot round or overflow. */

interface Decimal {
  unscaled: bigint;
  precision: number;
  scale: number;
}

const decimal = fc.tuple(fc.integer({ min: 1, max: 18 }), fc.nat()).chain(([precision, seed]) =>
  fc.record({
    precision: fc.constant(precision),
    scale: fc.constant(seed % (precision + 1)),
    unscaled: fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n }),
  }),
);
const runs = { numRuns: 150, seed: 20080215 };
const database: BoundDatabase = await openDatabase();

function literal({ unscaled, precision, scale }: Decimal): string {
  return `'${unscaledText(unscaled, scale)}'::decimal(${precision},${scale})`;
}

/** The documented precision and scale, and the exact result cut towards zero at that scale. */
function reference(operator: string, a: Decimal, b: Decimal): Decimal | undefined {
  const wide = (value: Decimal, scale: number) => value.unscaled * 10n ** BigInt(scale - value.scale);
  const scale = Math.max(a.scale, b.scale);
  const sum = Math.max(a.precision - a.scale, b.precision - b.scale) + 1 + scale;
  switch (operator) {
    case '+':
      return { unscaled: wide(a, scale) + wide(b, scale), precision: sum, scale };
    case '-':
      return { unscaled: wide(a, scale) - wide(b, scale), precision: sum, scale };
    case '*':
      return {
        unscaled: a.unscaled * b.unscaled,
        precision: a.precision + b.precision + 1,
        scale: a.scale + b.scale,
      };
    default: {
      if (b.unscaled === 0n) return undefined;
      const places = Math.max(4, a.scale + b.precision - b.scale + 1);
      const dividend = a.unscaled * 10n ** BigInt(places + b.scale - a.scale);
      const precision = a.precision - a.scale + b.scale + places;
      return { unscaled: dividend / b.unscaled, precision, scale: places };
    }
  }
}

async function answer(text: string): Promise<string> {
  try {
    return String((await database.rows(`select ${text}`))[0]![0]);
  } catch (error) {
    const known = error instanceof RedshiftError ? error : translateEngineError((error as Error).message);
    return known!.message;
  }
}

for (const operator of ['+', '-', '*', '/']) {
  test(`decimal ${operator} is exact`, async () => {
    await fc.assert(
      fc.asyncProperty(decimal, decimal, async (a, b) => {
        const expected = reference(operator, a, b);
        const text = `${literal(a)} ${operator} ${literal(b)}`;
        if (expected === undefined) return assert.equal(await answer(text), 'Divide by zero');
        assert.equal(await answer(text), unscaledText(expected.unscaled, expected.scale));
        const [column] = database.columns(`select ${text}`);
        const { precision, scale } = expected;
        if (precision <= 38) assert.deepEqual(column!.type, { name: 'numeric', precision, scale });
      }),
      runs,
    );
  });
}

const integers = [
  { type: 'smallint', bits: 16 },
  { type: 'integer', bits: 32 },
  { type: 'bigint', bits: 64 },
];
const operations: Record<string, (a: bigint, b: bigint) => bigint> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

for (const { type, bits } of integers) {
  const edge = 2n ** BigInt(bits - 1);
  const value = fc.oneof(
    fc.bigInt({ min: -edge, max: edge - 1n }),
    fc.bigInt({ min: -100n, max: 100n }),
    fc.constantFrom(-edge, edge - 1n),
  );
  for (const [operator, operation] of Object.entries(operations)) {
    test(`${type} ${operator} is exact or out of range`, async () => {
      await fc.assert(
        fc.asyncProperty(value, value, async (a, b) => {
          const text = `'${a}'::${type} ${operator} '${b}'::${type}`;
          if (b === 0n && (operator === '/' || operator === '%')) {
            return assert.equal(await answer(text), 'Divide by zero');
          }
          const result = operation(a, b);
          const fits = BigInt.asIntN(bits, result) === result;
          assert.equal(await answer(text), fits ? String(result) : `${type} out of range`);
        }),
        { ...runs, numRuns: 60 },
      );
    });
  }
}

test('a decimal is cast to another as rounding half away from zero says', async () => {
  await fc.assert(
    fc.asyncProperty(decimal, fc.integer({ min: 0, max: 18 }), async (value, scale) => {
      const divisor = 10n ** BigInt(Math.max(0, value.scale - scale));
      const size = value.unscaled < 0n ? -value.unscaled : value.unscaled;
      const rounded = (size * 2n + divisor) / (divisor * 2n);
      const shifted = rounded * 10n ** BigInt(Math.max(0, scale - value.scale));
      const text = `(${literal(value)} + 0)::decimal(38,${scale})`;
      assert.equal(await answer(text), unscaledText(value.unscaled < 0n ? -shifted : shifted, scale));
    }),
    runs,
  );
});
