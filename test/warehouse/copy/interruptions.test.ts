import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ObjectAccess } from '#stores/objects/object-access.ts';
import type { S3Services } from '#warehouse/copy/s3-services.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestS3, type TestS3 } from '../../support/s3.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

/** Something that happens to S3 while a statement runs; set by a test, done once. */
interface Events {
  /** Before an object is opened. */
  onOpen?: ((key: string) => unknown) | undefined;
  /** When an object is open. */
  onOpened?: ((key: string) => unknown) | undefined;
  /** Before a file of UNLOAD becomes an object. */
  onStore?: ((key: string) => unknown) | undefined;
}

let s3: TestS3;
let warehouse: Warehouse;
let client: TestClient;
const events: Events = {};
before(async () => {
  s3 = await openTestS3();
  warehouse = await openTestWarehouse({ s3: withEvents(s3, events) });
  client = await TestClient.open(warehouse);
  await client.run('CREATE TABLE t (a int, b varchar(20))');
  const text = Array.from({ length: 50_000 }, (_, n) => `${n}|name ${n}\n`).join('');
  for (const file of ['0', '1', '2']) {
    await s3.put('bucket', `plain/${file}`, text);
    await s3.put('bucket', `packed/${file}`, gzipSync(text));
  }
});
after(async () => {
  await client.close();
  await warehouse.close();
  await s3[Symbol.asyncDispose]();
});

/** The store's own access, with a test's events in between. */
function withEvents(services: TestS3, events: Events): S3Services {
  return {
    ...services,
    accessFor: (principal, region) => {
      const access = services.accessFor(principal, region);
      return {
        ...access,
        open: async (object, signal) => {
          await events.onOpen?.(object.key);
          const opened = await access.open(object, signal);
          await events.onOpened?.(object.key);
          return opened;
        },
        store: async (...parameters: Parameters<ObjectAccess['store']>) => {
          await events.onStore?.(parameters[1]);
          return access.store(...parameters);
        },
      };
    },
  };
}

const rowsLoaded = 150_000;
const ways = [
  { name: "the engine's reader", copy: `COPY t FROM 's3://bucket/plain/' IAM_ROLE default` },
  { name: 'gzip', copy: `COPY t FROM 's3://bucket/packed/' IAM_ROLE default GZIP` },
  { name: 'the decoder', copy: `COPY t FROM 's3://bucket/packed/' IAM_ROLE default GZIP ESCAPE` },
];
const unload = `UNLOAD ('SELECT * FROM t') TO 's3://bucket/out/' IAM_ROLE default ALLOWOVERWRITE GZIP`;

/** Runs a statement while `event` happens once; what came of it. */
async function during(statement: string, happening: Events, by = client) {
  await client.run('TRUNCATE t');
  if (statement.includes('UNLOAD')) await client.run(ways[0]!.copy);
  Object.assign(events, happening);
  try {
    return await by.run(statement).then(
      () => undefined,
      (error: { code: string; message: string; detail?: string; hint?: string }) => error,
    );
  } finally {
    for (const name of Object.keys(events)) delete events[name as keyof Events];
    assert.deepEqual(readdirSync(s3.stagingFolder), [], 'staging is empty');
  }
}

async function count(): Promise<number> {
  return Number(await client.value('SELECT count(*) FROM t'));
}

function timed(statement: string): string {
  return `SET statement_timeout TO 100; ${statement}`;
}

function tooLong(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, 150));
}

function atKey(wanted: string, act: () => unknown) {
  let done = false;
  return async (key: string) => {
    if (done || !key.endsWith(wanted)) return;
    done = true;
    await act();
  };
}

