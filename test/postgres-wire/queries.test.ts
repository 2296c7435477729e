import assert from 'node:assert/strict';
import test from 'node:test';
import { type Door, openDoor } from './door.ts';
import {
  bind,
  describe,
  execute,
  fields,
  int32,
  message,
  parse,
  query,
  RawClient,
  type Received,
  rowValues,
  sync,
  text,
  types,
} from './raw-client.ts';

let door: Door;
test.before(async () => {
  door = await openDoor();
});
test.after(async () => {
  await door[Symbol.asyncDispose]();
  assert.deepEqual(door.complaints, []);
});

async function ask(...parts: Buffer[]): Promise<Received[]> {
  const client = new RawClient(door.port);
  await client.logIn();
  client.send(...parts);
  const answer = await client.until('Z');
  client.close();
  return answer;
}

function tags(answer: Received[]): string[] {
  return answer
    .filter(({ type }) => type === 'C')
    .map(({ payload }) => payload.toString('utf8', 0, payload.length - 1));
}

test('a simple query: description, rows, tag, ready', async () => {
  const answer = await ask(query("select 1 as a, 'x' as b union all select 2, null order by 1"));
  assert.equal(types(answer), 'TDDCZ');
  assert.deepEqual(answer.slice(1, 3).map(rowValues), [
    ['1', 'x'],
    ['2', null],
  ]);
});

test('several statements in one query, the first error ends them', async () => {
  assert.equal(types(await ask(query('select 1; select 2'))), 'TDCTDCZ');
  const answer = await ask(query('select 1; select nope; select 3'));
  assert.equal(types(answer), 'TDCEZ');
  assert.equal(fields(answer[3]).C, '42703');
});

test('nothing to run', async () => {
  for (const nothing of ['', ' ', ';', '-- only a comment'])
    assert.equal(types(await ask(query(nothing))), 'IZ');
  assert.equal(types(await ask(parse('', ''), bind('', ''), describe('P', ''), execute(''), sync)), '12nIZ');
});

test('the error position counts characters from one', async () => {
  const [error] = await ask(query("select 'ä', nope"));
  assert.equal(fields(error).P, '13');
});

test('the extended protocol step by step', async () => {
  const answer = await ask(
    parse('s', 'select $1::int + 1 as n, $2::varchar as t'),
    describe('S', 's'),
    bind('p', 's', ['41', 'é']),
    describe('P', 'p'),
    execute('p'),
    message('C', Buffer.from('P'), text('p')),
    sync,
  );
  assert.equal(types(answer), '1tT2TDC3Z');
  assert.deepEqual(rowValues(answer[5]!), ['42', 'é']);
});

test('a portal gives its rows in portions', async () => {
  const client = new RawClient(door.port);
  await client.logIn();
  client.send(query('begin'), query('create temp table numbers (n int)'));
  await client.until('Z');
  await client.until('Z');
  client.send(
    query(`insert into numbers values ${Array.from({ length: 10 }, (_, n) => `(${n})`).join(',')}`),
  );
  await client.until('Z');
  client.send(parse('', 'select n from numbers order by n'), bind('p', ''), execute('p', 4), sync);
  assert.equal(types(await client.until('Z')), '12DDDDsZ');
  // Another statement in between, which needs the engine for itself.
  client.send(parse('', 'select count(*) from numbers'), bind('', ''), execute(''), sync);
  assert.deepEqual(rowValues((await client.until('Z'))[2]!), ['10']);
  client.send(execute('p', 4), sync);
  const second = await client.until('Z');
  assert.deepEqual(second.slice(0, 4).map(rowValues), [['4'], ['5'], ['6'], ['7']]);
  client.send(execute('p', 4), sync);
  assert.equal(types(await client.until('Z')), 'DDCZ');
  client.send(query('commit'));
  await client.until('Z');
  client.send(execute('p', 4), sync);
  assert.equal(fields((await client.until('Z'))[0]).C, '34000');
  client.close();
});

test('after an error everything up to Sync is skipped', async () => {
  const answer = await ask(parse('', 'select nope'), bind('', ''), execute(''), query('select 1'), sync);
  assert.equal(types(answer), 'EZ');
  const client = new RawClient(door.port);
  await client.logIn();
  client.send(query('begin'), parse('', 'select nope'), sync, query('select 1'), query('rollback'));
  const statuses: string[] = [];
  for (let count = 0; count < 4; count++) statuses.push((await client.until('Z')).at(-1)!.payload.toString());
  assert.deepEqual(statuses, ['T', 'E', 'E', 'I']);
  client.close();
});

