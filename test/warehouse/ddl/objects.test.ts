import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestWarehouse, type TestClient } from './warehouse.ts';

let warehouse: Awaited<ReturnType<typeof openTestWarehouse>>;
let client: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  client = await warehouse.connect();
});
after(async () => {
  await warehouse[Symbol.asyncDispose]();
  assert.deepEqual(warehouse.complaints, []);
});

test('DROP asks for CASCADE where something depends, and says what', async () => {
  await client.run('create table base (id int primary key); create view one as select id from base');
  await client.run('create view two as select id from one; create table points (id int references base)');
  const { code, message, detail, hint } = await client.error('drop table base');
  assert.deepEqual(
    [code, message, detail, hint],
    [
      '2BP01',
      'cannot drop table base because other objects depend on it',
      'view one depends on table base\nview two depends on view one\nconstraint points_id_fkey on table points depends on table base',
      'Use DROP ... CASCADE to drop the dependent objects too.',
    ],
  );
  client.notices();
  await client.run('drop table base cascade');
  assert.deepEqual(client.notices(), [
    'NOTICE drop cascades to view one',
    'NOTICE drop cascades to view two',
    'NOTICE drop cascades to constraint points_id_fkey on table points',
  ]);
  assert.match(await client.fails('select * from two'), /^42P01 /);
  assert.deepEqual(await client.run('select * from points'), []);
});

test('DROP of several at once, of what is not there, of another kind', async () => {
  await client.run('create table d1 (a int); create table d2 (a int); create view d3 as select 1 as a');
  client.notices();
  await client.run('drop table if exists d1, missing, d2; drop view if exists gone');
  assert.deepEqual(client.notices(), [
    'INFO Table "missing" does not exist and will be skipped',
    'INFO View "gone" does not exist and will be skipped',
  ]);
  assert.equal(await client.fails('drop table d1'), '42P01 Table "d1" does not exist');
  assert.equal(await client.fails('drop view d1'), '42P01 View "d1" does not exist');
  assert.equal(await client.fails('drop table nowhere.d1'), '3F000 schema "nowhere" does not exist');
  const { code, message, hint } = await client.error('drop table d3');
  assert.deepEqual([code, message, hint], ['42809', '"d3" is not a table', 'To drop a view use DROP VIEW.']);
  assert.match(await client.fails('drop table pg_class'), /^42501 /);
  assert.match(await client.fails('drop function f(int)'), /^0A000 DROP FUNCTION is not supported/);
  await client.run('drop view d3');
});

test('views keep their text, columns and search path', async () => {
  await client.run(
    'create schema apart; create table apart.source (a int, b varchar(5)); insert into apart.source values (1, $$x$$)',
  );
  await client.run(
    'set search_path to apart; create view public.seen (x, y) as select * from source; reset search_path',
  );
  assert.deepEqual(await client.run('select y, x from seen'), [['x', 1]]);
  await client.run('alter table apart.source add column c int');
  assert.deepEqual(await client.run('select * from seen'), [[1, 'x']]);
  assert.deepEqual(await client.run(`select "column", type from pg_table_def where tablename = 'seen'`), [
    ['x', 'integer'],
    ['y', 'character varying(5)'],
  ]);
  assert.match(
    await client.fails('create view seen as select 1 as a'),
    /^42P07 Relation "seen" already exists/,
  );
  await client.run('create or replace view seen as select 2 as x, $$long$$::varchar(5) as y');
  assert.deepEqual(await client.run('select * from seen'), [[2, 'long']]);
  for (const [query, error] of [
    ['select 2 as x', '42P16 cannot change number of columns in view'],
    ['select 2 as z, $$long$$::varchar(5) as y', '42P16 cannot change name of view column "x"'],
    ['select 2.5 as x, $$long$$::varchar(5) as y', '42P16 cannot change data type of view column "x"'],
    ['select * from nothing', '42P01 relation "nothing" does not exist'],
    ['select 1 as x, 2 as x', '42701 column "x" duplicated'],
  ]) {
    assert.equal(await client.fails(`create or replace view seen as ${query}`), error);
  }
  assert.match(await client.fails('create or replace view apart.source as select 1 as a'), /^42809 /);
});

test('late-binding views are looked up at use, by qualified names', async () => {
  const late = 'with no schema binding';
  await client.run(`create view late as select * from public.appears ${late}`);
  assert.match(await client.fails('select * from late'), /^42P01 /);
  await client.run('create table appears (a int); insert into appears values (1)');
  assert.deepEqual(await client.run('select * from late'), [[1]]);
  await client.run('drop table appears; create table public.appears (b varchar(3), c int)');
  assert.deepEqual(await client.run('select * from late'), []);
  await client.run(
    `create view late_cte as with w as (select * from public.appears) select * from w ${late}`,
  );
  const unqualified = /^0A000 All the relation names inside should be qualified/;
  assert.match(await client.fails(`create view late2 as select * from appears ${late}`), unqualified);
  assert.match(
    await client.fails(`create view late2 as select 1 as a where exists (select 1 from appears) ${late}`),
    unqualified,
  );
});

