import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const database = await openDatabase(`
  create table a (i int, s varchar(5), d decimal(6,2));
  create table b (i bigint, s varchar(9), d decimal(10,3));
  insert into a values (1, 'x', 1.5), (2, 'y', 2.5);
  insert into b values (2, 'y', 2.5), (3, 'z', 3.125);
`);

const cases: [text: string, rows: unknown[][]][] = [
  ['select i from a union all select i from b order by i', [['1'], ['2'], ['2'], ['3']]],
  ['select i from a union select i from b order by 1 desc', [['3'], ['2'], ['1']]],
  ['select i from a intersect select i from b', [['2']]],
  ['select i from a minus select i from b', [['1']]],
  ['select i from a except select 1', [[2]]],
  [
    'select i, s from a union select i, s from b order by 2',
    [
      ['1', 'x'],
      ['2', 'y'],
      ['3', 'z'],
    ],
  ],
  ['select d from a union all select d from b order by 1', [['1.500'], ['2.500'], ['2.500'], ['3.125']]],
  // INTERSECT first.
  ['select 1 as n union select 2 intersect select 2 order by n', [[1], [2]]],
  ['(select 1 as n union select 2) intersect select 2 order by n', [[2]]],
  ['select 1 as n union all select 2 union select 2 order by n', [[1], [2]]],
  ['select null as n union all select 5 order by 1', [[5], [null]]],
  ["select 'a' union all select s from a order by 1", [['a'], ['x'], ['y']]],
  ['(select i from a order by i desc limit 1) union all (select 7) order by 1', [[2], [7]]],
  ['select x.i from (select i from a union select i from b) x order by i limit 1', [['1']]],
  ['select count(*) from (select i from a union all select i from a)', [['4']]],
  ['select distinct 1 as n from a union all select 2', [[1], [2]]],
];

for (const [text, rows] of cases) {
  test(text, async () => {
    assert.deepEqual(await database.rows(text), rows);
  });
}

test('columns have the common type of all branches and the names of the first', () => {
  const [i, s, d] = database.columns('select i, s, d from a union all select i as x, s, d from b');
  assert.deepEqual([i?.name, i?.type], ['i', { name: 'int8' }]);
  assert.deepEqual(s?.type, { name: 'varchar', length: 9 });
  assert.deepEqual(d?.type, { name: 'numeric', precision: 10, scale: 3 });
});

const errors: [text: string, error: string][] = [
  ['select 1 union select 1, 2', '42601 each UNION query must have the same number of columns @15'],
  ['select i from a except all select i from b', '0A000 EXCEPT ALL is not supported @27'],
  [
    'select i from a union select i from b order by i + 1',
    '0A000 ORDER BY on a UNION/INTERSECT/EXCEPT result must be on one of the result columns @47',
  ],
  ['select i from a union select i from b order by 2', '42P10 ORDER BY position 2 is not in select list @47'],
];

for (const [text, error] of errors) {
  test(text, async () => {
    assert.equal(await database.error(text), error);
  });
}

test('a chain of a thousand branches', async () => {
  const text = Array.from({ length: 1000 }, (_, index) => `select ${index} as n`).join(' union all ');
  assert.deepEqual(await database.rows(`select count(*), max(n) from (${text}) as x`), [['1000', 999]]);
});
