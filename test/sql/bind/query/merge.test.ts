import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const open = () =>
  openDatabase(`
    create table target (id int, name varchar(10), n int default 5);
    create table source (id int, name varchar(20));
    create table pairs (id int, name varchar(10));
    insert into target values (1, 'a', 0), (2, 'b', 0), (2, 'bb', 0);
    insert into source values (2, 'two'), (3, 'three');
    insert into pairs values (30, 'Tony'), (11, 'Alice'), (23, 'Bill');
  `);

const cases: [change: string, table: string, rows: unknown[][]][] = [
  [
    `merge into target using source on target.id = source.id
     when matched then update set name = source.name, n = target.n + 1
     when not matched then insert (id, name) values (source.id, source.name)`,
    'target',
    [
      [1, 'a', 0],
      [2, 'two', 1],
      [2, 'two', 1],
      [3, 'three', 5],
    ],
  ],
  [
    `merge into target using source s on s.id = target.id
     when matched then delete when not matched then insert values (s.id, upper(s.name), default)`,
    'target',
    [
      [1, 'a', 0],
      [3, 'THREE', 5],
    ],
  ],
  [
    `merge into target using (select id, max(name) as m from source group by id) as x on target.id = x.id and x.id > 1
     when matched then update set name = x.m when not matched then insert (id) values (x.id)`,
    'target',
    [
      [1, 'a', 0],
      [2, 'two', 0],
      [2, 'two', 0],
      [3, null, 5],
    ],
  ],
  [
    `merge into pairs using (select 23 as id, 'David' as name union all select 22, 'Clarence') s
     on pairs.id = s.id remove duplicates`,
    'pairs',
    [
      [11, 'Alice'],
      [22, 'Clarence'],
      [23, 'David'],
      [30, 'Tony'],
    ],
  ],
];

for (const [change, table, rows] of cases) {
  test(change, async () => {
    const database = await open();
    await database.run(change);
    assert.deepEqual(await database.rows(`select * from ${table} order by 1, 2`), rows);
  });
}

test('a row that two source rows match ends the statement and leaves all as it was', async () => {
  const database = await open();
  await database.run("insert into source values (2, 'again')");
  const text = `merge into target using source on target.id = source.id
    when matched then update set n = 1 when not matched then insert values (0, '', 0)`;
  assert.equal(await database.error(text), '21000 Found multiple matches to update the same tuple.');
  assert.deepEqual(await database.rows('select count(*), max(n) from target'), [['3', 0]]);
});

const when = 'when matched then delete when not matched then insert (id) values (source.id)';
const errors: [text: string, error: string][] = [
  [
    `merge into target using source on source.id = 1 ${when}`,
    '0A000 Target table must be part of an equijoin predicate @34',
  ],
  [
    `merge into target using source on target.id > source.id ${when}`,
    '0A000 Target table must be part of an equijoin predicate @34',
  ],
  [
    `merge into target t using source on target.id = source.id ${when}`,
    '42601 syntax error at or near "t" @18',
  ],
  [
    'merge into target using source on target.id = source.id remove duplicates',
    '42601 source and target of MERGE REMOVE DUPLICATES must have the same number of columns @11',
  ],
  [
    'merge into target using source on target.id = source.id when matched then update set nope = 1 when not matched then insert (id) values (1)',
    '42703 column "nope" of relation "target" does not exist @85',
  ],
  [
    'merge into target using source on target.id = source.id when matched then delete when not matched then insert (id) values (target.id)',
    '42P01 missing FROM-clause entry for table "target" @123',
  ],
];

for (const [text, error] of errors) {
  test(text, async () => {
    const database = await open();
    assert.equal(await database.error(text), error);
  });
}
