import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

const database = await openDatabase(`
  create table t (id int not null, name varchar(20), n int);
  create table other.t (id int, extra int);
  create table u (id int, tid int, v decimal(10,2));
  insert into t values (1, 'a', 10), (2, 'b', 20), (3, 'c', null);
  insert into other.t values (1, 7);
  insert into u values (1, 1, 1.5), (2, 1, 2.5), (3, 2, 3.5);
`);

const cases: [text: string, rows: unknown[][]][] = [
  ['select 1', [[1]]],
  [
    'select * from t order by id',
    [
      [1, 'a', 10],
      [2, 'b', 20],
      [3, 'c', null],
    ],
  ],
  ['select public.t.id, dev.public.t.name from public.t where t.id = 1', [[1, 'a']]],
  ['select * exclude (name, n) from t order by 1', [[1], [2], [3]]],
  [
    'select t.* from t, u where t.id = u.tid and u.v > 2 order by t.id',
    [
      [1, 'a', 10],
      [2, 'b', 20],
    ],
  ],
  ['select public.t.id, other.t.extra from public.t, other.t where public.t.id = other.t.id', [[1, 7]]],
  // Aliases of the select list, also before they are written; a column comes first.
  [
    'select id + 1 as k, k * 2 as m from t where k > 2 order by m desc',
    [
      [4, 8],
      [3, 6],
    ],
  ],
  ['select n as id, id as x from t where id = 1', [[10, 1]]],
  // NULL is greatest.
  ['select n from t order by n', [[10], [20], [null]]],
  ['select n from t order by n desc', [[null], [20], [10]]],
  ['select n from t order by n desc nulls last', [[20], [10], [null]]],
  [
    'select name as nm, id from t order by nm desc, 2 limit 2',
    [
      ['c', 3],
      ['b', 2],
    ],
  ],
  ['select name from t order by -id', [['c'], ['b'], ['a']]],
  ['select top 1 id from t order by id desc', [[3]]],
  ['select id from t order by id limit 1 offset 1', [[2]]],
  ['select id from t order by id limit all', [[1], [2], [3]]],
  ['select distinct tid from u order by tid', [[1], [2]]],
  ['select id, id from t where id = 1', [[1, 1]]],
  // Sub-queries.
  ['select id from t where exists (select 1 from u where u.tid = t.id and v > 2) order by id', [[1], [2]]],
  ['select id from t where id not in (select tid from u) order by id', [[3]]],
  ['select (select max(v) from u where tid = t.id) from t order by t.id', [['2.50'], ['3.50'], [null]]],
  ['select x.s from (select id + 1 as s from t) x order by 1', [[2], [3], [4]]],
  ['select a, b from (select id, name from t where id = 1) as x(a, b)', [[1, 'a']]],
  // The inner t has the same name as the outer one, whose column is still reached.
  ['select id from t where exists (select 1 from u as t where tid = 2 and n = 20)', [[2]]],
  ["select id from t as x where exists (select 1 from (select 'b' as nm) x where nm = name)", [[2]]],
  // Window functions.
  [
    'select id, row_number() over (order by id desc) as rn from t order by id',
    [
      [1, '3'],
      [2, '2'],
      [3, '1'],
    ],
  ],
  [
    'select tid, v from u as x qualify row_number() over (partition by tid order by v desc) = 1 order by tid',
    [
      [1, '2.50'],
      [2, '3.50'],
    ],
  ],
  [
    'select id, rank() over (order by tid) as r from u x where id > 0 qualify r = 1 order by id',
    [
      [1, '1'],
      [2, '1'],
    ],
  ],
  ['select 1 as one where one = 1', [[1]]],
  ['select g from generate_series(1, 3) g order by g', [[1], [2], [3]]],
  ['select current_database as d from current_database()', [['dev']]],
  ['select c from current_database() c', [['dev']]],
];

for (const [text, rows] of cases) {
  test(text, async () => {
    assert.deepEqual(await database.rows(text), rows);
  });
}

test('parameters take the type that their surroundings ask for', async () => {
  const text = 'select id, $2 from t where id > $1 order by id limit $3';
  assert.deepEqual(await database.rows(text, ['1', 'x', '1']), [[2, 'x']]);
  const plan = database.plan(text);
  assert.ok(plan.kind === 'query');
  assert.deepEqual(
    plan.parameters.map((type) => type.name),
    ['int4', 'varchar', 'int8'],
  );
});

