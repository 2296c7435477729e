import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const database = await openDatabase(`
  create table l (id int, a varchar(5));
  create table r (id bigint, b varchar(5));
  create table x (a varchar(5), id int, c int);
  insert into l values (1, 'l1'), (2, 'l2');
  insert into r values (2, 'r2'), (3, 'r3');
  insert into x values ('l2', 2, 5);
`);

const cases: [text: string, rows: unknown[][]][] = [
  ['select l.id, b from l join r on l.id = r.id', [[2, 'r2']]],
  [
    'select l.id, b from l left join r on l.id = r.id order by 1',
    [
      [1, null],
      [2, 'r2'],
    ],
  ],
  [
    'select a, r.id from l right join r on l.id = r.id order by 2',
    [
      ['l2', '2'],
      [null, '3'],
    ],
  ],
  ['select j.a, j.b from (l join r using (id)) as j', [['l2', 'r2']]],
  ['select j.* from (l join r using (id)) j (n)', [[2, 'l2', 'r2']]],
  ['select j.b, x.c from (l join r using (id)) j join x on x.id = j.id', [['r2', 5]]],
  ['select count(*) from l cross join r', [['4']]],
  ['select * from l join r using (id)', [[2, 'l2', 'r2']]],
  ['select id from l left join r using (id) order by id', [[1], [2]]],
  [
    'select id, a, b from l full join r using (id) order by id',
    [
      ['1', 'l1', null],
      ['2', 'l2', 'r2'],
      ['3', null, 'r3'],
    ],
  ],
  [
    'select id, l.id, r.id from l right join r using (id) order by 1',
    [
      ['2', 2, '2'],
      ['3', null, '3'],
    ],
  ],
  ['select * from l natural join x', [[2, 'l2', 5]]],
  ['select * from l join r using (id) join x using (id)', [[2, 'l2', 'r2', 'l2', 5]]],
  ['select a.id from l a join (l b join r on b.id = r.id) on a.id = b.id', [[2]]],
  ['select l.id from l, r join x on r.id = x.id where l.id = x.id', [[2]]],
  // Oracle's outer joins.
  [
    'select l.id, b from l, r where l.id = r.id(+) order by 1',
    [
      [1, null],
      [2, 'r2'],
    ],
  ],
  ["select l.id, b from r, l where r.id(+) = l.id and r.b(+) = 'r2' and l.id > 1", [[2, 'r2']]],
  [
    'select l.id, b, c from l, r, x where l.id = r.id(+) and x.id(+) = r.id order by 1',
    [
      [1, null, null],
      [2, 'r2', 5],
    ],
  ],
];

for (const [text, rows] of cases) {
  test(text, async () => {
    assert.deepEqual(await database.rows(text), rows);
  });
}

const errors: [text: string, error: string][] = [
  ['select id from l join r on l.id = r.id', '42702 column reference "id" is ambiguous @7'],
  [
    'select * from l join r using (nope)',
    '42703 column "nope" specified in USING clause does not exist in left table @30',
  ],
  ['select * from l a, r a', '42712 table name "a" specified more than once @21'],
  ['select * from l, l', '42712 table name "l" specified more than once @17'],
  [
    'select * from l, r where l.id = r.id(+) or r.id(+) = 1',
    '0A000 Outer join operator (+) not allowed in operand of OR or IN. @25',
  ],
  [
    'select * from l join x on l.id = x.id, r where l.id = r.id(+)',
    '0A000 Outer join operator (+) cannot be used in a query that also contains ANSI join syntax @47',
  ],
  ['select * from lateral (select 1) x', '0A000 LATERAL is not supported by Slipher yet @14'],
];

for (const [text, error] of errors) {
  test(text, async () => {
    assert.equal(await database.error(text), error);
  });
}

test('a name for joined relations hides theirs', async () => {
  assert.match(await database.error('select l.a from (l join r using (id)) j'), /^42P01 /);
  assert.match(await database.error('select j.id from (l join r on l.id = r.id) j'), /^42702 /);
});
