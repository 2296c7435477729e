import assert from 'node:assert/strict';
import test from 'node:test';
import { translateEngineError } from '#sql/engine/engine-error.ts';
import { openEngine } from '../../functions/engine.ts';

/** What the engine says, provoked for real, and what a client of Redshift reads. */
const cases: [string, string][] = [
  ['INSERT INTO f VALUES (NULL)', 'XX000 Cannot insert a NULL value into column x'],
  ['SELECT 32767::SMALLINT + 1::SMALLINT', '22003 smallint out of range'],
  ['SELECT 2147483647::INTEGER * 2::INTEGER', '22003 integer out of range'],
  ['SELECT -(-9223372036854775808)::BIGINT', '22003 integer out of range'],
  ['SELECT CAST(x AS SMALLINT) FROM (SELECT 40000 AS x)', '22003 smallint out of range'],
  [
    'SELECT CAST(x AS DECIMAL(3,2)) FROM (SELECT 40000.0 AS x)',
    'XX000 Numeric data overflow (result precision)',
  ],
  ["SELECT CAST(x AS INTEGER) FROM (SELECT 'a' AS x)", '22P02 invalid input syntax for integer: "a"'],
  ["SELECT CAST(x AS DATE) FROM (SELECT 'a' AS x)", '22007 invalid input syntax for type date: "a"'],
  [
    "SELECT CAST(x AS DATE) FROM (SELECT '2008-02-31' AS x)",
    '22008 date/time field value out of range: "2008-02-31"',
  ],
  [
    'SELECT (SELECT x FROM (VALUES (1), (2)) t(x))',
    '21000 more than one row returned by a subquery used as an expression',
  ],
  ["SELECT error('slipher:22012:Divide by zero')", '22012 Divide by zero'],
  ['SELECT rs_integer_divide(x, 0) FROM (SELECT 1 AS x)', '22012 Divide by zero'],
  ['SELECT * FROM nowhere', 'XX000 Table with name nowhere does not exist!'],
];

test('engine errors become those of Redshift', async (context) => {
  const engine = await openEngine();
  await engine.run('CREATE TABLE f (x INTEGER NOT NULL)');
  for (const [sql, expected] of cases) {
    await context.test(sql, async () => {
      await assert.rejects(engine.runAndReadAll(sql), (error: Error) => {
        const { code, message } = translateEngineError(error.message)!;
        assert.equal(`${code} ${message}`, expected);
        return true;
      });
    });
  }
});

test('a conflict of writers is error 1023 with its detail', async () => {
  const error = translateEngineError('TransactionContext Error: Failed to commit: Conflict on update!')!;
  assert.deepEqual(
    [error.code, error.message, error.detail],
    ['XX000', '1023', 'Serializable isolation violation on table in Redshift'],
  );
  assert.equal(translateEngineError('INTERRUPT Error: Interrupted!')?.code, '57014');
  assert.equal(translateEngineError(''), undefined);
});
