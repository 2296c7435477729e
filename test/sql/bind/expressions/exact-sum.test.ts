import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from '../query/bound-database.ts';

test('sums of products are exact whether or not a product fits in 64 bits', async () => {
  const database = await openDatabase('create table t(g int, a decimal(15,2), b decimal(15,2))');
  await database.run(`insert into t values
    (1, 1.50, 2.00), (1, 9999999999999.99, 9999999999999.99), (1, null, 1), (1, -9999999999999.99, 9999999999999.98),
    (2, 1.25, 3), (3, null, null), (4, 9999999999999.99, 9999999999999.99)`);
  const rows = await database.rows('select g, sum(a * b), sum(a * (1 - b)) from t group by g order by g');
  assert.deepEqual(
    rows.map(([g, sum]) => [g, sum]),
    [
      [1, '100000000002.9999'],
      [2, '3.7500'],
      [3, null],
      [4, '99999999999999800000000000.0001'],
    ],
  );
  assert.equal(rows[1]![2], '-2.5000');
  assert.deepEqual(await database.rows('select sum(a * b), avg(a * b) from t where g = 2'), [
    ['3.7500', '3.7500'],
  ]);
  assert.deepEqual(await database.rows('select sum(a * b) from t where g = 9'), [[null]]);
});

test('a constant beside a column takes the type of the column', async () => {
  const database = await openDatabase('create table t(d decimal(15,2), i smallint, dt date, v varchar(10))');
  const where = (condition: string) => {
    const plan = database.plan(`select 1 from t where ${condition}`);
    return plan.kind === 'query' ? /WHERE (.*)$/.exec(plan.sql)![1]!.replaceAll('"t".', '') : '';
  };
  assert.equal(where('d < 24'), `("d" < CAST('24' AS DECIMAL(15,2)))`);
  assert.equal(where('i = 5'), `("i" = CAST(5 AS SMALLINT))`);
  assert.equal(where("dt >= '2008-01-01'"), `("dt" >= CAST('2008-01-01' AS DATE))`);
  assert.equal(where("v in ('a', 'b')"), `("v" IN ('a', 'b'))`);
  assert.equal(where("v like 'a%'"), `("v" LIKE 'a%')`);
  assert.equal(where('i between 1 and 3'), `("i" BETWEEN CAST(1 AS SMALLINT) AND CAST(3 AS SMALLINT))`);
});
