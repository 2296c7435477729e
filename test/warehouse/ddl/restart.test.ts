import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTestWarehouse } from './warehouse.ts';

test('definitions, identities, users and rights outlive the process; temporary tables do not', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'restart-'));
  try {
    {
      await using warehouse = await openTestWarehouse({ dataFolder });
      const client = await warehouse.connect();
      await client.run(`create schema s; create table s.t (id int identity(1, 1), v varchar(5) default 'x' not null)
        diststyle all; insert into s.t (v) values ('a'), ('b'); create view s.w as select * from s.t`);
      await client.run(`comment on table s.t is 'kept'; create user bob password 'Bobby1234'`);
      await client.run(
        'grant usage on schema s to bob; grant select on s.w to bob; create temp table gone (a int)',
      );
      await client.run('alter table s.t rename column v to vv');
    }
    await using warehouse = await openTestWarehouse({ dataFolder });
    const client = await warehouse.connect();
    await client.run('insert into s.t default values');
    assert.deepEqual(await client.run('select vv from s.t order by id'), [['a'], ['b'], ['x']]);
    assert.deepEqual(await client.run('select count(distinct id) from s.t'), [['3']]);
    assert.deepEqual(await client.run(`select description from pg_description where description = 'kept'`), [
      ['kept'],
    ]);
    assert.deepEqual(await client.run(`select nspname from pg_namespace where nspname like 'pg_temp%'`), []);
    const bob = await warehouse.connect('bob', 'dev', 'Bobby1234');
    assert.deepEqual(await bob.run('select v from s.w order by id limit 1'), [['a']]);
    assert.match(await bob.fails('select * from s.t'), /^42501 /);
  } finally {
    await rm(dataFolder, { recursive: true });
  }
});
