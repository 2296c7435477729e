import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { openUnloadTest, type UnloadTest } from '../../support/unload.ts';
import { TestClient } from '../../support/warehouse.ts';

let unloadTest: UnloadTest;
before(async () => {
  unloadTest = await openUnloadTest();
  await unloadTest.client.run(
    "CREATE TABLE t (a int, b varchar(10), v varbyte(10)); INSERT INTO t VALUES (1, 'x', NULL)",
  );
});
after(() => unloadTest[Symbol.asyncDispose]());

const notEmpty =
  'Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.';
const to = "TO 's3://bucket/refused/' IAM_ROLE default";

const refusals: [
  name: string,
  statement: string,
  code: string,
  message: string | RegExp,
  position?: number,
][] = [
  ['LIMIT', `UNLOAD ('SELECT a FROM t LIMIT 1') ${to}`, '0A000', 'Limit clause is not supported'],
  ['TOP', `UNLOAD ('SELECT TOP 1 a FROM t') ${to}`, '0A000', 'Limit clause is not supported'],
  [
    'no query',
    `UNLOAD ('INSERT INTO t VALUES (1)') ${to}`,
    '42601',
    'UNLOAD query must be a SELECT statement',
  ],
  ['an empty query', `UNLOAD ('') ${to}`, '42601', 'UNLOAD query must be a SELECT statement'],
  ['two queries', `UNLOAD ('SELECT 1; SELECT 2') ${to}`, '42601', 'UNLOAD takes one query', 19],
  ['SELECT INTO', `UNLOAD ('SELECT 1 AS a INTO u') ${to}`, '42601', 'UNLOAD does not support SELECT INTO'],
  ['a parameter', `UNLOAD ('SELECT $1') ${to}`, '42P02', 'there is no parameter $1'],
  [
    'an unknown column',
    `UNLOAD ('SELECT ''é'', x FROM t') ${to}`,
    '42703',
    'column "x" does not exist in t',
    23,
  ],
  ['an unknown column after escapes', `UNLOAD ('SELECT \\'it\\\\\\'s\\', x FROM t') ${to}`, '42703', /x/, 29],
  ['an unknown column in dollar quotes', `UNLOAD ($q$SELECT 'a', x FROM t$q$) ${to}`, '42703', /x/, 23],
  ['a syntax error', `UNLOAD ('SELEC 1') ${to}`, '42601', 'syntax error at or near "SELEC"', 9],
  [
    'a column of that name twice, JSON',
    `UNLOAD ('SELECT a, b AS "A" FROM t') ${to} JSON`,
    '42701',
    'column name "a" is duplicated',
  ],
  [
    'a column of that name twice, Parquet',
    `UNLOAD ('SELECT a, a FROM t') ${to} PARQUET`,
    '42701',
    'column name "a" is duplicated',
  ],
  [
    'VARBYTE in Parquet',
    `UNLOAD ('SELECT v FROM t') ${to} PARQUET`,
    '0A000',
    'column "v" of type binary varying(10) is not supported for UNLOAD to PARQUET',
  ],
  [
    'VARBYTE in JSON',
    `UNLOAD ('SELECT v FROM t') ${to} JSON`,
    '0A000',
    /is not supported for UNLOAD to JSON/,
  ],
  [
    'VARBYTE and FIXEDWIDTH',
    `UNLOAD ('SELECT v FROM t') ${to} FIXEDWIDTH 'v:9'`,
    '0A000',
    /is not supported for UNLOAD to FIXEDWIDTH/,
  ],
  [
    'FIXEDWIDTH with too few fields',
    `UNLOAD ('SELECT a, b FROM t') ${to} FIXEDWIDTH 'a:9'`,
    '42601',
    'the FIXEDWIDTH specification does not match the columns of the query',
  ],
  [
    'FIXEDWIDTH too narrow',
    `UNLOAD ('SELECT 12345 AS a') ${to} FIXEDWIDTH 'a:4'`,
    '22001',
    'a value of column "a" is longer than its FIXEDWIDTH of 4: 12345',
  ],
  [
    'FIXEDWIDTH too narrow for the text for NULL',
    `UNLOAD ('SELECT CAST(NULL AS VARCHAR(3)) AS a') ${to} FIXEDWIDTH 'a:2' NULL AS 'none'`,
    '22023',
    /longer than the FIXEDWIDTH of 2/,
  ],
  [
    'PARTITION BY a column that is not there',
    `UNLOAD ('SELECT a, b FROM t') ${to} PARTITION BY (c)`,
    '42703',
    'partition column "c" does not exist in the UNLOAD query',
  ],
  [
    'PARTITION BY all columns',
    `UNLOAD ('SELECT a FROM t') ${to} PARTITION BY (a)`,
    '0A000',
    /at least one column/,
  ],
  [
    'PARTITION BY VARBYTE',
    `UNLOAD ('SELECT a, v FROM t') ${to} PARTITION BY (v)`,
    '0A000',
    /cannot be a partition column/,
  ],
  [
    'PARTITION BY a value that is too long for a folder',
    `UNLOAD ('SELECT a, repeat(b, 300) AS p FROM t') ${to} PARTITION BY (p)`,
    '54000',
    /too long for a folder/,
  ],
  [
    'no bucket',
    `UNLOAD ('SELECT 1') TO 's3://nowhere/x' IAM_ROLE default`,
    'XX000',
    /^S3ServiceException:The specified bucket does not exist,Status 404,Error NoSuchBucket,/,
  ],
  [
    'another region',
    `UNLOAD ('SELECT 1') ${to} REGION 'eu-west-1'`,
    'XX000',
    /Status 301,Error PermanentRedirect/,
  ],
  [
    'a role that does not exist',
    `UNLOAD ('SELECT 1') TO 's3://bucket/x' IAM_ROLE 'arn:aws:iam::000000000000:role/none'`,
    '42501',
    /is not|does not have ASSUMEROLE permission/,
  ],
  ['an error while it runs', `UNLOAD ('SELECT 1 / (a - 1) AS x FROM t') ${to}`, '22012', 'Divide by zero'],
];

