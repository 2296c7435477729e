import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const database = await openDatabase(`
  create table s (region varchar(5), city varchar(5), n int, d date);
  create table u (k varchar(5), v int);
  insert into s values ('e', 'a', 1, '2020-01-05'), ('e', 'b', 2, '2020-01-20'), ('w', 'c', 4, '2020-02-01');
  insert into u values ('e', 9), ('w', 8);
`);

const cases: [text: string, rows: unknown[][]][] = [
  ['select count(*) from s', [['3']]],
  [
    'select region, sum(n) from s group by region order by region',
    [
      ['e', '3'],
      ['w', '4'],
    ],
  ],
  [
    'select region r, sum(n) from s group by r order by 1',
    [
      ['e', '3'],
      ['w', '4'],
    ],
  ],
  [
    'select region, sum(n) from s group by 1 order by 2 desc',
    [
      ['w', '4'],
      ['e', '3'],
    ],
  ],
  [
    'select region, sum(n) from s group by all order by 1',
    [
      ['e', '3'],
      ['w', '4'],
    ],
  ],
  [
    'select n + 1 as k, count(*) from s group by n + 1 order by 1',
    [
      [2, '1'],
      [3, '1'],
      [5, '1'],
    ],
  ],
  ['select (n + 1) * 2 from s group by n + 1 order by n + 1', [[4], [6], [10]]],
  ['select s.region || city from s group by region, s.city order by 1', [['ea'], ['eb'], ['wc']]],
  [
    'select region, city from s group by (region, city) order by 2',
    [
      ['e', 'a'],
      ['e', 'b'],
      ['w', 'c'],
    ],
  ],
  [
    'select extract(month from d) as m, count(*) from s group by m order by m',
    [
      [1, '2'],
      [2, '1'],
    ],
  ],
  [
    'select date_part(month, d)::int as month, count(*) from s group by 1 order by month',
    [
      [1, '2'],
      [2, '1'],
    ],
  ],
  ["select 'x' as mark, count(*) from s group by mark", [['x', '3']]],
  ["select 'x' as mark, count(*) from s where false group by 1", []],
  ['select region from s group by region having sum(n) > 3', [['w']]],
  ['select region, sum(n) as total from s group by region having total > 3', [['w', '4']]],
  ['select count(*) from s having count(*) > 5', []],
  ['select region from s group by region order by max(n) desc', [['w'], ['e']]],
  [
    'select region, sum(sum(n)) over (order by region rows unbounded preceding) from s group by region order by 1',
    [
      ['e', '3'],
      ['w', '7'],
    ],
  ],
  [
    'select region, (select v from u where k = region) from s group by region order by 1',
    [
      ['e', 9],
      ['w', 8],
    ],
  ],
  [
    'select sum(case when exists (select 1 from u where k = s.region and v > n) then 1 else 0 end) from s',
    [['3']],
  ],
  [
    'select region, city, sum(n) from s group by rollup(region, city) order by 1, 2',
    [
      ['e', 'a', '1'],
      ['e', 'b', '2'],
      ['e', null, '3'],
      ['w', 'c', '4'],
      ['w', null, '4'],
      [null, null, '7'],
    ],
  ],
  [
    'select region, city, count(*) from s group by cube(region, city) order by 1, 2 limit 3',
    [
      ['e', 'a', '1'],
      ['e', 'b', '1'],
      ['e', null, '2'],
    ],
  ],
  [
    'select region, city, sum(n) from s group by grouping sets ((region), (city), ()) order by 1, 2',
    [
      ['e', null, '3'],
      ['w', null, '4'],
      [null, 'a', '1'],
      [null, 'b', '2'],
      [null, 'c', '4'],
      [null, null, '7'],
    ],
  ],
  [
    'select distinct region, count(*) over (partition by region) from s order by 1',
    [
      ['e', '2'],
      ['w', '1'],
    ],
  ],
  [
    'select region, max(n) over w from s window w as (partition by region) order by n',
    [
      ['e', 2],
      ['e', 2],
      ['w', 4],
    ],
  ],
  [
    'select region, grouping(region) as g, grouping(region, city) as gs, count(*) from s group by rollup(region, city) order by gs, 1',
    [
      ['e', 0, 0, '1'],
      ['e', 0, 0, '1'],
      ['w', 0, 0, '1'],
      ['e', 0, 1, '2'],
      ['w', 0, 1, '1'],
      [null, 1, 3, '3'],
    ],
  ],
];

for (const [text, rows] of cases) {
  test(text, async () => {
    assert.deepEqual(await database.rows(text), rows);
  });
}

const mustAppear = (column: string) =>
  `42803 column "${column}" must appear in the GROUP BY clause or be used in an aggregate function`;

const errors: [text: string, error: string][] = [
  ['select region, n from s group by region', `${mustAppear('s.n')} @15`],
  ['select region, count(*) from s', `${mustAppear('s.region')} @7`],
  ['select * from s group by region', mustAppear('s.city')],
  ['select x.n + 1 from s x group by n + 2', `${mustAppear('x.n')} @7`],
  ['select region from s group by region having n > 1', `${mustAppear('s.n')} @44`],
  ['select region from s group by region order by n', `${mustAppear('s.n')} @46`],
  ['select n as a, a + 1, count(*) from s group by region', `${mustAppear('s.n')} @7`],
  [
    'select (select v from u where v = n) from s group by region',
    '42803 subquery uses ungrouped column "n" from outer query @34'.replace('"n"', '"s.n"'),
  ],
  [
    'select grouping(city) from s group by region',
    '42803 arguments to GROUPING must be grouping expressions of the associated query level @16',
  ],
  ['select region from s group by 2', '42P10 GROUP BY position 2 is not in select list @30'],
  ["select region from s group by 'region'", '42601 non-integer constant in GROUP BY @30'],
  [
    'select region, sum(n) as t from s group by region, t',
    '42803 aggregates not allowed in GROUP BY clause @51',
  ],
  ['select sum(n) as t from s where t > 1', '42803 aggregates not allowed in WHERE clause @32'],
];

for (const [text, error] of errors) {
  test(text, async () => {
    assert.equal(await database.error(text), error);
  });
}
