import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before, beforeEach } from 'node:test';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { RedshiftError } from '#base/errors.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestS3, type TestS3 } from '../../../support/s3.ts';
import { openTestWarehouse, TestClient } from '../../../support/warehouse.ts';

let s3: TestS3;
let warehouse: Warehouse;
let client: TestClient;
let writer: DuckDBConnection;
let folder: string;

before(async () => {
  s3 = await openTestS3();
  warehouse = await openTestWarehouse({ s3 });
  client = await TestClient.open(warehouse);
  writer = await (await DuckDBInstance.create(':memory:')).connect();
  folder = mkdtempSync(join(tmpdir(), 'slipher-copy-parquet-'));
});

after(async () => {
  writer.closeSync();
  await warehouse.close();
  await s3[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  await client.run('drop table if exists t');
  client.notices.length = 0;
});

/** Stores the rows of a SELECT as a Parquet object. */
async function put(key: string, select: string): Promise<number> {
  const path = join(folder, 'file.parquet');
  await writer.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  const bytes = readFileSync(path);
  await s3.put('bucket', key, bytes);
  return bytes.length;
}

const copy = (prefix: string, more = '') =>
  client.run(`copy t from 's3://bucket/${prefix}' iam_role default format as parquet ${more}`);

async function failure(work: Promise<unknown>): Promise<RedshiftError> {
  const error = await work.then(
    () => assert.fail('it went well'),
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof RedshiftError, String(error));
  return error;
}

test('files load by position, with defaults and identities for the rest', async () => {
  await put('a/1', "SELECT 1::INTEGER AS x, 'one' AS y");
  await put('a/2', "SELECT 2::INTEGER AS other, 'two' AS names");
  await client.run(
    "create table t (n bigint identity(10, 5), id int, name varchar(5), note varchar(10) default 'new')",
  );
  await client.run("copy t (id, name) from 's3://bucket/a/' iam_role default parquet");
  const rows = await client.rows('select id, name, note, n % 5 from t order by id');
  assert.deepEqual(rows, [
    ['1', 'one', 'new', '0'],
    ['2', 'two', 'new', '0'],
  ]);
  assert.equal(
    client.notices.at(-1)?.message,
    "Load into table 't' completed, 2 record(s) loaded successfully.",
  );
  assert.equal(await client.value('select pg_last_copy_count()'), '2');
  const files = await client.rows(
    'select trim(filename), lines_scanned, trim(file_format) from stl_load_commits where query = pg_last_copy_id() order by 1',
  );
  assert.deepEqual(files, [
    ['s3://bucket/a/1', '1', 'Parquet'],
    ['s3://bucket/a/2', '1', 'Parquet'],
  ]);
  const [history] = await client.rows(
    'select status, file_format, loaded_rows, source_file_count from sys_load_history where query_id = pg_last_copy_id()',
  );
  assert.deepEqual(history, ['completed', 'parquet', '2', '2']);
});

test('the number of columns must match', async () => {
  await put('b/1', 'SELECT 1::INTEGER AS x');
  await client.run('create table t (a int, b int)');
  const error = await failure(copy('b/'));
  assert.equal(error.code, 'XX000');
  assert.equal(error.message, 'Spectrum Scan Error');
  assert.match(
    error.detail ?? '',
    /code: +15007\n {2}context: +Unmatched number of columns between table and file\. Table columns: 2, Data columns: 1, File name: https:\/\/s3\.us-east-1\.amazonaws\.com\/bucket\/b\/1/,
  );
  assert.match(error.hint ?? '', /FILLRECORD/);
  await copy('b/', 'fillrecord');
  assert.deepEqual(await client.rows('select * from t'), [['1', null]]);
});

test('a type that does not fit names the column, before anything is loaded', async () => {
  await put('c/1', 'SELECT range::INTEGER AS x FROM range(1000)');
  await put('c/2', 'SELECT 5::BIGINT AS x');
  await client.run('create table t (a int)');
  const error = await failure(copy('c/'));
  assert.match(
    error.detail ?? '',
    /has an incompatible Parquet schema for column 's3:\/\/bucket\/c\/2\.x'\. Column type: INTEGER, Parquet schema: optional int64 x/,
  );
  assert.equal(await client.value('select count(*) from t'), '0');
  const [logged] = await client.rows(
    'select error_code, trim(file_name) from sys_load_error_detail order by start_time desc limit 1',
  );
  assert.deepEqual(logged, ['15007', 's3://bucket/c/2']);
});

test('a value that does not fit names its file, and nothing stays of the load', async () => {
  await put('d/1', "SELECT 'ab' AS x");
  await put('d/2', "SELECT 'far too long' AS x");
  await client.run('create table t (a varchar(5))');
  const error = await failure(copy('d/'));
  assert.match(
    error.detail ?? '',
    /code: +15001\n {2}context: +The length of the data column a is longer than the length defined in the table\. Table: 5, Data: 12\. File name: https:.*\/bucket\/d\/2/,
  );
  assert.equal(await client.value('select count(*) from t'), '0');
});

test('nested columns load into SUPER with SERIALIZETOJSON alone', async () => {
  await put('e/1', "SELECT 1::INTEGER AS id, {a: [1, 2], b: 'x'} AS doc, 'plain' AS word");
  await client.run('create table t (id int, doc super, word super)');
  assert.match((await failure(copy('e/'))).hint ?? '', /SERIALIZETOJSON/);
  await copy('e/', 'serializetojson');
  assert.deepEqual(await client.rows('select id, doc.a[1], json_serialize(doc), word from t'), [
    ['1', '2', '{"a":[1,2],"b":"x"}', '"plain"'],
  ]);
});

test('NOT NULL is an error of the load', async () => {
  await put('f/1', 'SELECT NULL::INTEGER AS x');
  await client.run('create table t (a int not null)');
  assert.match((await failure(copy('f/'))).detail ?? '', /NULL in column a, which is declared NOT NULL/);
});

test('a damaged file is named', async () => {
  await put('g/1', 'SELECT 1::INTEGER AS x');
  const bytes = await s3.get('bucket', 'g/1');
  await s3.put('bucket', 'g/2', bytes.subarray(0, bytes.length / 2));
  await client.run('create table t (a int)');
  assert.match((await failure(copy('g/'))).detail ?? '', /bucket\/g\/2' is not a valid Parquet file/);
});

test('a manifest must state the size of each file', async () => {
  const size = await put('h/data', 'SELECT 7::INTEGER AS x');
  const manifest = (meta?: object) =>
    s3.put(
      'bucket',
      'h.manifest',
      JSON.stringify({ entries: [{ url: 's3://bucket/h/data', mandatory: true, meta }] }),
    );
  await client.run('create table t (a int)');
  await manifest();
  assert.match(
    (await failure(copy('h.manifest', 'manifest'))).detail ?? '',
    /code: +15003\n {2}context: +File entry does not have 'meta' key\./,
  );
  await manifest({ content_length: size + 1 });
  assert.match((await failure(copy('h.manifest', 'manifest'))).detail ?? '', /416 Message: InvalidRange/);
  await manifest({ content_length: size });
  await copy('h.manifest', 'manifest');
  assert.equal(await client.value('select a from t'), '7');
});

test('options that do not go with columnar files are refused by name', async () => {
  await client.run('create table t (a int)');
  for (const option of [
    "region 'us-east-1'",
    'maxerror 5',
    'gzip',
    'truncatecolumns',
    'noload',
    "delimiter ','",
  ]) {
    const error = await failure(copy('i/', option));
    assert.match(error.message, /not supported for PARQUET based COPY/i, option);
  }
});

test('many files in one load', async () => {
  for (let n = 0; n < 20; n++)
    await put(`many/${n}`, `SELECT (range + ${n * 100})::INTEGER AS x FROM range(100)`);
  await client.run('create table t (a int)');
  await copy('many/');
  assert.deepEqual(await client.rows('select count(*), sum(a) from t'), [['2000', '1999000']]);
});
