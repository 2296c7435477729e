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

async function definition(table: string): Promise<string[]> {
  const rows = await client.run(
    `select "column", type, trim(encoding), distkey, sortkey from pg_table_def where tablename = '${table}'`,
  );
  return rows.map((row) => row.join(' '));
}

test('added columns fill the rows that are there', async () => {
  await client.run('create table grows (a int); insert into grows values (1), (2)');
  await client.run('alter table grows add column b int');
  await client.run(`alter table grows add column c varchar(3) default 'new' not null`);
  await client.run(`alter table grows add column d timestamp default '2020-01-02 03:04:05' encode zstd`);
  await client.run(
    'alter table grows add column e decimal(5,2) default 1.5 not null; insert into grows (a) values (3)',
  );
  assert.deepEqual(await client.run('select a, b, c, d::varchar, e from grows order by a'), [
    [1, null, 'new', '2020-01-02 03:04:05', '1.50'],
    [2, null, 'new', '2020-01-02 03:04:05', '1.50'],
    [3, null, 'new', '2020-01-02 03:04:05', '1.50'],
  ]);
  assert.match(await client.fails('insert into grows (a, c) values (4, null)'), /^\w{5} /);
  for (const [column, error] of [
    ['a int', '42701 column "a" of relation "grows" already exists'],
    [
      'f int not null',
      '0A000 ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression',
    ],
    [
      'f int default null not null',
      '0A000 ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression',
    ],
    ['f int primary key', '0A000 ALTER TABLE ADD COLUMN does not support PRIMARY KEY'],
    ['f int unique', '0A000 ALTER TABLE ADD COLUMN does not support UNIQUE'],
    ['f int identity(1, 1)', '0A000 ALTER TABLE ADD COLUMN does not support IDENTITY'],
    ['f int distkey', '0A000 ALTER TABLE ADD COLUMN does not support DISTKEY'],
    ['f int check (f > 0)', '0A000 ALTER TABLE ADD COLUMN does not support CHECK'],
  ]) {
    assert.equal(await client.fails(`alter table grows add column ${column}`), error);
  }
});

test('columns are dropped with what needs them only by CASCADE', async () => {
  await client.run('create table shrinks (a int, b int, c int, d int distkey, e int sortkey, unique (b, c))');
  await client.run(
    'create view reads_a as select a from shrinks; create view reads_c as select c from shrinks',
  );
  assert.match(
    await client.fails('alter table shrinks drop column a'),
    /^2BP01 cannot drop table shrinks column a/,
  );
  assert.match(await client.fails('alter table shrinks drop column b'), /^2BP01 /);
  assert.match(
    await client.fails('alter table shrinks drop column d'),
    /^0A000 cannot drop distkey column "d"/,
  );
  assert.match(
    await client.fails('alter table shrinks drop column e'),
    /^0A000 cannot drop sortkey column "e"/,
  );
  assert.match(await client.fails('alter table shrinks drop column x'), /^42703 /);
  client.notices();
  await client.run('alter table shrinks drop column a cascade; alter table shrinks drop column b cascade');
  assert.deepEqual(client.notices(), ['NOTICE drop cascades to view reads_a']);
  assert.deepEqual(await client.run('select * from reads_c'), []);
  assert.deepEqual(await client.run(`select conname from pg_constraint where conname like 'shrinks%'`), []);
  await client.run('create table single (a int)');
  assert.match(await client.fails('alter table single drop column a'), /^42P16 /);
});

test('views go on reading what was renamed or moved', async () => {
  await client.run('create schema place; create table named (a int, b int); insert into named values (1, 2)');
  await client.run(`create view first_view as select n.a, named.b from named n, named;
    create view second_view as with w as (select * from public.named) select first_view.a, w.b
      from first_view join w on w.a = first_view.a where exists (select 1 from named where named.b = 2)`);
  const steps = [
    'alter table named rename to renamed',
    'alter table renamed rename column a to aa',
    'alter table renamed rename column aa to aaa',
    'alter table renamed set schema place',
    'alter schema place rename to other_place',
    'alter table first_view rename to front_view',
    'alter view front_view set schema other_place',
  ];
  for (const step of steps) {
    await client.run(step);
    assert.deepEqual(await client.run('select * from second_view'), [[1, 2]], step);
  }
  const fields = await client.run(`select "column" from pg_table_def where tablename = 'second_view'`);
  assert.deepEqual(fields, [['a'], ['b']]);
  await client.run('create table named (x int)');
  assert.deepEqual(await client.run('select * from second_view'), [[1, 2]]);
});

