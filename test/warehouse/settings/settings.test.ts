import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { settingDefinitions } from '#warehouse/settings/definitions.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  client = await TestClient.open(warehouse, { settings: { datestyle: 'ISO, DMY', unknown_to_us: '1' } });
});
after(() => warehouse.close());

test('every default is a value that SET would keep', () => {
  for (const { name, default: value, read } of settingDefinitions) {
    if (name !== 'search_path') assert.equal(read([value], name), value, name);
  }
});

const cases: [string, string, string][] = [
  ['statement_timeout', '5000', '5000'],
  ['enable_case_sensitive_identifier', 'on', 'true'],
  ['describe_field_name_in_uppercase', 'true', 'on'],
  ['extra_float_digits', '2', '2'],
  ['datestyle', "'ISO, YMD'", 'ISO, YMD'],
  ['datestyle', 'dmy', 'ISO, DMY'],
  ['timezone', "'america/new_york'", 'America/New_York'],
  ['timezone', "'UTC'", 'UTC'],
  ['timezone', '-8', 'Etc/GMT+8'],
  ['timezone', "'+05:30'", 'Asia/Kolkata'],
  ['timezone', "'PST'", 'PST8PDT'],
  ['search_path', 'a, public, "$user"', 'a, public, $user'],
  ['search_path', "'Mixed Case'", '"Mixed Case"'],
  ['application_name', "'x y'", 'x y'],
  ['my.variable', "'any thing'", 'any thing'],
];
for (const [name, written, kept] of cases) {
  test(`SET ${name} TO ${written}`, async () => {
    assert.deepEqual(await client.run(`set ${name} to ${written}`), ['SET']);
    assert.equal(await client.value(`show ${name}`), kept);
    await client.run('reset all');
  });
}

const refused: [string, string][] = [
  ['set statement_timeout to soon', '22023'],
  ['set statement_timeout to -1', '22023'],
  ["set timezone to 'Nowhere/Land'", '22023'],
  ["set datestyle to 'German'", '22023'],
  ['set extra_float_digits to 9', '22023'],
  ["set client_encoding to 'LATIN1'", '22023'],
  ['set enable_result_cache_for_session to perhaps', '22023'],
  ['set no_such_setting to 1', '42704'],
  ['show no_such_setting', '42704'],
  ["set server_version to '9'", '55P02'],
];
for (const [text, code] of refused) {
  test(`${text} is ${code}`, () => assert.rejects(client.run(text), { code }));
}

test('start-up settings are what RESET comes back to', async () => {
  assert.equal(await client.value('show datestyle'), 'ISO, DMY');
  await client.run("set datestyle to 'ISO, MDY'; reset datestyle");
  assert.equal(await client.value('show datestyle'), 'ISO, DMY');
});

test('a rollback undoes SET, the end of the block SET LOCAL', async () => {
  await client.run("begin; set query_group to 'a'; rollback");
  assert.equal(await client.value('show query_group'), 'default');
  await client.run("begin; set query_group to 'b'; set local statement_timeout to 99; commit");
  assert.equal(await client.value('show query_group'), 'b');
  assert.equal(await client.value('show statement_timeout'), '0');
  await client.run('reset all');
});

test('SET LOCAL outside a block warns and does not stay', async () => {
  client.notices.length = 0;
  await client.run('set local statement_timeout to 99');
  assert.equal(client.notices[0]?.code, '25P01');
  assert.equal(await client.value('show statement_timeout'), '0');
});

test('the client is told of the settings that it follows', async () => {
  client.statuses.length = 0;
  await client.run("set timezone to 'Europe/Berlin'; set application_name to 'me'; set query_group to 'x'");
  assert.deepEqual(client.statuses, [
    ['TimeZone', 'Europe/Berlin'],
    ['application_name', 'me'],
  ]);
  await client.run('reset all');
});

test('the time zone counts in conversions', async () => {
  await client.run("set timezone to 'America/New_York'");
  assert.equal(
    await client.value(
      "select '2020-01-01 00:00:00'::timestamp::timestamptz = '2020-01-01 05:00:00+00'::timestamptz",
    ),
    't',
  );
  await client.run('reset timezone');
});

test('SHOW ALL lists the settings by name', async () => {
  const names = (await client.rows('show all')).map(([name]) => name);
  assert.deepEqual(names, [...names].sort());
  for (const name of [
    'analyze_threshold_percent',
    'datestyle',
    'search_path',
    'statement_timeout',
    'timezone',
  ]) {
    assert.ok(names.includes(name), name);
  }
});

test('ALTER USER SET gives the user’s next session its values', async () => {
  await client.run("create user tuned password 'Secret123'; alter user tuned set statement_timeout to 1234");
  const tuned = await TestClient.open(warehouse, { user: 'tuned' });
  assert.equal(await tuned.value('show statement_timeout'), '1234');
  assert.equal(await tuned.value("select current_setting('statement_timeout')"), '1234');
  await tuned.close();
});

test('set_config sets', async () => {
  assert.equal(await client.value("select set_config('query_group', 'c', false)"), 'c');
  assert.equal(await client.value('show query_group'), 'c');
  await client.run('reset all');
});
