import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const database = await openDatabase(`
  create table t (id int, parent int, name varchar(10));
  insert into t values (1, null, 'root'), (2, 1, 'child'), (3, 2, 'leaf');
`);

const cases: [text: string, rows: unknown[][]][] = [
  ['with a as (select id from t where id > 1) select id from a order by id', [[2], [3]]],
  ['with a(x, y) as (select id, name from t) select y from a where x = 3', [['leaf']]],
  ['with a as (select 1 as n), b as (select n + 1 as m from a) select n, m from a, b', [[1, 2]]],
  // A table of the catalog is hidden by a common one, but not inside its own query.
  ['with t as (select id from t where id = 3) select count(*) from t', [['1']]],
  ['with t as (select 5 as id) select p.id, t.id from public.t p, t where p.id = 1', [[1, 5]]],
  ['with unused as (select 1) select 2 as n', [[2]]],
  ['with a as (select 1 as n) select (select n from a), x.n from (select n from a) x', [[1, 1]]],
  ['with a as (with b as (select 7 as n) select n from b) select n from a', [[7]]],
  ['select n from (with b as (select 7 as n) select n from b) x', [[7]]],
  ['with a as (select 1 as n) select n from a union all select n + 1 from a order by 1', [[1], [2]]],
  [
    'with recursive r(n) as (select 1 union all select n + 1 from r where n < 4) select n from r order by n',
    [[1], [2], [3], [4]],
  ],
  [
    `with recursive tree(id, path) as (
       select id, name::varchar(100) from t where parent is null
       union all
       select t.id, tree.path || '/' || t.name from t join tree on t.parent = tree.id
     ) select path from tree order by id`,
    [['root'], ['root/child'], ['root/child/leaf']],
  ],
  ['with recursive a as (select 1 as n) select n from a', [[1]]],
  ["with a as (select null as x, 'b' as y) select coalesce(x, '1'), y from a", [['1', 'b']]],
  ['with a as (select null as x) select x + 1 from a', [[null]]],
];

for (const [text, rows] of cases) {
  test(text, async () => {
    assert.deepEqual(await database.rows(text), rows);
  });
}

const errors: [text: string, error: string][] = [
  [
    'with a as (select 1), a as (select 2) select 1',
    '42712 WITH query name "a" specified more than once @22',
  ],
  [
    'with a(x, y) as (select 1) select 1',
    '42P10 WITH query "a" has 1 columns available but 2 columns specified @5',
  ],
  ['with b as (select n from a), a as (select 1 as n) select 1', '42P01 relation "a" does not exist @25'],
  ['with unused as (select nope from t) select 1', '42703 column "nope" does not exist in t @23'],
  ['select * from (with b as (select 1) select 2) x, b', '42P01 relation "b" does not exist @49'],
];

for (const [text, error] of errors) {
  test(text, async () => {
    assert.equal(await database.error(text), error);
  });
}