for (const { name, copy } of ways) {
  test(`${name}: cancelled`, async () => {
    const error = await during(copy, { onOpened: atKey('/1', () => client.session.cancel()) });
    assert.equal(error?.code, '57014');
    assert.equal(await count(), 0);
    await client.run(copy);
    assert.equal(await count(), rowsLoaded);
  });

  test(`${name}: statement_timeout`, async () => {
    const error = await during(timed(copy), { onOpened: tooLong });
    await client.run('RESET statement_timeout');
    assert.equal(error?.code, '57014');
    assert.equal(await count(), 0);
  });

  test(`${name}: the client goes away`, async () => {
    const other = await TestClient.open(warehouse);
    let closing: Promise<void> | undefined;
    const close = () => {
      closing = other.close();
    };
    const error = await during(copy, { onOpened: atKey('/1', close) }, other);
    assert.ok(error);
    await closing;
    assert.equal(await count(), 0);
  });

  test(`${name}: an object is deleted before it is opened`, async () => {
    const body = await s3.get('bucket', `${/bucket\/(\w+)/.exec(copy)?.[1]}/2`);
    const key = `${/bucket\/(\w+)/.exec(copy)?.[1]}/2`;
    const error = await during(copy, { onOpen: atKey('/2', () => s3.store.delete('bucket', key)) });
    await s3.put('bucket', key, body);
    assert.match(
      error?.message ?? '',
      /^S3ServiceException:The specified key does not exist\.,Status 404,Error NoSuchKey/,
    );
    assert.match(error?.detail ?? '', new RegExp(`s3://bucket/${key}`));
    assert.equal(await count(), 0);
  });

  test(`${name}: an object is deleted or overwritten while it is read`, async () => {
    const folder = /bucket\/(\w+)/.exec(copy)?.[1] ?? '';
    const bodies = [await s3.get('bucket', `${folder}/0`), await s3.get('bucket', `${folder}/1`)];
    const act = async () => {
      await s3.put('bucket', `${folder}/0`, 'new|new|new\n');
      await s3.store.delete('bucket', `${folder}/1`);
    };
    const error = await during(copy, { onOpened: atKey('/2', act) });
    for (const [index, body] of bodies.entries()) await s3.put('bucket', `${folder}/${index}`, body);
    // A way that opens file after file may find one gone; what it read of others is the old then, or nothing stays.
    if (error) assert.match(error.message, /NoSuchKey|failed/);
    assert.equal(await count(), error ? 0 : rowsLoaded);
  });

  test(`${name}: a COPY that is rolled back`, async () => {
    await client.run('TRUNCATE t');
    await client.run(`BEGIN; ${copy}`);
    assert.equal(await count(), rowsLoaded);
    await client.run('ROLLBACK');
    assert.equal(await count(), 0);
    assert.deepEqual(await client.rows('SELECT pg_last_copy_count()'), [[String(rowsLoaded)]]);
  });

  test(`${name}: cancelled in a transaction`, async () => {
    await client.run('TRUNCATE t');
    await client.run(`BEGIN; INSERT INTO t VALUES (1, 'before')`);
    Object.assign(events, { onOpened: atKey('/1', () => client.session.cancel()) });
    await assert.rejects(client.run(copy), { code: '57014' });
    delete events.onOpened;
    await assert.rejects(client.run('SELECT 1'), { code: '25P02' });
    await client.run('ROLLBACK');
    assert.equal(await count(), 0);
  });

  test(`${name}: the disk of the staging folder is full`, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'slipher-full-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      rmSync(folder, { recursive: true });
      return context.skip('may not mount a file system');
    }
    try {
      await using own = await openTestWarehouseOn(folder);
      const error = await own.client.run(copy).then(
        () => undefined,
        (cause) => cause,
      );
      // Plain files are read where they are.
      if (copy.includes('plain')) assert.equal(error, undefined);
      else assert.equal(error?.code, '53100');
      assert.equal(await own.client.value('SELECT count(*) FROM t'), error ? '0' : String(rowsLoaded));
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    }
  });
}

/** A warehouse whose staging folder is another. */
async function openTestWarehouseOn(stagingFolder: string) {
  const folders = [...s3.folders, stagingFolder];
  const warehouse = await openTestWarehouse({ s3: { ...s3, folders, stagingFolder } });
  const client = await TestClient.open(warehouse);
  await client.run('CREATE TABLE t (a int, b varchar(20))');
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      await warehouse.close();
    },
  };
}

