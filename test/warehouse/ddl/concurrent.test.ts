import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestWarehouse } from './warehouse.ts';

test('sessions define different things at once without conflicts', async () => {
  await using warehouse = await openTestWarehouse();
  const clients = await Promise.all(Array.from({ length: 6 }, () => warehouse.connect()));
  const work = clients.map(async (client, own) => {
    for (let round = 0; round < 6; round++) {
      const name = `t${own}_${round}`;
      await client.run(`begin; create table ${name} (a int primary key, b varchar(9) default 'x');
        insert into ${name} (a) values (${round}); create view v_${name} as select * from ${name};
        alter table ${name} rename to r_${name}; comment on table r_${name} is '${name}';
        grant select on r_${name} to public; ${round % 2 === 0 ? 'commit' : 'rollback'}`);
      await client.run(`create temp table if not exists mine (a int); insert into mine values (1)`);
    }
  });
  await Promise.all(work);
  const [client] = clients;
  const tables = await client?.run(
    `select count(*), count(distinct oid) from pg_class where relname like 'r_t%' or relname like 'v_t%'`,
  );
  assert.deepEqual(tables, [['36', '36']]);
  assert.deepEqual(await client?.run('select * from v_t0_4'), [[4, 'x']]);
  assert.deepEqual(warehouse.complaints, []);
});

test('the same schema, wanted by many at once, is made once', async () => {
  await using warehouse = await openTestWarehouse();
  const clients = await Promise.all(Array.from({ length: 6 }, () => warehouse.connect()));
  await Promise.all(clients.map((client) => client.run('create schema if not exists shared')));
  await Promise.all(
    clients.map((client, own) =>
      client.run(`create table if not exists shared.same (a int); create table shared.t${own} (a int)`),
    ),
  );
  assert.deepEqual(
    await clients[0]?.run(
      `select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = 'shared'`,
    ),
    [['7']],
  );
  assert.deepEqual(warehouse.complaints, []);
});

test('what changed after the snapshot of a transaction is a conflict, never a broken catalog', async () => {
  await using warehouse = await openTestWarehouse();
  const [one, two] = [await warehouse.connect(), await warehouse.connect()];
  await two.run('create table seen (a int); create table other (a int)');
  for (const [change, statement, error] of [
    ['create table fresh (a int)', 'select * from fresh', 'XX000 1018'],
    ['create table late (a int)', 'alter table late rename to later', 'XX000 1023'],
    ['alter table seen add column b int', 'alter table seen add column c int', 'XX000 1023'],
    ['alter table seen rename column a to aa', 'select aa from seen', 'XX000 1023'],
    ['grant select on seen to public', 'grant insert on seen to public', 'XX000 1023'],
    [`comment on table seen is 'x'`, `comment on table seen is 'y'`, 'XX000 1023'],
    ['create or replace view v as select 1 as a', 'create or replace view v as select 2 as a', 'XX000 1023'],
  ] as const) {
    await one.run('begin');
    await one.run('select * from other');
    await two.run(change);
    assert.equal(await one.fails(statement), error, statement);
    await one.run('rollback');
  }
  assert.deepEqual(await two.run('select aa, b from seen'), []);
  assert.deepEqual(await two.run('select * from v'), [[1]]);
  assert.deepEqual(warehouse.complaints, []);
});