test('names are taken once', async () => {
  await client.run('create table one (a int, b int); create table two (a int)');
  assert.equal(await client.fails('alter table one rename to two'), '42P07 Relation "two" already exists');
  assert.match(await client.fails('alter table one rename column a to b'), /^42701 /);
  assert.match(await client.fails('alter table one rename to "#one"'), /^42P16 /);
  assert.match(
    await client.fails('alter table nothing rename to x'),
    /^42P01 relation "nothing" does not exist/,
  );
  await client.run(`begin; alter table one rename to three; alter table two rename to one;
    alter table three rename to two; commit`);
  assert.deepEqual(await definition('two'), ['a integer az64 false 0', 'b integer az64 false 0']);
});

test('only the size of VARCHAR columns changes, outside a transaction', async () => {
  await client.run(`create table sized (a varchar(10), b varchar(10) default 'x', c varchar(10) unique,
    d varchar(10) encode text255, e int); insert into sized (a) values ('äöü')`);
  await client.run('alter table sized alter column a type varchar(20)');
  await client.run('alter table sized alter column a type varchar(6)');
  for (const [change, error] of [
    ['a type varchar(5)', 'target column size is smaller than the longest value of the column'],
    ['a type varchar(6)', 'target column size should be different'],
    ['b type varchar(20)', 'column has a default value'],
    ['c type varchar(20)', 'column has a UNIQUE, PRIMARY KEY or FOREIGN KEY constraint'],
    ['d type varchar(20)', 'column is encoded TEXT255'],
    ['e type bigint', 'only the size of a column of type varchar can be changed'],
  ]) {
    const column = change?.[0];
    assert.equal(
      await client.fails(`alter table sized alter column ${change}`),
      `0A000 cannot alter column "${column}" of relation "sized", ${error}`,
    );
  }
  await client.run('create view sees_a as select a from sized');
  assert.match(
    await client.fails('alter table sized alter column a type varchar(30)'),
    /^0A000 cannot alter type of a column used by a view/,
  );
  await client.run('begin');
  assert.match(
    await client.fails('alter table sized alter column a type varchar(30)'),
    /^25001 .*cannot run inside a transaction block/,
  );
  await client.run('rollback');
});

test('keys and encodings change, and automatic encodings with them', async () => {
  await client.run('create table laid (a int, b varchar(5), c date)');
  await client.run('alter table laid alter sortkey (c, a), alter distkey b');
  assert.deepEqual(await definition('laid'), [
    'a integer none false 2',
    'b character varying(5) lzo true 0',
    'c date none false 1',
  ]);
  await client.run('alter table laid alter sortkey none; alter table laid alter diststyle all');
  assert.deepEqual(await definition('laid'), [
    'a integer az64 false 0',
    'b character varying(5) lzo false 0',
    'c date az64 false 0',
  ]);
  await client.run('alter table laid alter column a encode zstd, alter column b encode raw');
  assert.deepEqual((await definition('laid')).slice(0, 2), [
    'a integer zstd false 0',
    'b character varying(5) none false 0',
  ]);
  assert.match(await client.fails('alter table laid alter column a encode zstd'), /^0A000 /);
  assert.match(await client.fails('alter table laid alter column a encode text255'), /^22023 /);
  assert.match(await client.fails('alter table laid alter distkey x'), /^42703 /);
  assert.match(await client.fails('alter table laid alter interleaved sortkey (a)'), /^0A000 /);
});