const mistakes: [string, Buffer[], string][] = [
  ['an unknown statement', [bind('', 'nope')], '26000'],
  ['an unknown portal', [execute('nope')], '34000'],
  ['a statement name used twice', [parse('a', 'select 1'), parse('a', 'select 2')], '42P05'],
  ['a portal name used twice', [parse('', 'select 1'), bind('a', ''), bind('a', '')], '42P03'],
  ['too few parameters', [parse('', 'select $1::int'), bind('', '')], '08P01'],
  ['two statements', [parse('', 'select 1; select 2')], '42601'],
  ['a function call', [message('F', int32(1))], '0A000'],
  ['a wrong count of result formats', [parse('', 'select 1'), bind('', '', [], [1, 1])], '08P01'],
];

for (const [name, messages, code] of mistakes) {
  test(`a mistake that is told: ${name}`, async () => {
    const answer = await ask(...messages, sync);
    assert.equal(fields(answer.find(({ type }) => type === 'E')).C, code);
    assert.ok(types(answer).endsWith('EZ'));
  });
}

test('a message of an unknown type ends the connection', async () => {
  const client = new RawClient(door.port);
  await client.logIn();
  client.send(message('~', text('x')));
  const answer = await client.until('never');
  assert.equal(fields(answer[0]).M, 'invalid frontend message type 126');
  client.close();
});

test('a statement that is too large is refused, and the session goes on', async () => {
  const client = new RawClient(door.port);
  await client.logIn();
  client.send(query(`select '${'x'.repeat(17_000_000)}'`), query('select 1'));
  const [error] = await client.until('Z');
  assert.equal(
    fields(error).M,
    'Statement is too large. Statement Size: 17000009 bytes. Maximum Allowed: 16777216 bytes',
  );
  assert.equal(types(await client.until('Z')), 'TDCZ');
  client.close();
});

test('COPY from the client is refused, and its data passed over', async () => {
  const client = new RawClient(door.port);
  await client.logIn();
  client.send(query('create temp table t (a int)'));
  await client.until('Z');
  client.send(query('copy t from stdin'), message('d', Buffer.from('1\n')), message('c'), query('select 1'));
  assert.equal(types(await client.until('Z')), 'EZ');
  assert.equal(types(await client.until('Z')), 'TDCZ');
  client.close();
});

test('RowDescription tells where a column comes from, from protocol 1 on', async () => {
  for (const version of ['0', '1', '2']) {
    const client = new RawClient(door.port);
    await client.logIn('awsuser', undefined, { client_protocol_version: version });
    client.send(query(`create table origin${version} (id int not null, amount decimal(10,2))`));
    await client.until('Z');
    client.send(query(`select id, amount, 1 as one from origin${version}`));
    const [description] = await client.until('Z');
    const content = description!.payload.toString('latin1');
    const origin = `public\0origin${version}\0id\0dev\0`;
    assert.equal(content.includes(origin), version !== '0');
    if (version !== '0') {
      const at = content.indexOf(origin) + origin.length;
      // Searchable, and not nullable.
      assert.equal(description!.payload.readUInt16BE(at), 0x1000);
    }
    client.close();
  }
});

test('binary results: protocol 2 has numerics of its own', async () => {
  const hex: Record<string, string> = {};
  for (const version of ['1', '2']) {
    const client = new RawClient(door.port);
    await client.logIn('awsuser', undefined, { client_protocol_version: version });
    client.send(
      parse('', "select 1.50::decimal(10,2), date '2000-01-02'"),
      bind('', '', [], [1]),
      execute(''),
      sync,
    );
    const row = (await client.until('Z')).find(({ type }) => type === 'D');
    hex[version] = row!.payload.toString('hex', 2);
    client.close();
  }
  assert.deepEqual(hex, {
    '1': '0000000c' + '0002' + '0000' + '0000' + '0002' + '0001' + '1388' + '00000004' + '00000001',
    '2': '00000008' + '0000000000000096' + '00000004' + '00000001',
  });
});

test('tags', async () => {
  const answer = await ask(
    query(
      'create temp table tagged (a int); insert into tagged values (1),(2); update tagged set a = 3; delete from tagged; begin; commit',
    ),
  );
  assert.deepEqual(tags(answer), ['CREATE TABLE', 'INSERT 0 2', 'UPDATE 2', 'DELETE 2', 'BEGIN', 'COMMIT']);
});
