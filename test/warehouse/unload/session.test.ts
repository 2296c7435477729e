import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { openUnloadTest, type UnloadTest } from '../../support/unload.ts';
import { TestClient } from '../../support/warehouse.ts';

let unloadTest: UnloadTest;
before(async () => {
  unloadTest = await openUnloadTest();
  await unloadTest.client.run('CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2), (3)');
});
after(() => unloadTest[Symbol.asyncDispose]());

const unload = (folder: string, query = 'SELECT a FROM t') =>
  `UNLOAD ('${query}') TO 's3://bucket/${folder}/' IAM_ROLE default`;

test('what the client is told', async () => {
  const { client } = unloadTest;
  client.notices.length = 0;
  assert.deepEqual(await client.run(unload('told')), ['UNLOAD']);
  assert.deepEqual(client.notices, [
    { severity: 'INFO', code: '00000', message: 'UNLOAD completed, 3 record(s) unloaded successfully.' },
  ]);
});

test('UNLOAD as drivers send it', async () => {
  assert.deepEqual(await unloadTest.client.execute(unload('prepared')), { tag: 'UNLOAD', rows: [] });
});

test('pg_last_unload_count() and pg_last_unload_id()', async () => {
  const { warehouse } = unloadTest;
  const client = await TestClient.open(warehouse);
  const last = async () =>
    client.rows(
      'SELECT pg_last_unload_count(), pg_last_unload_id() = pg_last_query_id(), pg_last_unload_id()',
    );
  assert.deepEqual((await client.rows('SELECT pg_last_unload_count(), pg_last_unload_id()'))[0], ['0', '-1']);
  await client.run(unload('last'));
  const [, , id] = (await last())[0]!;
  assert.equal((await last())[0]![0], '3');
  await assert.rejects(client.run(unload('last2', 'SELECT x FROM t')));
  assert.deepEqual(
    (await last())[0]!.filter((_, index) => index !== 1),
    ['3', id],
  );
  await assert.rejects(client.run(unload('last3', 'SELECT 1 / (a - 2) FROM t')));
  assert.equal((await last())[0]![0], '0');
  await client.close();
});

test('inside a transaction an UNLOAD sees its changes, and a rollback takes nothing back', async () => {
  const { client, s3 } = unloadTest;
  await client.run('BEGIN; INSERT INTO t VALUES (4)');
  await client.run(unload('inside', 'SELECT a FROM t ORDER BY a'));
  await client.run('ROLLBACK');
  assert.equal(String(await s3.get('bucket', 'inside/0000_part_00')), '1\n2\n3\n4\n');
  assert.equal(await client.value('SELECT count(*) FROM t'), '3');
  assert.equal(await client.value("SELECT count(*) FROM stl_unload_log WHERE path LIKE '%/inside/%'"), '1');
});

test('the logs', async () => {
  const { client } = unloadTest;
  await client.run(`${unload('logged', 'SELECT a, a % 2 AS odd FROM t')} CSV GZIP HEADER PARTITION BY (odd)`);
  assert.deepEqual(
    await client.rows(`SELECT slice, trim(path), line_count, transfer_size > 20, trim(file_format), end_time >= start_time
      FROM stl_unload_log WHERE query = pg_last_unload_id() ORDER BY path`),
    [
      ['0', 's3://bucket/logged/odd=0/0000_part_00.gz', '1', 't', 'CSV', 't'],
      ['0', 's3://bucket/logged/odd=1/0000_part_00.gz', '2', 't', 'CSV', 't'],
    ],
  );
  assert.deepEqual(
    await client.rows(`SELECT status, file_format, compression_type, unloaded_location, unloaded_rows, unloaded_files_count,
      unloaded_files_size = (SELECT sum(transfer_size) FROM sys_unload_detail d WHERE d.query_id = h.query_id), error_message
      FROM sys_unload_history h WHERE query_id = pg_last_unload_id()`),
    [['completed', 'CSV', 'GZIP', 's3://bucket/logged/', '3', '2', 't', null]],
  );
  assert.equal(
    await client.value('SELECT count(*) FROM svcs_unload_log WHERE query = pg_last_unload_id()'),
    '2',
  );
});

test('a failed UNLOAD is in the history with its error', async () => {
  const { client } = unloadTest;
  await assert.rejects(client.run(unload('failed', 'SELECT 1 / (a - 2) FROM t')));
  assert.deepEqual(
    await client.rows(
      'SELECT status, error_message, unloaded_rows FROM sys_unload_history ORDER BY start_time DESC LIMIT 1',
    ),
    [['aborted', 'Divide by zero', '0']],
  );
});

const endless =
  'SELECT count(*) FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, t k, t l, t m, t n, t o, t p, t q, t r, t s, t u, t v, t w, t x, t y';

test('a running UNLOAD is shown, and cancelling it leaves nothing behind', async () => {
  const { client, warehouse, s3 } = unloadTest;
  const other = await TestClient.open(warehouse);
  const running = assert.rejects(other.run(unload('cancelled', endless)), { code: '57014' });
  const status = async () =>
    client.value("SELECT status FROM sys_unload_history WHERE unloaded_location = 's3://bucket/cancelled/'");
  while ((await status()) === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(await status(), 'running');
  other.session.cancel();
  await running;
  assert.equal(await status(), 'aborted');
  assert.deepEqual(s3.keys('bucket', 'cancelled/'), []);
  assert.deepEqual(readdirSync(s3.stagingFolder), []);
  await other.close();
});

test('several UNLOADs at the same time', async () => {
  const { warehouse, s3 } = unloadTest;
  const clients = await Promise.all([1, 2, 3, 4].map(() => TestClient.open(warehouse)));
  await Promise.all(clients.map((client, index) => client.run(`${unload(`many-${index}`)} GZIP`)));
  for (const index of clients.keys()) assert.equal(s3.keys('bucket', `many-${index}/`).length, 1);
  await Promise.all(clients.map((client) => client.close()));
});

test('what clients send', async () => {
  const { client, s3 } = unloadTest;
  const arn = s3.roleArn;
  await client.run(
    `UNLOAD ('SELECT "a", \\'it\\\\\\'s\\' AS t FROM (SELECT * FROM t) WHERE a < 2') TO 's3://bucket/spark/uuid/' CREDENTIALS 'aws_iam_role=${arn}' FORMAT AS PARQUET  MANIFEST`,
  );
  assert.deepEqual(s3.keys('bucket', 'spark/'), ['spark/uuid/0000_part_00.parquet', 'spark/uuid/manifest']);
  await client.run(
    `UNLOAD ('SELECT a, ''x'' AS t FROM t')\nTO 's3://bucket/wrangler/'\nIAM_ROLE '${arn}'\nALLOWOVERWRITE\nPARALLEL ON\nFORMAT PARQUET\nENCRYPTED\nPARTITION BY (t)\nREGION AS 'us-east-1'\nMAXFILESIZE AS 512.0 MB\nmanifest;`,
  );
  assert.deepEqual(s3.keys('bucket', 'wrangler/'), [
    'wrangler/manifest',
    'wrangler/t=x/0000_part_00.parquet',
  ]);
});
