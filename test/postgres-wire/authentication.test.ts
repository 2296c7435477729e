import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import pg from 'pg';
import { openDoor, password } from './door.ts';
import { fields, int32, message, RawClient, startup, text } from './raw-client.ts';

function client(port: number, more: pg.ClientConfig = {}): pg.Client {
  return new pg.Client({ host: '127.0.0.1', port, user: 'awsuser', password, database: 'dev', ...more });
}

for (const authMethod of ['md5', 'scram-sha-256', 'password'] as const) {
  test(`${authMethod}: the right password opens, a wrong one and an unknown user fail alike`, async () => {
    await using door = await openDoor({ authMethod });
    const good = client(door.port);
    await good.connect();
    assert.deepEqual((await good.query('select 1 as one')).rows, [{ one: 1 }]);
    await good.end();
    for (const more of [{ password: 'wrong' }, { user: 'nobody' }]) {
      const user = more.user ?? 'awsuser';
      const bad = client(door.port, more);
      await assert.rejects(bad.connect(), {
        code: '28000',
        severity: 'FATAL',
        message: `password authentication failed for user "${user}"`,
      });
    }
    assert.deepEqual(door.complaints, []);
  });
}

async function digest(port: number, user: string, secret: string) {
  const raw = new RawClient(port);
  raw.send(startup({ user, database: 'dev' }));
  const request = (await raw.next())!;
  assert.deepEqual([request.payload.readInt32BE(0), request.payload.readInt32BE(4)], [13, 0]);
  const saltLength = request.payload.readInt32BE(8);
  const salt = request.payload.subarray(12, 12 + saltLength);
  const nonce = request.payload.subarray(16 + saltLength);
  const clientNonce = Buffer.from('1700000000000');
  const sha256 = (...parts: (string | Buffer)[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  const answer = sha256(sha256(secret, salt), nonce, clientNonce);
  raw.send(message('d', int32(answer.length), answer, int32(clientNonce.length), clientNonce));
  const outcome = (await raw.next())!;
  raw.close();
  return outcome;
}

test('digest: the answer that Redshift drivers compute', async () => {
  await using door = await openDoor({ authMethod: 'digest' });
  assert.equal((await digest(door.port, 'awsuser', password)).payload.readInt32BE(0), 0);
  assert.equal(fields(await digest(door.port, 'awsuser', 'wrong')).C, '28000');
  assert.equal(fields(await digest(door.port, 'nobody', password)).C, '28000');
});

test('answers that are none are refused', async () => {
  for (const authMethod of ['md5', 'scram-sha-256', 'password', 'digest'] as const) {
    await using door = await openDoor({ authMethod });
    const type = authMethod === 'digest' ? 'd' : 'p';
    const answers = [
      message('Q', text('select 1')),
      message(type, Buffer.from([0xff, 0xff, 0xff])),
      message(type, int32(1_000_000)),
      message(type, Buffer.alloc(70_000)),
      message(type, text('SCRAM-SHA-256'), int32(3), Buffer.from('n,,')),
    ];
    for (const answer of answers) {
      const raw = new RawClient(door.port);
      raw.send(startup({ user: 'awsuser', database: 'dev' }));
      await raw.next();
      raw.send(answer);
      const outcome = await raw.until('never');
      assert.equal(fields(outcome.at(-1)).S, 'FATAL');
      raw.close();
    }
    assert.deepEqual(door.complaints, []);
  }
});