test('a column that passes through keeps its origin, through no other value', () => {
  const [id, sum] = database.columns('select t.id, t.id + 1 from t');
  assert.equal(id?.origin?.column, 'id');
  assert.equal(id?.origin?.attributeNumber, 1);
  assert.equal(id?.origin?.notNull, true);
  assert.equal(sum?.origin, undefined);
  const [outer] = database.columns('select t.id from u left join t on t.id = u.tid');
  assert.equal(outer?.origin?.notNull, false);
});

test("labels are PostgreSQL's", () => {
  const labels = (text: string) => database.columns(text).map((column) => column.name);
  assert.deepEqual(
    labels(
      "select 1, 'a', id, count(*), max(n), id::bigint, case when n = 1 then 2 end from t group by id, n",
    ),
    ['?column?', '?column?', 'id', 'count', 'max', 'id', 'case'],
  );
});

test('labels are upper-cased on request', () => {
  database.settings.set('describe_field_name_in_uppercase', 'on');
  assert.deepEqual(
    database.columns('select id from t').map((column) => column.name),
    ['ID'],
  );
  database.settings.delete('describe_field_name_in_uppercase');
});

test('what a statement reads is noted with its columns', () => {
  const plan = database.plan('select t.id from t join u on u.tid = t.id where t.n > 1');
  assert.ok(plan.kind === 'query');
  assert.deepEqual(
    plan.uses.map((use) => [use.relation.name, use.access, use.columns]),
    [
      ['t', 'read', ['id', 'n']],
      ['u', 'read', ['tid']],
    ],
  );
});

test('a plan that holds nothing of the session may be used again', () => {
  const reusable = (text: string) => {
    const plan = database.plan(text);
    return plan.kind === 'query' && plan.reusable;
  };
  assert.equal(reusable('select id from t where n = $1'), true);
  assert.equal(reusable('select current_user, id from t'), false);
});

test('SELECT INTO is left to the warehouse', () => {
  assert.equal(database.plan('select id into x from t').kind, 'utility');
});

test('a catalog function with rows is a relation of its name; definitions name its columns', async () => {
  const source = "(SELECT 'public' AS s, CAST(3 AS INTEGER) AS n)";
  const columns = [
    { name: 's', type: { name: 'name' as const }, notNull: false },
    { name: 'n', type: { name: 'int4' as const }, notNull: false },
  ];
  database.add('pg_catalog', 'pg_rows()', { kind: 'system', source, columns });
  assert.deepEqual(await database.rows('select n, s from pg_rows()'), [[3, 'public']]);
  const text = 'select c.a, b from pg_rows() c(a name, b int) where b = 3';
  assert.deepEqual(await database.rows(text), [['public', 3]]);
});

test('hidden columns can be named and are left out by *', async () => {
  const source = '(SELECT CAST(5 AS BIGINT) AS oid, CAST(1 AS INTEGER) AS n)';
  const columns = [
    { name: 'oid', type: { name: 'oid' as const }, notNull: false, hidden: true },
    { name: 'n', type: { name: 'int4' as const }, notNull: false },
  ];
  database.add('pg_catalog', 'pg_thing', { kind: 'system', source, columns });
  assert.deepEqual(await database.rows('select *, oid from pg_thing'), [[1, '5']]);
  assert.deepEqual(await database.rows('select a.* from pg_thing a join pg_thing b on a.oid = b.oid'), [[1]]);
});

test('catalog arrays become PostgreSQL text in the output', async () => {
  const list = (name: 'int2' | 'text') => ({ name: 'array' as const, element: { name } });
  const texts = `['a', 'b c', '', 'NULL', 'q"' || chr(92)]`;
  const source = `(SELECT [1, NULL, 3]::SMALLINT[] AS k, ${texts} AS w, CAST(NULL AS VARCHAR[]) AS x)`;
  const columns = [
    { name: 'k', type: list('int2'), notNull: false },
    { name: 'w', type: list('text'), notNull: false },
    { name: 'x', type: list('text'), notNull: false },
  ];
  database.add('pg_catalog', 'pg_lists', { kind: 'system', source, columns });
  const quoted = String.raw`{a,"b c","","NULL","q\"\\"}`;
  assert.deepEqual(await database.rows('select * from pg_lists'), [['{1,NULL,3}', quoted, null]]);
});

test('aliases that double their text again and again are stopped', async () => {
  const items = Array.from({ length: 40 }, (_, index) => `a${index} + a${index} as a${index + 1}`);
  const error = await database.error(`select n as a0, ${items.join(', ')} from t`);
  assert.match(error, /^54001 the expression behind alias "a\d+" is too complex/);
});