test('UNLOAD: cancelled, timed out, and the client goes away', async () => {
  const cancelled = await during(unload, { onStore: () => client.session.cancel() });
  assert.equal(cancelled?.code, '57014');
  const other = await TestClient.open(warehouse);
  let closing: Promise<void> | undefined;
  const close = () => {
    closing = other.close();
  };
  assert.ok(await during(unload, { onStore: close }, other));
  await closing;
  const late = await during(timed(unload), { onStore: tooLong });
  await client.run('RESET statement_timeout');
  assert.equal(late?.code, '57014');
  await client.run(unload);
  assert.equal(
    await client.value(`SELECT status FROM sys_unload_history ORDER BY query_id LIMIT 1`),
    'aborted',
  );
});

test('COPY into a table that is dropped meanwhile', async () => {
  const other = await TestClient.open(warehouse);
  await client.run('CREATE TABLE doomed (a int, b varchar(20))');
  await other.run('BEGIN; DROP TABLE doomed');
  const copying = client.run(ways[0]!.copy.replace('COPY t', 'COPY doomed')).then(
    () => undefined,
    (error) => error,
  );
  await new Promise((resolve) => setTimeout(resolve, 30));
  await other.run('COMMIT');
  const error = await copying;
  assert.match(error?.message ?? '', /relation .*doomed.* does not exist|could not open relation with OID/);
  await client.run('CREATE TABLE doomed (a int, b varchar(20))');
  let dropping: Promise<unknown> | undefined;
  events.onOpened = atKey('/1', () => {
    dropping = other.run('DROP TABLE doomed');
  });
  await client.run(ways[0]!.copy.replace('COPY t', 'COPY doomed'));
  delete events.onOpened;
  await dropping;
  await assert.rejects(client.run('SELECT * FROM doomed'), { code: '42P01' });
  await other.close();
});

test('two COPYs into one table at once: one after the other', async () => {
  await client.run('TRUNCATE t');
  const other = await TestClient.open(warehouse);
  await Promise.all([client.run(ways[1]!.copy), other.run(ways[2]!.copy)]);
  assert.equal(await count(), 2 * rowsLoaded);
  await other.close();
});

test('what the credentials may not read', async () => {
  const deny = { Effect: 'Deny', Principal: '*' };
  const policy = (action: string, resource: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ ...deny, Action: action, Resource: resource }] });
  s3.store.createBucket('closed', { region: 'us-east-1', owner: s3.identity.accountId });
  await s3.put('closed', 'a', '1|x\n');
  const copy = `COPY t FROM 's3://closed/a' IAM_ROLE default`;
  const denied = {
    code: 'XX000',
    message: /^S3ServiceException:Access Denied,Status 403,Error AccessDenied,/,
    hint: /s3:ListBucket.*s3:GetObject/,
  };
  for (const [action, resource] of [
    ['s3:ListBucket', 'arn:aws:s3:::closed'],
    ['s3:GetObject', 'arn:aws:s3:::closed/*'],
  ] as const) {
    s3.store.setDocument('closed', 'policy', policy(action, resource));
    await client.run('TRUNCATE t');
    await assert.rejects(client.run(copy), denied);
    assert.equal(await count(), 0);
  }
  s3.store.setDocument('closed', 'policy', policy('s3:PutObject', 'arn:aws:s3:::closed/*'));
  await assert.rejects(client.run(`UNLOAD ('SELECT 1') TO 's3://closed/out' IAM_ROLE default`), {
    ...denied,
    hint: /./,
  });
});

test('a key that was revoked', async () => {
  const user = s3.identity.createUser('revoked').name;
  const { id, secret } = s3.identity.createAccessKey(user);
  const copy = `COPY t FROM 's3://bucket/plain/0' ACCESS_KEY_ID '${id}' SECRET_ACCESS_KEY '${secret}'`;
  await client.run(copy);
  s3.identity.setAccessKeyStatus(id, 'Inactive');
  const refused = { code: 'XX000', message: /InvalidAccessKeyId/ };
  await assert.rejects(client.run(copy), { ...refused, hint: /inactive/ });
  s3.identity.deleteAccessKey(id);
  await assert.rejects(client.run(copy), { ...refused, hint: /list-access-keys/ });
});
