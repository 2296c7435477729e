import assert from 'node:assert/strict';
import test from 'node:test';
import { RedshiftError } from '#base/errors.ts';
import { translateEngineError } from '#sql/engine/engine-error.ts';
import { readParameters } from '#sql/read-parameters.ts';
import { formatType } from '#sql/types.ts';
import { openDatabase } from '../query/bound-database.ts';

/** statement, parameters as text, their types as found, the first value (or the error). */
const cases: [string, (string | null)[], string, string][] = [
  ['select $1', ['a'], 'character varying(65535)', 'a'],
  ['select $1::int + 1', ['4'], 'integer', '5'],
  ['select i + $1 from t', ['4'], 'integer', '5'],
  ['select i + $1 from t', ['x'], 'integer', '22P02 invalid input syntax for integer: "x"'],
  [
    'select i + $1 from t',
    ['99999999999'],
    'integer',
    '22003 value "99999999999" is out of range for type integer',
  ],
  [
    'select f * $1 from t',
    ['x'],
    'double precision',
    '22P02 invalid input syntax for type double precision: "x"',
  ],
  ['select $1::decimal(5,2)', ['x'], 'numeric(5,2)', '22P02 invalid input syntax for type numeric: "x"'],
  ['select i from t where dt >= $1', ['Jan 1 2008'], 'date', '1'],
  ['select d = $1 from t', ['1.505'], 'numeric(38,10)', 'false'],
  ['select d = $1 from t', ['1.50'], 'numeric(38,10)', 'true'],
  ['select $1 || $2', ['a', 'b'], 'character varying(65535), character varying(65535)', 'ab'],
  ['select i in ($1, $2) from t', ['1', null], 'integer, integer', 'true'],
  ['select $1 in (1, 2)', ['2'], 'integer', 'true'],
  ['select coalesce($1, $2)', [null, 'q'], 'character varying(65535), character varying(65535)', 'q'],
  ['select case when $1 then i else $2 end from t', ['f', '7'], 'boolean, integer', '7'],
  ['select dateadd(day, $1, dt) from t', ['3'], 'integer', '2008-01-04 00:00:00'],
  ['select $1 = $1', ['a'], 'character varying(65535)', 'true'],
  ['select $1::date + $2::int', ['2008-01-01', '4'], 'date, integer', '2008-01-05'],
  ['select abs($1)', ['-5.5'], 'double precision', '5.5'],
  ['select $1::super', ['a'], 'super', '"a"'],
  ['select $1 is null', [null], 'character varying(65535)', 'true'],
  ['select c = $1 from t', ['ab   '], 'character(65535)', 'true'],
  ['select $1 + $2', ['1', '2'], '', '42725 operator is not unique: "unknown" + "unknown"'],
];

test('parameters take the type of their surroundings', async (context) => {
  const database = await openDatabase(
    `create table t(i int, d decimal(10,2), dt date, f float8, c char(5));
    insert into t values (1, 1.5, '2008-01-01', 2, 'ab')`,
  );
  for (const [text, parameters, types, expected] of cases) {
    await context.test(`${text} ${JSON.stringify(parameters)}`, async () => {
      try {
        const plan = database.plan(text);
        assert.ok(plan.kind === 'query');
        assert.equal(plan.parameters.map(formatType).join(', '), types);
        const [row] = await database.rows(text, readParameters(plan.parameters, parameters));
        assert.equal(String(row![0]), expected);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        const known =
          error instanceof RedshiftError ? error : translateEngineError((error as Error).message)!;
        assert.equal(`${known.code} ${known.message}`, expected);
      }
    });
  }
});
