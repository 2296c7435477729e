import assert from 'node:assert/strict';
import test from 'node:test';
import { RedshiftError } from '#base/errors.ts';
import { translateEngineError } from '#sql/engine/engine-error.ts';
import { openDatabase } from '../query/bound-database.ts';

/** type of the column, value as written, what the column holds then (or the error). */
const cases: [string, string, string][] = [
  ['varchar(3)', "'abc'", 'abc'],
  ['varchar(3)', "'abc   '", 'abc'],
  ['varchar(3)', "'abcd'", '22001 value too long for type character varying(3)'],
  ['varchar(3)', "'éé'", '22001 value too long for type character varying(3)'],
  ['char(3)', "'ab  '", 'ab'],
  ['char(2)', "'abc'", '22001 value too long for type character(2)'],
  ['varchar(2)', '123', '22001 value too long for type character varying(2)'],
  ['varchar(5)', 'true', 'true'],
  ['int', '2.5', '3'],
  ['int', "'12'", '12'],
  ['int', "'x'", '22P02 invalid input syntax for integer: "x"'],
  ['smallint', '40000', '22003 value "40000" is out of range for type smallint'],
  ['int', 'true', '1'],
  ['bool', '1', 'true'],
  ['bool', "'yes'", 'true'],
  ['bool', '1.5', '42804 column "x" is of type boolean but expression is of type numeric'],
  ['decimal(5,2)', '1.005', '1.01'],
  ['decimal(5,2)', '12345', '22003 Numeric data overflow (result precision)'],
  ['date', "'Jan 8, 1999'", '1999-01-08'],
  ['date', '1', '42804 column "x" is of type date but expression is of type integer'],
  ['timestamp', "'2008-01-01 10:00'", '2008-01-01 10:00:00'],
  ['super', "'[1]'", '"[1]"'],
  ['super', '1.50', '1.50'],
  ['int', 'null', 'null'],
  ['int not null', 'null', 'XX000 Cannot insert a NULL value into column x'],
];

/** Ways a value reaches a column: as a constant of VALUES, from a query, by UPDATE. */
const ways: Record<string, (value: string) => string> = {
  values: (value) => `insert into t values (${value})`,
  'many values': (value) => `insert into t values (${value}), (${value})`,
  select: (value) => `insert into t select ${value}`,
  update: (value) => `update t set x = ${value}`,
};

for (const [way, statement] of Object.entries(ways)) {
  test(`assignment by ${way}`, async (context) => {
    for (const [type, value, expected] of cases) {
      await context.test(`${type} := ${value}`, async () => {
        const database = await openDatabase(`create table t(x ${type})`);
        const { source } = database.relations[0]!;
        const isUpdate = way === 'update';
        if (isUpdate) await database.engine.run(`ALTER TABLE ${source} ALTER x DROP NOT NULL`);
        if (isUpdate) await database.engine.run(`INSERT INTO ${source} VALUES (NULL)`);
        try {
          await database.run(statement(value));
          const [row] = await database.rows('select x from t');
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
}

test('values that come from columns are checked as they arrive', async () => {
  const database = await openDatabase(
    "create table s(v varchar(10), n int, f float8); insert into s values ('abcde', 70000, 2.5)",
  );
  await database.run('create table t(v varchar(3), n smallint, i int)');
  const failure = async (text: string) => {
    try {
      await database.run(text);
      return 'no error';
    } catch (error) {
      return error instanceof RedshiftError
        ? error.message
        : translateEngineError((error as Error).message)!.message;
    }
  };
  assert.equal(
    await failure('insert into t(v) select v from s'),
    'value too long for type character varying(3)',
  );
  assert.equal(await failure('insert into t(n) select n from s'), 'smallint out of range');
  assert.equal(
    await failure('insert into t(n) select v from s'),
    'column "n" is of type smallint but expression is of type character varying',
  );
  assert.equal(await failure('insert into t(i) select f from s'), 'no error');
});
