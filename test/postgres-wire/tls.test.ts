import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import pg from 'pg';
import { prepareTls } from '#postgres-wire/tls/prepare-tls.ts';
import { openDoor, password } from './door.ts';
import { fields, packet, query, RawClient } from './raw-client.ts';

const options = { tls: 'allow', host: '127.0.0.1' } as const;

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'slipher-tls-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test('the authority and the certificate are made once and kept', async () => {
  await using data = await folder();
  const first = await prepareTls(options, data.path);
  const second = await prepareTls(options, data.path);
  assert.equal(first?.material.certificate, second?.material.certificate);
  const authority = new X509Certificate(await readFile(first!.caFile!));
  const certificate = new X509Certificate(first!.material.certificate);
  assert.ok(authority.ca && authority.verify(authority.publicKey));
  assert.ok(certificate.checkIssued(authority) && certificate.verify(authority.publicKey) && !certificate.ca);
  assert.ok(
    certificate.checkHost('localhost') && certificate.checkIP('127.0.0.1') && certificate.checkIP('::1'),
  );
  assert.equal((await stat(join(data.path, 'tls', 'server.key'))).mode & 0o777, 0o600);
});

test('another address needs another certificate, of the same authority', async () => {
  await using data = await folder();
  const first = await prepareTls(options, data.path);
  const authority = await readFile(first!.caFile!, 'utf8');
  const second = await prepareTls({ ...options, host: '192.0.2.7' }, data.path);
  assert.notEqual(first?.material.certificate, second?.material.certificate);
  assert.ok(new X509Certificate(second!.material.certificate).checkIP('192.0.2.7'));
  assert.equal(await readFile(second!.caFile!, 'utf8'), authority);
});

test('given files are used, files that do not fit are refused', async () => {
  await using data = await folder();
  await using other = await folder();
  await prepareTls(options, data.path);
  await prepareTls(options, other.path);
  const given = {
    ...options,
    tlsCert: join(data.path, 'tls/server.crt'),
    tlsKey: join(data.path, 'tls/server.key'),
  };
  assert.match((await prepareTls(given, undefined))!.material.certificate, /BEGIN CERTIFICATE/);
  await assert.rejects(
    prepareTls({ ...given, tlsKey: join(other.path, 'tls/server.key') }, undefined),
    /cannot be used/,
  );
  await assert.rejects(prepareTls({ ...options, tlsCert: given.tlsCert }, undefined), /both/);
  assert.equal(await prepareTls({ ...given, tls: 'off' }, undefined), undefined);
});

test('a client that verifies the host trusts our authority, and only with it', async () => {
  await using data = await folder();
  const tls = await prepareTls(options, data.path);
  await using door = await openDoor({ tls: tls!.material, requireTls: true });
  const config = { host: 'localhost', port: door.port, user: 'awsuser', password, database: 'dev' };
  const trusting = new pg.Client({ ...config, ssl: { ca: await readFile(tls!.caFile!, 'utf8') } });
  await trusting.connect();
  const { rows } = await trusting.query('select sum(n) as total from (select 1 as n union all select 2)');
  assert.equal(rows[0].total, '3');
  await trusting.end();
  await assert.rejects(new pg.Client({ ...config, ssl: true }).connect(), {
    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  });
});

test('with TLS required, plain connections are refused', async () => {
  const tls = await prepareTls(options, undefined);
  await using door = await openDoor({ tls: tls!.material, requireTls: true });
  const client = new RawClient(door.port);
  const answer = await client.logIn();
  assert.equal(fields(answer[0]).C, '28000');
  client.close();
});

test('plain bytes sent along with the request for TLS are not taken as encrypted ones', async () => {
  const tls = await prepareTls(options, undefined);
  await using door = await openDoor({ tls: tls!.material });
  const client = new RawClient(door.port);
  client.send(packet(80877103), query('select 1'));
  assert.equal(await client.byte(), 'S');
  assert.match(fields(await client.next()).M ?? '', /unencrypted data after SSL request/);
  client.close();
  const garbage = new RawClient(door.port);
  garbage.send(packet(80877103));
  assert.equal(await garbage.byte(), 'S');
  garbage.send(Buffer.from('not a handshake at all, but long enough to be one'));
  await garbage.until('never');
  garbage.close();
  assert.deepEqual(door.complaints, []);
});
