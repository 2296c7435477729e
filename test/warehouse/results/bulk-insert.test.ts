import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  client = await TestClient.open(warehouse);
});
after(() => warehouse.close());

/** `(1, 'n1'), (2, 'n2') …` */
const tuples = (count: number) =>
  Array.from({ length: count }, (_, i) => `(${i + 1}, 'n${i + 1}')`).join(', ');

test('many constant rows arrive as they were written', async () => {
  await client.run('create table plain (a int, b varchar(10), c int default 7)');
  assert.deepEqual(await client.results(`insert into plain (a, b) values ${tuples(5000)}`), [
    { tag: 'INSERT 0 5000', rows: [] },
  ]);
  assert.deepEqual(await client.rows('select count(*), sum(a), max(b), min(c) from plain'), [
    ['5000', '12502500', 'n999', '7'],
  ]);
});

test('an identity and a computed default are filled row by row, in the order of the rows', async () => {
  await client.run(
    'create table filled (id bigint identity(10, 5), a int, b varchar(10), at timestamp default sysdate not null)',
  );
  await client.run(`insert into filled (a, b) values ${tuples(3000)}`);
  assert.deepEqual(
    await client.rows(
      'select count(distinct id), min(id), max(id), sum(case when id = 10 + 5 * (a - 1) then 1 end), count(at) from filled',
    ),
    [['3000', '10', '15005', '3000', '3000']],
  );
  await client.run(`insert into filled (a, b) values ${tuples(30)}`);
  assert.equal(await client.value('select max(id) from filled'), String(15005 + 30 * 5));
});

test('a bulk insert that fails leaves nothing, in a block too', async () => {
  await client.run('create table strict (id int identity(1,1), a int not null, b varchar(4))');
  await assert.rejects(client.run(`insert into strict (a, b) values ${tuples(2000)}`), { code: '22001' });
  await assert.rejects(client.run(`insert into strict (b) values ${tuples(30).replaceAll(/\d+, /g, '')}`));
  assert.equal(await client.value('select count(*) from strict'), '0');
  await client.run('begin');
  await client.run(`insert into strict (a, b) values ${tuples(99)}`);
  await client.run('rollback');
  assert.equal(await client.value('select count(*) from strict'), '0');
  await client.run(
    `insert into strict (a, b) values ${tuples(50)}; insert into strict (a, b) values ${tuples(50)}`,
  );
  assert.equal(await client.value('select count(*) from strict'), '100');
});

test('texts that one function reads in every row are read in the engine, as one by one', async () => {
  await client.run('create table parsed (a int, data super, bytes varbyte(20))');
  const row = (i: number) =>
    `(${i}, json_parse('{"n": ${i}, "s": "it''s ${i}"}'), to_varbyte('ab${i}', 'utf-8'))`;
  const rows = Array.from({ length: 60 }, (_, i) => row(i));
  await client.run(`insert into parsed values ${rows.join(', ')}`);
  const many = await client.rows('select a, data, data.s, bytes from parsed order by a');
  await client.run('truncate parsed');
  for (const each of rows) await client.run(`insert into parsed values ${each}`);
  assert.deepEqual(many, await client.rows('select a, data, data.s, bytes from parsed order by a'));
  assert.deepEqual(many[7], ['7', '{"n":7,"s":"it\'s 7"}', '"it\'s 7"', 'ab7']);
  const broken = [...rows, "(1, json_parse('{broken'), null)"];
  await assert.rejects(client.run(`insert into parsed values ${broken.join(', ')}`));
  assert.equal(await client.value('select count(*) from parsed'), '60');
});

test('others have their turns while a long statement is read and its rows are checked', async () => {
  await client.run('create table long (a int, b varchar(10))');
  let turns = 0;
  const count = () => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await client.run(`insert into long values ${tuples(20_000)}`);
  clearImmediate(next);
  // 20 while it is parsed, the rest while its rows are checked and stored.
  assert.ok(turns >= 25, `${turns} turns`);
});