test('constraints come and go', async () => {
  await client.run(
    'create table target (id int not null, n int); create table refers (id int, constraint u unique (id))',
  );
  assert.match(await client.fails('alter table target add primary key (n)'), /^0A000 .*nullable column "n"/);
  await client.run('alter table target add constraint pk primary key (id)');
  assert.match(await client.fails('alter table target add primary key (id)'), /^42P16 multiple primary keys/);
  await client.run('alter table refers add foreign key (id) references target');
  assert.match(await client.fails('alter table refers add constraint u unique (id)'), /^42710 /);
  assert.match(
    await client.fails('alter table target drop constraint nothing'),
    /^42704 constraint "nothing" does not exist/,
  );
  assert.match(await client.fails('alter table target drop constraint pk'), /^2BP01 /);
  await client.run('alter table target drop constraint pk cascade');
  const left = await client.run(
    `select conname from pg_constraint where conname in ('pk', 'u', 'refers_id_fkey')`,
  );
  assert.deepEqual(left, [['u']]);
});

test('APPEND moves all rows, matched by the names of columns', async () => {
  await client.run('create table moves_to (a int, b varchar(5) encode zstd, c int default 7)');
  await client.run('create table moves_from (b varchar(5) encode zstd, c int, a int)');
  await client.run("insert into moves_from values ('x', 1, 10), ('y', null, 20)");
  client.notices();
  await client.run('alter table moves_to append from moves_from');
  assert.deepEqual(client.notices(), [
    'INFO ALTER TABLE APPEND "moves_from" to "moves_to" completed, 2 records.',
  ]);
  assert.deepEqual(await client.run('select a, b, c from moves_to order by a'), [
    [10, 'x', 1],
    [20, 'y', null],
  ]);
  assert.deepEqual(await client.run('select count(*) from moves_from'), [['0']]);
});

test('APPEND with columns that only one of the tables has', async () => {
  await client.run('create table wide (a int, id int identity(5, 5), c int default 7, d int)');
  await client.run('create table narrow (a int); insert into narrow values (1), (2)');
  assert.match(await client.fails('alter table wide append from narrow'), /^42P16 .*use FILLTARGET$/);
  await client.run('alter table wide append from narrow filltarget');
  assert.deepEqual(await client.run('select a, c, d, id > 0 from wide order by a'), [
    [1, 7, null, true],
    [2, 7, null, true],
  ]);
  await client.run('create table a_only (a int)');
  assert.match(await client.fails('alter table a_only append from wide'), /^42P16 .*use IGNOREEXTRA$/);
  await client.run('alter table a_only append from wide ignoreextra');
  assert.deepEqual(await client.run('select a, (select count(*) from wide) from a_only order by a'), [
    [1, '0'],
    [2, '0'],
  ]);
});

test('APPEND is refused between tables that are not alike, and in a block', async () => {
  await client.run('create table alike (a int, b int) diststyle even');
  for (const [columns, reason] of [
    ['(a int, b bigint) diststyle even', 'the type of column "b" is not the same in both tables'],
    ['(a int not null, b int) diststyle even', 'the NOT NULL of column "a" is not the same in both tables'],
    ['(a int, b int) diststyle all', 'the distribution styles differ'],
    ['(a int, b int) diststyle even sortkey (b)', 'the sort styles differ'],
  ]) {
    await client.run(`drop table if exists other; create table other ${columns}`);
    const message = await client.fails('alter table alike append from other');
    assert.equal(message, `42P16 ALTER TABLE APPEND is not possible: ${reason}`);
  }
  await client.run('create temp table passing (a int, b int)');
  assert.match(await client.fails('alter table alike append from passing'), /^42809 .*is temporary$/);
  await client.run('begin');
  assert.match(await client.fails('alter table alike append from other'), /^25001 /);
  await client.run('rollback');
});

test('what is documented and not done is refused by name', async () => {
  await client.run('create table later (a int)');
  assert.match(
    await client.fails('alter table later row level security on'),
    /^0A000 ALTER TABLE ROW LEVEL SECURITY is not/,
  );
  assert.match(await client.fails('alter table later alter column a set not null'), /^0A000 /);
});

test('a rolled back change leaves nothing', async () => {
  await client.run('create table steady (a int); insert into steady values (1)');
  const before = await definition('steady');
  await client.run(`begin; alter table steady add column b int default 2; alter table steady rename column a to z;
    alter table steady rename to moved; comment on table moved is 'x'; rollback`);
  assert.deepEqual(await definition('steady'), before);
  assert.deepEqual(await client.run('select a from steady'), [[1]]);
  assert.match(await client.fails('select * from moved'), /^42P01 /);
});