test('schemas: made, renamed, given away, dropped', async () => {
  await client.run(`create user keeper password 'Keeper123'`);
  await client.run(
    'create schema s1 authorization keeper quota 5 gb create table inside (a int) create view v as select 1 as one',
  );
  client.notices();
  await client.run('create schema if not exists s1; drop schema if exists s9');
  assert.deepEqual(client.notices(), [
    'INFO Schema "s1" already exists and will be skipped',
    'INFO Schema "s9" does not exist and will be skipped',
  ]);
  assert.equal(await client.fails('create schema s1'), '42P06 Schema "s1" already exists');
  assert.equal(await client.fails('drop schema s9'), '3F000 schema "s9" does not exist');
  assert.match(
    await client.fails('drop schema s1'),
    /^2BP01 cannot drop schema s1 because other objects depend on it/,
  );
  assert.match(await client.fails('create schema pg_mine'), /^42501 unacceptable schema name "pg_mine"/);
  assert.match(await client.fails('drop schema pg_catalog'), /^2BP01 /);
  await client.run(
    'alter schema s1 rename to s2; alter schema s2 owner to awsuser; alter schema s2 quota unlimited',
  );
  assert.deepEqual(await client.run('select * from s2.v'), [[1]]);
  await client.run('create view outside as select * from s2.inside; drop schema s2 cascade');
  assert.match(await client.fails('select * from outside'), /^42P01 /);
  await client.run('create schema authorization keeper');
  assert.deepEqual(await client.run(`select count(*) from pg_namespace where nspname = 'keeper'`), [['1']]);
});

test('databases: apart from each other, not dropped under a session', async () => {
  await client.run('create database second with connection limit 4 isolation level serializable');
  assert.equal(await client.fails('create database second'), '42P04 database "second" already exists');
  await client.run('create table shared_name (a int); insert into shared_name values (1)');
  const other = await warehouse.connect('awsuser', 'second');
  assert.match(await other.fails('select * from shared_name'), /^42P01 /);
  await other.run('create table shared_name (b int); insert into shared_name values (2)');
  assert.deepEqual(await client.run('select * from second.public.shared_name'), [[2]]);
  assert.deepEqual(await other.run('select current_database(), a from dev.public.shared_name'), [
    ['second', 1],
  ]);
  assert.equal(
    await client.fails('drop database second'),
    '55006 database "second" is being accessed by other users',
  );
  assert.equal(await client.fails('drop database dev'), '55006 cannot drop the currently open database');
  assert.equal(
    await client.fails('alter database dev rename to x'),
    '0A000 current database may not be renamed',
  );
  await other.end();
  for (let waits = 0; waits < 50; waits++) {
    const count = await client.run(`select count(*) from stv_sessions where db_name = 'second'`);
    if (count[0]?.[0] === '0') break;
  }
  await client.run('alter database second rename to third');
  await client.run('drop database third');
  assert.equal(await client.fails('drop database third'), '3D000 database "third" does not exist');
  await client.run('begin');
  assert.equal(
    await client.fails('create database x'),
    '25001 CREATE DATABASE cannot run inside a transaction block',
  );
  await client.run('rollback');
});

test('comments are kept with their object', async () => {
  await client.run(`create table noted (a int primary key, b int); comment on table noted is 'it''s a table';
    comment on column noted.b is 'second'; comment on constraint noted_pkey on noted is 'key';
    comment on schema public is 'ours'; comment on database dev is 'db'`);
  const described = `select objsubid, description from pg_description d join pg_class c on c.oid = d.objoid
    where c.relname = 'noted' order by 1`;
  assert.deepEqual(await client.run(described), [
    [0, `it's a table`],
    [2, 'second'],
  ]);
  await client.run('comment on table noted is null');
  assert.deepEqual(await client.run(described), [[2, 'second']]);
  assert.match(await client.fails(`comment on column noted.c is 'x'`), /^42703 /);
  assert.match(await client.fails(`comment on view noted is 'x'`), /^42809 /);
  assert.match(await client.fails(`comment on function f(int) is 'x'`), /^0A000 /);
});

test('TRUNCATE commits what came before', async () => {
  await client.run('create table emptied (a int); insert into emptied values (1); create table kept (a int)');
  await client.run('begin; insert into kept values (1)');
  await client.run('truncate emptied');
  await client.run('rollback');
  assert.deepEqual(await client.run('select (select count(*) from emptied), (select count(*) from kept)'), [
    ['0', '1'],
  ]);
});

test('VACUUM and ANALYZE in their forms', async () => {
  await client.run('create table cared (a int, b int); insert into cared values (1, 2)');
  for (const sql of [
    'vacuum',
    'vacuum cared',
    'vacuum full cared to 90 percent',
    'vacuum sort only cared boost',
    'vacuum delete only',
    'vacuum reindex cared',
    'vacuum recluster cared',
    'analyze',
    'analyze cared',
    'analyze cared (a, b)',
    'analyze cared predicate columns',
  ]) {
    await client.run(sql);
  }
  assert.match(await client.fails('analyze cared (x)'), /^42703 /);
  assert.match(await client.fails('vacuum nothing'), /^42P01 /);
  assert.match(
    await client.fails('analyze compression cared'),
    /^0A000 ANALYZE COMPRESSION is not supported/,
  );
  await client.run('begin');
  assert.equal(await client.fails('vacuum'), '25001 VACUUM cannot run inside a transaction block');
  await client.run('rollback');
});

test('two sessions make the same table: the second waits, then finds it or makes it', async () => {
  for (const [end, outcome] of [
    ['commit', '42P07 Relation "raced" already exists'],
    ['rollback', undefined],
  ] as const) {
    await client.run('drop table if exists raced');
    const other = await warehouse.connect();
    await client.run('begin; create table raced (a int)');
    const waiting = other.run('create table raced (b int)').then(
      () => undefined,
      (error: { code: string; message: string }) => `${error.code} ${error.message}`,
    );
    await client.run(end);
    assert.equal(await waiting, outcome, end);
    await other.end();
  }
});

test('a table dropped in one session is gone for others only when that commits', async () => {
  await client.run('create table leaving (a int); insert into leaving values (1)');
  const other = await warehouse.connect();
  await client.run('begin; drop table leaving');
  assert.deepEqual(await other.run('select * from leaving'), [[1]]);
  await client.run('commit');
  assert.match(await other.fails('select * from leaving'), /^42P01 /);
});
