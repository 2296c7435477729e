import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const database = await openDatabase(`
  create table t (id int, name varchar(20));
  create table hidden.t (id int, name varchar(20));
  insert into t values (1, 'a'), (2, 'b');
  insert into hidden.t values (9, 'h');
  create view v as select id, upper(name) as name from t;
  create view renamed (x, y) as select id, name from t;
  create view nested as select v.id + 1 as next, v.name from v where id > 1;
  create view late as select id from public.t with no schema binding;
`);

const cases: [text: string, rows: unknown[][]][] = [
  [
    'select * from v order by id',
    [
      [1, 'A'],
      [2, 'B'],
    ],
  ],
  ['select y from renamed where x = 2', [['b']]],
  ['select n.next, n.name from nested n', [[3, 'B']]],
  ['select a.id from v a join v b using (id) order by 1', [[1], [2]]],
  ['select id from late order by id', [[1], [2]]],
];

for (const [text, rows] of cases) {
  test(text, async () => {
    assert.deepEqual(await database.rows(text), rows);
  });
}

test('a view reads by the search path under which it was created', async () => {
  database.searchPath = ['hidden'];
  assert.deepEqual(await database.rows('select id from t'), [[9]]);
  assert.deepEqual(await database.rows('select id from public.v order by id'), [[1], [2]]);
  database.searchPath = ['public'];
});

test('what a view reads is noted as read through it', () => {
  const plan = database.plan('select id from v');
  assert.ok(plan.kind === 'query');
  assert.deepEqual(
    plan.uses.map((use) => [use.relation.name, use.through?.name]),
    [
      ['v', undefined],
      ['t', 'v'],
    ],
  );
});

test('a view keeps its columns when a table under SELECT * gets more', async () => {
  await database.run('create table g (b int, a int); insert into g values (1, 2)');
  await database.run('create view starred as select * from g');
  const table = database.relations.find((relation) => relation.name === 'g')!;
  await database.engine.run(`ALTER TABLE ${table.source} ADD COLUMN c INTEGER`);
  const grown = { name: 'c', type: { name: 'int4' as const }, notNull: false };
  database.add('public', 'g', { source: table.source, columns: [...table.columns, grown] });
  assert.deepEqual(await database.rows('select * from starred'), [[1, 2]]);
});

test('views that read themselves are found', async () => {
  const [one] = [
    database.add('public', 'one', { kind: 'late-binding view', viewQuery: 'select * from public.two' }),
  ];
  database.add('public', 'two', { kind: 'late-binding view', viewQuery: 'select * from public.one' });
  assert.equal(one?.kind, 'late-binding view');
  assert.equal(
    await database.error('select * from one'),
    '42P17 infinite recursion detected in rules for relation "one"',
  );
});

test('an error inside a view has no position in the statement', async () => {
  database.add('public', 'broken', { kind: 'late-binding view', viewQuery: 'select gone from public.t' });
  assert.equal(await database.error('select * from broken'), '42703 column "gone" does not exist in t');
});
