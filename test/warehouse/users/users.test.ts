import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openTestWarehouse, type TestClient } from '../ddl/warehouse.ts';

let warehouse: Awaited<ReturnType<typeof openTestWarehouse>>;
let admin: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  admin = await warehouse.connect();
});
after(async () => {
  await warehouse[Symbol.asyncDispose]();
  assert.deepEqual(warehouse.complaints, []);
});

test('a user logs in with the password in clear text or its md5 hash', async () => {
  const hash = createHash('md5').update('Hashed123hasher').digest('hex');
  await admin.run(`create user plain_user password 'Plain1234'`);
  await admin.run(`create user hasher password 'md5${hash}'`);
  for (const [user, password] of [
    ['plain_user', 'Plain1234'],
    ['hasher', 'Hashed123'],
  ]) {
    const client = await warehouse.connect(user, 'dev', password);
    assert.deepEqual(await client.run('select current_user'), [[user]]);
    await client.end();
  }
  await assert.rejects(warehouse.connect('plain_user', 'dev', 'Wrong1234'), /password authentication failed/);
});

test('a disabled password, an expired one and a cleared one do not open the door', async () => {
  await admin.run(`create user nobody_user password disable`);
  await admin.run(`create user late_user password 'Late12345' valid until '2001-01-01'`);
  await admin.run(`create user old_name password 'Named1234'`);
  await admin.run('alter user old_name rename to new_name');
  assert.deepEqual(admin.notices(), ['NOTICE password cleared because of user rename']);
  await assert.rejects(warehouse.connect('nobody_user', 'dev', 'Anything1'));
  await assert.rejects(warehouse.connect('late_user', 'dev', 'Late12345'));
  await assert.rejects(warehouse.connect('new_name', 'dev', 'Named1234'));
  await admin.run(`alter user new_name password 'Named1234'`);
  await (await warehouse.connect('new_name', 'dev', 'Named1234')).end();
});

test('users change their own password and nothing else', async () => {
  await admin.run(`create user selfish password 'Selfish12'`);
  const client = await warehouse.connect('selfish', 'dev', 'Selfish12');
  await client.run(`alter user selfish password 'Selfish34'`);
  assert.match(await client.fails('alter user selfish createuser'), /^42501 /);
  assert.match(await client.fails(`alter user awsuser password 'Selfish34'`), /^42501 /);
  assert.match(await client.fails(`create user other password 'Other1234'`), /^42501 /);
  assert.match(await client.fails('create database mine'), /^42501 permission denied to create database/);
  await client.end();
  await (await warehouse.connect('selfish', 'dev', 'Selfish34')).end();
});

test('options are kept and shown', async () => {
  await admin.run(
    `create user optioned password 'Options12' createdb syslog access unrestricted connection limit 5`,
  );
  await admin.run('alter user optioned set search_path to a, b');
  assert.deepEqual(
    await admin.run(`select usecreatedb, usesuper, useconfig from pg_user where usename = 'optioned'`),
    [[true, false, ['search_path=a, b']]],
  );
  await admin.run('alter user optioned reset search_path');
  await admin.run('alter user optioned nocreatedb createuser');
  assert.deepEqual(
    await admin.run(`select usecreatedb, usesuper, useconfig from pg_user where usename = 'optioned'`),
    [[false, true, null]],
  );
});

for (const [sql, error] of [
  [`create user weak password 'weak'`, /^22023 Password must be between 8 and 64/],
  [`create user public password 'Public123'`, /^22023 /],
  [`create user awsuser password 'Awsuser12'`, /^42710 user "awsuser" already exists/],
  ['create user passwordless', /^42601 /],
  [`create user timed password 'Timed1234' session timeout 10`, /^22023 SESSION TIMEOUT/],
  [`create user grouped password 'Grouped12' in group nowhere`, /^42704 group "nowhere" does not exist/],
  ['alter user missing createdb', /^42704 user "missing" does not exist/],
  ['drop user missing', /^42704 user "missing" does not exist/],
  ['drop user awsuser', /^55006 current user cannot be dropped/],
  ['alter user awsuser password disable', /^0A000 /],
] as const) {
  test(`${sql} is refused`, async () => {
    assert.match(await admin.fails(sql), error);
  });
}

test('a user that owns or may do something is not dropped', async () => {
  await admin.run(`create user holder password 'Holder123'; create table held (a int)`);
  await admin.run('grant select on held to holder');
  assert.equal(
    await admin.fails('drop user holder'),
    `55006 user "holder" can't be dropped because the user has a privilege on some object`,
  );
  await admin.run('revoke select on held from holder; alter table held owner to holder');
  assert.equal(
    await admin.fails('drop user holder'),
    `55006 user "holder" can't be dropped because the user owns some object`,
  );
  await admin.run('drop table held; drop user holder; drop user if exists holder');
  assert.deepEqual(admin.notices(), ['INFO User "holder" does not exist and will be skipped']);
});

test('groups and roles', async () => {
  await admin.run(`create user member password 'Member123'; create group team with user member`);
  assert.deepEqual(await admin.run(`select groname from pg_group where groname = 'team'`), [['team']]);
  await admin.run('alter group team drop user member; alter group team rename to crew; drop group crew');
  await admin.run('create role reader; create role writer; grant role reader to role writer');
  assert.match(await admin.fails('grant role writer to role reader'), /^0LP01 /);
  assert.match(await admin.fails('drop role reader'), /^2BP01 /);
  await admin.run('grant role writer to member with admin option');
  const member = await warehouse.connect('member', 'dev', 'Member123');
  await member.run('grant role writer to awsuser; revoke role writer from awsuser');
  assert.match(await member.fails('drop role writer'), /^42501 must be owner of role writer/);
  await admin.run('drop role reader force; drop role writer force');
});

test('a rolled back user never was', async () => {
  await admin.run('begin');
  await admin.run(`create user ghost password 'Ghost1234'`);
  await admin.run('rollback');
  assert.match(await admin.fails('drop user ghost'), /^42704 /);
});
