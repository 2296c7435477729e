import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from '../query/bound-database.ts';

/** Operations whose macros mention an operand several times, nested deep: each value must be written once. */
const nestings: [string, (inner: string) => string, string][] = [
  ['division of integers', (inner) => `(${inner} / i)`, '4'],
  ['division by a division', (inner) => `(16 * i / ${inner})`, '4'],
  ['division of decimals', (inner) => `(${inner} / i)::decimal(10,2)`, '4.00'],
  ['text to number and back', (inner) => `${inner}::varchar::int`, '4'],
  ['double as text and back', (inner) => `${inner}::float8::varchar::float8`, '4'],
  ['remainder', (inner) => `mod(${inner}, 5)`, '4'],
  ['substring', (inner) => `substring(${inner}::varchar, i, 9)`, '4'],
];

test('nested operations grow by a constant, and run', async (context) => {
  const database = await openDatabase('create table t(i int); insert into t values (1)');
  for (const [name, nest, expected] of nestings) {
    await context.test(name, async () => {
      const at = (depth: number) => {
        const plan = database.plan(`select ${text(depth)} from t`);
        return plan.kind === 'query' ? plan.sql.length : 0;
      };
      const text = (depth: number) => Array.from({ length: depth }).reduce<string>(nest, '(4 * i)');
      assert.ok(at(40) < 4 * at(20), `${at(20)} characters became ${at(40)}`);
      const [row] = await database.rows(`select ${text(20)} from t`);
      assert.equal(String(row![0]), expected);
    });
  }
});