for (const [name, statement, code, message, position] of refusals) {
  test(`UNLOAD refuses ${name}`, async () => {
    const error = await unloadTest.refused(statement);
    assert.equal(error.code, code, error.message);
    if (typeof message === 'string') assert.equal(error.message, message);
    else assert.match(error.message, message);
    if (position !== undefined) assert.equal(error.position, position);
    assert.deepEqual(unloadTest.s3.keys('bucket', 'refused/'), []);
    assert.deepEqual(readdirSync(unloadTest.s3.stagingFolder), []);
  });
}

test('a destination that is not empty, ALLOWOVERWRITE and CLEANPATH', async () => {
  const { client, s3, refused } = unloadTest;
  const unload = (query: string, options = '') =>
    `UNLOAD ('${query}') TO 's3://bucket/twice/' IAM_ROLE default ${options}`;
  await s3.put('bucket', 'twice/other', 'x');
  assert.equal((await refused(unload('SELECT 1'))).message, notEmpty);
  await client.run(unload('SELECT 1', 'ALLOWOVERWRITE'));
  const again = await refused(unload('SELECT 2'));
  assert.deepEqual([again.code, again.message], ['XX000', notEmpty]);
  await client.run(unload('SELECT 2', 'ALLOWOVERWRITE'));
  assert.deepEqual(s3.keys('bucket', 'twice/'), ['twice/0000_part_00', 'twice/other']);
  assert.equal(String(await s3.get('bucket', 'twice/0000_part_00')), '2\n');
  await client.run(unload('SELECT 3', 'CLEANPATH PARALLEL OFF'));
  assert.deepEqual(s3.keys('bucket', 'twice/'), ['twice/000']);
});

test('CLEANPATH with PARTITION BY cleans the partitions that get files', async () => {
  const { client, s3 } = unloadTest;
  for (const key of ['a=1/old', 'a=2/old', 'old']) await s3.put('bucket', `cleaned/${key}`, 'x');
  await client.run(
    "UNLOAD ('SELECT 1 AS a, 2 AS b') TO 's3://bucket/cleaned' IAM_ROLE default PARTITION BY (a) CLEANPATH",
  );
  assert.deepEqual(s3.keys('bucket', 'cleaned/'), [
    'cleaned/a=1/0000_part_00',
    'cleaned/a=2/old',
    'cleaned/old',
  ]);
});

test("the bucket's policy is asked", async () => {
  const { s3, refused } = unloadTest;
  s3.store.createBucket('guarded', { region: 'us-east-1', owner: s3.identity.accountId });
  s3.store.setDocument(
    'guarded',
    'policy',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::guarded/*' },
      ],
    }),
  );
  const error = await refused("UNLOAD ('SELECT 1') TO 's3://guarded/x' IAM_ROLE default");
  assert.match(error.message, /^S3ServiceException:.*,Status 403,Error AccessDenied,/);
  assert.deepEqual(s3.keys('guarded'), []);
  assert.deepEqual(readdirSync(s3.stagingFolder), []);
});

test('SELECT on the data is needed', async () => {
  const { client, warehouse } = unloadTest;
  await client.run("CREATE USER reader PASSWORD 'Secret123'");
  const reader = await TestClient.open(warehouse, { user: 'reader' });
  await assert.rejects(reader.run(`UNLOAD ('SELECT a FROM t') ${to}`), {
    code: '42501',
    message: /permission denied/,
  });
  await client.run('GRANT SELECT ON t TO reader');
  await reader.run(`UNLOAD ('SELECT a FROM t') TO 's3://bucket/reader/' IAM_ROLE default`);
  await reader.close();
});
