import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Session } from '#warehouse/session-interface.ts';
import { type Door, openDoor } from './door.ts';
import {
  bind,
  execute,
  fields,
  int32,
  message,
  packet,
  parse,
  query,
  RawClient,
  startup,
  sync,
  text,
  types,
} from './raw-client.ts';

/** Enough rows that a result is never finished by the time a test looks. */
const endless = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)
  select a.i, 'some text that fills the row' as t from n a, n b, n c, n d, n e, n f, n g`;

/** Sessions that the door has opened and not given back. */
function watch(door: Door): Set<Session> {
  const open = new Set<Session>();
  const openSession = door.warehouse.openSession.bind(door.warehouse);
  door.warehouse.openSession = async (request) => {
    const session = await openSession(request);
    open.add(session);
    const dispose = session[Symbol.asyncDispose].bind(session);
    session[Symbol.asyncDispose] = async () => {
      await dispose();
      open.delete(session);
    };
    return session;
  };
  return open;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function stillServes(door: Door): Promise<void> {
  const client = new RawClient(door.port);
  assert.equal(types(await client.logIn()).at(-1), 'Z');
  client.send(query('select 1'));
  assert.equal(types(await client.until('Z')), 'TDCZ');
  client.close();
}

test('a client that leaves in the middle of a result stops its query', async () => {
  await using door = await openDoor();
  const open = watch(door);
  for (const leave of ['destroy', 'end'] as const) {
    const client = new RawClient(door.port);
    await client.logIn();
    client.send(query(endless));
    await client.until('D');
    client.socket[leave]();
    await until(() => open.size === 0);
    client.close();
  }
  await stillServes(door);
});

test('a client that does not read holds up nobody, and little memory', async () => {
  await using door = await openDoor();
  const open = watch(door);
  const slow = new RawClient(door.port);
  await slow.logIn();
  slow.send(query(endless));
  for (let count = 0; count < 20; count++) await stillServes(door);
  slow.close();
  await until(() => open.size === 0);
});

test('CancelRequest stops the statement of its session and no other', async () => {
  await using door = await openDoor();
  const client = new RawClient(door.port);
  const key = (await client.logIn()).find(({ type }) => type === 'K')!.payload;
  const [pid, secret] = [key.readInt32BE(0), key.readInt32BE(4)];
  client.send(query(endless));
  await client.until('D');
  for (const attempt of [secret ^ 1, secret]) {
    const canceller = new RawClient(door.port);
    canceller.send(packet(80877102, int32(pid), int32(attempt)));
    assert.equal(await canceller.next(), undefined);
    canceller.close();
  }
  const answer = await client.until('Z');
  assert.equal(fields(answer.at(-2)).C, '57014');
  client.send(query('select 1'));
  assert.equal(types(await client.until('Z')), 'TDCZ');
  client.close();
});

test('closing the door tells every client, busy or idle', async () => {
  const door = await openDoor();
  const open = watch(door);
  const idle = new RawClient(door.port);
  const busy = new RawClient(door.port);
  await idle.logIn();
  await busy.logIn();
  busy.send(query(endless));
  await busy.until('D');
  const endings = Promise.all([idle.until('never'), busy.until('never')]);
  await door[Symbol.asyncDispose]();
  for (const ending of await endings) {
    assert.equal(fields(ending.at(-1)).C, '57P01');
    assert.equal(fields(ending.at(-1)).S, 'FATAL');
  }
  assert.equal(open.size, 0);
  assert.deepEqual(door.complaints, []);
});

test('pg_terminate_backend ends another session with 57P01', async () => {
  await using door = await openDoor();
  const victim = new RawClient(door.port);
  const pid = (await victim.logIn()).find(({ type }) => type === 'K')!.payload.readInt32BE(0);
  const killer = new RawClient(door.port);
  await killer.logIn();
  killer.send(query(`select pg_terminate_backend(${pid})`));
  await killer.until('Z');
  const ending = await victim.until('never');
  assert.equal(fields(ending.at(-1)).C, '57P01');
  killer.close();
  victim.close();
});

const letters = fc.constantFrom(...'QPBDECSHXFdcfp?');
const anyMessage = fc.oneof(
  fc
    .tuple(letters, fc.uint8Array({ maxLength: 40 }))
    .map(([type, content]) => message(type, Buffer.from(content))),
  fc.constantFrom(
    sync,
    query('select 1; select'),
    query('begin'),
    query('rollback'),
    parse('', 'select $1::int'),
    parse('s', 'select 1'),
    bind('', '', ['1']),
    bind('p', 's'),
    execute('', 1),
    execute('p'),
    message('C', Buffer.from('S'), text('s')),
    message('H'),
  ),
  fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
);

test('whatever a client sends, the door answers or closes, and goes on serving', async () => {
  await using door = await openDoor();
  const open = watch(door);
  const run = fc.asyncProperty(
    fc.boolean(),
    fc.array(anyMessage, { maxLength: 12 }),
    async (loggedIn, messages) => {
      const client = new RawClient(door.port);
      if (loggedIn) await client.logIn();
      else if (messages.length % 2 === 0) client.send(startup({ user: 'awsuser', database: 'dev' }));
      client.send(...messages, message('X'));
      client.socket.end();
      await client.until('never');
      client.close();
      await until(() => open.size === 0);
    },
  );
  await fc.assert(run, { numRuns: 150 });
  await stillServes(door);
  assert.deepEqual(door.complaints, []);
});
