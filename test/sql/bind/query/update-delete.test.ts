import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const open = () =>
  openDatabase(`
    create table t (id int, name varchar(5) default 'dflt', n int);
    create table u (id int, tid int, v int);
    create table s (id int identity(1, 1), a int);
    insert into t values (1, 'a', 10), (2, 'b', 20), (3, 'c', 30);
    insert into u values (1, 1, 100), (2, 1, 100), (3, 2, 300);
    create view vw as select id from t;
  `);

const all = [
  [1, 'a', 10],
  [2, 'b', 20],
  [3, 'c', 30],
];

const cases: [change: string, count: number, rows: unknown[][]][] = [
  [
    'update t set n = n + 1',
    3,
    [
      [1, 'a', 11],
      [2, 'b', 21],
      [3, 'c', 31],
    ],
  ],
  ['update t set name = default, n = null where id = 1', 1, [[1, 'dflt', null], ...all.slice(1)]],
  ['update t as x set n = x.n * 2 where x.id = 3', 1, [...all.slice(0, 2), [3, 'c', 60]]],
  ['update public.t set n = 0 where t.id = 1', 1, [[1, 'a', 0], ...all.slice(1)]],
  // A row with two matches changes once and counts once.
  ['update t set n = v from u where u.tid = t.id', 2, [[1, 'a', 100], [2, 'b', 300], all[2]!]],
  [
    'update t set n = v, name = name || name from u where t.id = tid and v > 100',
    1,
    [all[0]!, [2, 'bb', 300], all[2]!],
  ],
  [
    'update t set n = x.m from (select tid, max(v) as m from u group by tid) x where x.tid = t.id',
    2,
    [[1, 'a', 100], [2, 'b', 300], all[2]!],
  ],
  ['update t set n = b.n from t b where b.id = t.id + 1', 2, [[1, 'a', 20], [2, 'b', 30], all[2]!]],
  [
    'update t set n = u.v from u join u w on u.id = w.id where u.tid = t.id and w.id = 3',
    1,
    [all[0]!, [2, 'b', 300], all[2]!],
  ],
  [
    'update t set n = (select max(v) from u where tid = t.id)',
    3,
    [
      [1, 'a', 100],
      [2, 'b', 300],
      [3, 'c', null],
    ],
  ],
  [
    'with x as (select tid from u) update t set n = 1 where id in (select tid from x)',
    2,
    [[1, 'a', 1], [2, 'b', 1], all[2]!],
  ],
  [
    'with x as (select tid from u) update t set n = 1 from x where id = x.tid',
    2,
    [[1, 'a', 1], [2, 'b', 1], all[2]!],
  ],
  ['delete from t', 3, []],
  ['delete from t where id = 2', 1, [all[0]!, all[2]!]],
  ['delete t where t.n > 10', 2, [all[0]!]],
  ['delete from t using u where u.tid = t.id', 2, [all[2]!]],
  ['delete from t using u a, u b where a.tid = t.id and a.id = b.id and b.v = 300', 1, [all[0]!, all[2]!]],
  ['delete from t where exists (select 1 from u where tid = t.id and v = 300)', 1, [all[0]!, all[2]!]],
  ['with x as (select 3 as id) delete from t using x where t.id = x.id', 1, all.slice(0, 2)],
];

for (const [change, count, rows] of cases) {
  test(change, async () => {
    const database = await open();
    assert.deepEqual(await database.run(change), [count]);
    assert.deepEqual(await database.rows('select * from t order by id'), rows);
  });
}

const errors: [text: string, error: string][] = [
  ['update nope set a = 1', '42P01 relation "nope" does not exist @7'],
  ['update t set nope = 1', '42703 column "nope" of relation "t" does not exist @13'],
  ['update t set t.n = 1', '42703 column "t" of relation "t" does not exist @13'],
  ['update t set n = 1, n = 2', '42601 multiple assignments to same column "n" @20'],
  ["update t set name = 'abcdef'", '22001 value too long for type character varying(5) @20'],
  ['update s set id = 5', '0A000 cannot set an identity column to a value @13'],
  ['update vw set id = 5', '42809 cannot update a view @7'],
  ['update t set n = 1 from t', '42712 table name "t" specified more than once @24'],
  ['update t set n = 1 where sum(n) > 1', '42803 aggregates not allowed in WHERE clause @25'],
  ['update t set n = 1 returning id', '0A000 RETURNING clause is not supported @29'],
  ['delete from t x where x.id = 1', '42601 syntax error at or near "x" @14'],
  ['delete from t as x where x.id = 1', '42601 syntax error at or near "x" @17'],
  ['delete from t where nope = 1', '42703 column "nope" does not exist in t @20'],
  ['delete from vw', '42809 cannot delete from a view @12'],
];

for (const [text, error] of errors) {
  test(text, async () => {
    const database = await open();
    assert.equal(await database.error(text), error);
  });
}

test('what an UPDATE changes and reads is noted', async () => {
  const database = await open();
  const plan = database.plan('update t set n = v from u where u.tid = t.id');
  assert.ok(plan.kind === 'modify');
  assert.deepEqual(
    plan.uses.map((use) => [use.relation.name, use.access, use.columns?.toSorted()]),
    [
      ['t', 'update', ['n']],
      ['t', 'read', ['id']],
      ['u', 'read', ['tid', 'v']],
    ],
  );
});

test('error_on_nondeterministic_update refuses a row with two matches', async () => {
  const database = await open();
  const text = 'update t set n = v from u where u.tid = t.id';
  database.settings.set('error_on_nondeterministic_update', 'true');
  assert.equal(await database.error(text), '21000 Found multiple matches to update the same tuple.');
  assert.deepEqual(await database.run(`${text} and u.v = 300`), [1]);
});
