import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test from 'node:test';
import { type Door, openDoor } from './door.ts';
import { fields, int32, packet, query, RawClient, rowValues, startup, text, types } from './raw-client.ts';

let door: Door;
test.before(async () => {
  door = await openDoor({ startupTimeoutMs: 300 });
});
test.after(() => door[Symbol.asyncDispose]());

test('a client learns what Redshift tells drivers', async () => {
  const client = new RawClient(door.port);
  const greeting = await client.logIn('awsuser', undefined, {
    client_protocol_version: '2',
    unheard_of: 'x',
  });
  const status = new Map(
    greeting
      .filter(({ type }) => type === 'S')
      .map(({ payload }) => payload.toString().split('\0') as [string, string]),
  );
  assert.equal(status.get('server_version'), '8.0.2');
  assert.equal(status.get('client_encoding'), 'UTF8');
  assert.match(status.get('DateStyle') ?? '', /^ISO/);
  assert.equal(status.get('integer_datetimes'), 'on');
  assert.equal(status.get('is_superuser'), 'on');
  assert.equal(status.get('session_authorization'), 'awsuser');
  assert.equal(status.get('server_protocol_version'), '2');
  assert.equal(status.get('show_discovery'), '4');
  assert.equal(greeting.at(0)?.payload.readInt32BE(0), 0);
  assert.equal(greeting.at(-2)?.type, 'K');
  assert.equal(greeting.at(-1)?.payload.toString(), 'I');
  client.close();
});

test('protocol version and SHOW discovery are left out where they are not wanted', async () => {
  await using other = await openDoor({ showDiscovery: 0 });
  const client = new RawClient(other.port);
  const names = (await client.logIn()).map(({ payload }) => payload.toString().split('\0')[0]);
  assert.ok(!names.includes('server_protocol_version'));
  assert.ok(!names.includes('show_discovery'));
  client.close();
});

test('settings of the start-up packet hold in the session', async () => {
  const client = new RawClient(door.port);
  await client.logIn('awsuser', undefined, {
    extra_float_digits: '2',
    TimeZone: 'Asia/Tokyo',
    options: '-c query_group=mine',
  });
  client.send(query("show query_group; select 0.1::float8, timestamptz '2024-01-01 00:00:00+00'"));
  const rows = (await client.until('Z')).filter(({ type }) => type === 'D').map(rowValues);
  assert.deepEqual(rows, [['mine'], ['0.10000000000000001', '2024-01-01 09:00:00+09']]);
  client.close();
});

const refusals: [string, Buffer, string | undefined][] = [
  ['protocol 2.0', packet(131072, text('x')), '0A000'],
  ['no user', startup({ database: 'dev' }), '28000'],
  ['replication', startup({ user: 'awsuser', replication: 'database' }), '0A000'],
  ['a parameter without an end', packet(196608, Buffer.from('user\0aws')), '08P01'],
  ['a packet of no length', Buffer.concat([int32(4), int32(196608)]), '08P01'],
  ['a packet that is too long', packet(196608, Buffer.alloc(20_000)), '08P01'],
  ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), '08P01'],
  ['bytes that are not UTF-8', packet(196608, Buffer.from([0x75, 0xff, 0, 0])), '22021'],
];

for (const [name, bytes, code] of refusals) {
  test(`refused with an error, then closed: ${name}`, async () => {
    const client = new RawClient(door.port);
    client.send(bytes);
    const answer = await client.until('never');
    assert.equal(fields(answer[0]).C, code);
    assert.equal(fields(answer[0]).S, 'FATAL');
    assert.equal(answer.length, 1);
    client.close();
  });
}

test('encryption that is not there is declined, and the client may go on', async () => {
  const client = new RawClient(door.port);
  client.send(packet(80877104));
  assert.equal(await client.byte(), 'N');
  client.send(packet(80877103));
  assert.equal(await client.byte(), 'N');
  assert.equal((await client.logIn()).at(-1)?.type, 'Z');
  client.close();
});

test('a newer minor version is talked down to 3.0', async () => {
  const client = new RawClient(door.port);
  client.send(startup({ user: 'awsuser', database: 'dev', '_pq_.thing': '1' }, 196610));
  const [negotiation, request] = [await client.next(), await client.next()];
  assert.equal(negotiation?.type, 'v');
  assert.equal(negotiation.payload.toString('latin1', 8), '_pq_.thing\0');
  assert.equal(request?.type, 'R');
  client.close();
});

test('a client that says nothing is let go', async () => {
  const socket = connect(door.port, '127.0.0.1');
  await new Promise((resolve) => socket.on('close', resolve).resume());
});

test('an unknown database is 3D000', async () => {
  const client = new RawClient(door.port);
  const answer = await client.logIn('awsuser', undefined, { database: 'nowhere' });
  assert.equal(fields(answer.at(-1)).C, '3D000');
  assert.equal(fields(answer.at(-1)).M, 'database "nowhere" does not exist');
  client.close();
});

test('connections beyond the limit are told so, and room is made when others leave', async () => {
  await using small = await openDoor({ maxConnections: 2 });
  const clients = [new RawClient(small.port), new RawClient(small.port)];
  for (const client of clients) await client.logIn();
  const late = new RawClient(small.port);
  const answer = await late.logIn();
  assert.deepEqual(fields(answer[0]).C, '53300');
  clients[0]?.close();
  for (;;) {
    const next = new RawClient(small.port);
    const greeting = types(await next.logIn());
    next.close();
    if (greeting.endsWith('Z')) break;
  }
  for (const client of [...clients, late]) client.close();
});
