import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestWarehouse, type TestClient } from '../ddl/warehouse.ts';

let warehouse: Awaited<ReturnType<typeof openTestWarehouse>>;
let admin: TestClient;
let alice: TestClient;
let bob: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  admin = await warehouse.connect();
  await admin.run(`create user alice password 'Alice1234'; create user bob password 'Bobby1234'`);
  await admin.run('create group team with user bob; create role reader; create role outer_role');
  await admin.run('grant role reader to role outer_role; grant role outer_role to bob');
  alice = await warehouse.connect('alice', 'dev', 'Alice1234');
  bob = await warehouse.connect('bob', 'dev', 'Bobby1234');
});
after(async () => {
  await warehouse[Symbol.asyncDispose]();
  assert.deepEqual(warehouse.complaints, []);
});

/** A fresh table of one row that only its owner, the administrator, may touch. */
async function table(name: string): Promise<void> {
  await admin.run(
    `drop table if exists ${name}; create table ${name} (a int, b int); insert into ${name} values (1, 2)`,
  );
}

test('each right is asked for by the statements that need it', async () => {
  await table('t');
  const statements = {
    SELECT: 'select a from t',
    INSERT: 'insert into t values (3, 4)',
    UPDATE: 'update t set b = 5',
    DELETE: 'delete from t',
  };
  for (const [privilege, sql] of Object.entries(statements)) {
    assert.equal(await bob.fails(sql), '42501 permission denied for relation t', privilege);
    await admin.run(`grant ${privilege} on t to bob`);
    await bob.run(sql);
    await admin.run(`revoke ${privilege} on t from bob`);
    assert.equal(await bob.fails(sql), '42501 permission denied for relation t', privilege);
  }
});

for (const [name, grant, revoke] of [
  ['a user', 'grant select on g to bob', 'revoke select on g from bob'],
  ['a group', 'grant select on g to group team', 'revoke select on g from group team'],
  ['a role held through another', 'grant select on g to role reader', 'revoke all on g from role reader'],
  ['everyone', 'grant all on g to public', 'revoke all on g from public'],
  [
    'all tables',
    'grant select on all tables in schema public to bob',
    'revoke all on all tables in schema public from bob',
  ],
] as const) {
  test(`SELECT granted to ${name}`, async () => {
    await table('g');
    await bob.fails('select * from g');
    await admin.run(grant);
    assert.deepEqual(await bob.run('select a from g'), [[1]]);
    await admin.run(revoke);
    assert.equal(await bob.fails('select * from g'), '42501 permission denied for relation g');
  });
}

test('a right on columns opens these columns only', async () => {
  await table('c');
  await admin.run('grant select (a), update (b) on c to bob');
  assert.deepEqual(await bob.run('select a from c'), [[1]]);
  await bob.run('update c set b = 9');
  assert.match(await bob.fails('select b from c'), /^42501 /);
  assert.match(await bob.fails('update c set a = 9'), /^42501 /);
});

test('a schema must be open too', async () => {
  await admin.run('create schema closed; create table closed.t (a int); grant select on closed.t to bob');
  assert.equal(await bob.fails('select * from closed.t'), '42501 permission denied for schema closed');
  await admin.run('grant usage on schema closed to bob');
  assert.deepEqual(await bob.run('select * from closed.t'), []);
  assert.equal(
    await bob.fails('create table closed.mine (a int)'),
    '42501 permission denied for schema closed',
  );
  await admin.run('grant create on schema closed to bob');
  await bob.run('create table closed.mine (a int)');
  await bob.run('drop table closed.mine');
});

test('a view lends its owner’s rights', async () => {
  await table('secret');
  await admin.run('create view window_on as select a from secret; grant select on window_on to bob');
  assert.deepEqual(await bob.run('select * from window_on'), [[1]]);
  assert.match(
    await bob.fails('select w.a from window_on w, secret'),
    /^42501 permission denied for relation secret/,
  );
  assert.match(await bob.fails('create view mine as select * from secret'), /^42501 /);
  await admin.run('alter view window_on owner to alice');
  assert.match(await bob.fails('select * from window_on'), /^42501 permission denied for relation secret/);
});

test('a grant option is passed on, and taken back with what was passed on', async () => {
  await table('o');
  await admin.run('grant select on o to alice with grant option');
  await alice.run('grant select on o to bob');
  assert.match(await alice.fails('grant insert on o to bob'), /^42501 permission denied for relation o/);
  assert.deepEqual(await bob.run('select a from o'), [[1]]);
  assert.equal(await admin.fails('revoke select on o from alice'), '2BP01 dependent privileges exist');
  await admin.run('revoke select on o from alice cascade');
  assert.match(await bob.fails('select a from o'), /^42501 /);
});

for (const sql of [
  'drop table owned',
  'alter table owned add column c int',
  'alter table owned rename to mine',
  'truncate owned',
  'analyze owned',
  'vacuum owned',
  `comment on table owned is 'mine'`,
  'grant select on owned to bob',
  'create schema mine',
  'alter schema public rename to mine',
  'drop schema public',
  'alter database dev connection limit 3',
  'create group g',
  'create role r',
]) {
  test(`${sql}: only the owner or a superuser`, async () => {
    await table('owned');
    assert.match(await bob.fails(sql), /^42501 /);
  });
}

test('rights to alter, drop and empty are granted as such', async () => {
  await table('lent');
  await admin.run('grant alter, drop, truncate on lent to bob');
  await bob.run('truncate lent');
  await bob.run('alter table lent add column c int');
  await bob.run('drop table lent');
});

for (const [sql, error] of [
  ['grant usage on t to bob', /^0LP01 invalid privilege type USAGE for relation/],
  ['grant select on schema public to bob', /^0LP01 invalid privilege type SELECT for schema/],
  ['grant insert (a) on t to bob', /^0LP01 invalid privilege type INSERT for column/],
  ['grant select on t to group team with grant option', /^0LP01 grant options/],
  ['grant select on t to nobody', /^42704 user "nobody" does not exist/],
  ['grant select on nothing to bob', /^42P01 relation "nothing" does not exist/],
  ['grant usage on language sql to bob', /^0A000 GRANT ON LANGUAGE is not supported/],
  ['grant execute on function f(int) to bob', /^0A000 GRANT ON FUNCTION is not supported/],
  ['grant create user to role reader', /^0A000 GRANT of system privileges is not supported/],
] as const) {
  test(`${sql} is refused`, async () => {
    await table('t');
    assert.match(await admin.fails(sql), error);
  });
}

test('rights follow the transaction that grants them', async () => {
  await table('later');
  await admin.run('begin; grant select on later to bob');
  assert.match(await bob.fails('select * from later'), /^42501 /);
  await admin.run('rollback');
  assert.match(await bob.fails('select * from later'), /^42501 /);
});

test('TEMP is open to all until it is revoked', async () => {
  await bob.run('create temp table mine (a int); drop table mine');
  await admin.run('revoke temp on database dev from public');
  assert.match(
    await bob.fails('create temp table mine (a int)'),
    /^42501 permission denied to create temporary/,
  );
  await admin.run('grant temporary on database dev to public');
  await bob.run('create temp table mine (a int)');
});
