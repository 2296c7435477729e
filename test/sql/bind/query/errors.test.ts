import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const database = await openDatabase(`
  create table t (id int, name varchar(20));
  create table u (id int, v int);
`);

const errors: [text: string, error: string][] = [
  ['select * from nope', '42P01 relation "nope" does not exist @14'],
  ['select * from s.nope', '42P01 relation "s.nope" does not exist @14'],
  ['select * from otherdb.s.nope', '42P01 relation "otherdb.s.nope" does not exist @14'],
  ['select nope from t', '42703 column "nope" does not exist in t @7'],
  ['select nope from t, u x', '42703 column "nope" does not exist in t, x @7'],
  ['select t.nope from t', '42703 column t.nope does not exist @7'],
  ['select x.id from t', '42P01 missing FROM-clause entry for table "x" @7'],
  ['select x.* from t', '42P01 missing FROM-clause entry for table "x" @7'],
  ['select t.id from t x', '42P01 missing FROM-clause entry for table "t" @7'],
  ['select other.t.id from public.t', '42703 column other.t.id does not exist @7'],
  ['select id from t, u', '42702 column reference "id" is ambiguous @7'],
  ['select *', '42601 SELECT * with no tables specified is not valid @7'],
  ['select * exclude (nope) from t', '42703 column "nope" does not exist @18'],
  [
    'select id from t where name',
    '42804 argument of WHERE must be type boolean, not type character varying @23',
  ],
  [
    'select id from t where row_number() over () = 1',
    '42803 window functions not allowed in WHERE clause @23',
  ],
  [
    'select id from t x qualify id = 1',
    '42601 QUALIFY clause requires a window function in the select list or in its condition @27',
  ],
  ['select id as a, name as a from t order by a', '42702 ORDER BY "a" is ambiguous @42'],
  ['select id from t order by 2', '42P10 ORDER BY position 2 is not in select list @26'],
  ["select id from t order by 'id'", '42601 non-integer constant in ORDER BY @26'],
  ['select id from t limit -1', '22023 LIMIT must not be negative @23'],
  [
    'select distinct name from t order by id',
    '42P10 for SELECT DISTINCT, ORDER BY expressions must appear in select list @37',
  ],
  ['select distinct on (id) id from t', '0A000 SELECT DISTINCT ON is not supported @0'],
  ['select id from t for update', '0A000 SELECT FOR UPDATE is not supported @0'],
  ['select * from (values (1)) v', '42601 syntax error at or near "values" @15'],
  ['select * from (select 1 into x) y', '42601 SELECT ... INTO is not allowed here @29'],
  ['select * from t x(a, b, c)', '42P10 table "x" has 2 columns available but 3 columns specified @16'],
  ['select sum(id) over w from t', '42704 window "w" does not exist @7'],
  [
    'select sum(id) over (order by id) from t',
    '0A000 Aggregate window functions with an ORDER BY clause require a frame clause @20',
  ],
  ['with x as (delete from t) select 1', '0A000 DELETE in a WITH clause is not supported @5'],
  ['select (select id, name from t)', '42601 subquery must return only one column @7'],
];

for (const [text, error] of errors) {
  test(text, async () => {
    assert.equal(await database.error(text), error);
  });
}
