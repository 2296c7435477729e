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
