import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { LoadColumn } from '#sql/copy/field-conversion.ts';
import type { SqlType } from '#sql/types.ts';
import { type ParquetFile, parquetSelects, withSchemas } from '#warehouse/copy/parquet/parquet-source.ts';
import { SpectrumError } from '#warehouse/copy/parquet/spectrum-error.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import { EngineInstance } from '#warehouse/engine/instance.ts';

let folder: string;
let engine: EngineInstance;
let connection: Connection;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipher-parquet-'));
  engine = await EngineInstance.open({ dataFolder: undefined, memoryLimit: undefined, folders: [folder] });
  connection = await engine.connect();
});

after(async () => {
  await connection.close();
  await engine.close();
  rmSync(folder, { recursive: true });
});

const column = (type: SqlType, notNull = false): LoadColumn => ({ name: 'c', type, notNull });
const options = { serializeToJson: false, fillRecord: false };

const selectsOf = async (files: ParquetFile[], columns: LoadColumn[], more = options) =>
  parquetSelects(await withSchemas(connection, files), columns, more);

let files = 0;
/** A Parquet file of this SELECT. */
async function file(select: string): Promise<{ path: string; url: string }> {
  const name = `f${files++}.parquet`;
  const path = join(folder, name);
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  return { path, url: `https://s3.us-east-1.amazonaws.com/b/${name}` };
}

async function load(select: string, columns: LoadColumn[], more: Partial<typeof options> = {}) {
  const selects = await selectsOf([await file(select)], columns, { ...options, ...more });
  const rows = [];
  for (const { sql } of selects)
    rows.push(...(await connection.rows(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql})`)));
  return rows;
}

const fits: [string, SqlType, string | null, Partial<typeof options>?][] = [
  ['true', { name: 'bool' }, 'true'],
  ['7::SMALLINT', { name: 'int2' }, '7'],
  ['7::INTEGER', { name: 'int2' }, '7'],
  ['7::INTEGER', { name: 'int4' }, '7'],
  ['7::BIGINT', { name: 'int8' }, '7'],
  ['1.5::FLOAT', { name: 'float4' }, '1.5'],
  ['1.5::DOUBLE', { name: 'float8' }, '1.5'],
  ['1.50::DECIMAL(9,2)', { name: 'numeric', precision: 9, scale: 2 }, '1.50'],
  ['1.50::DECIMAL(9,2)', { name: 'numeric', precision: 30, scale: 2 }, '1.50'],
  ["'é'", { name: 'varchar', length: 2 }, 'é'],
  ["'ab  '", { name: 'char', length: 2 }, 'ab'],
  ["'x'::BLOB", { name: 'varchar', length: 5 }, 'x'],
  ["DATE '2024-02-29'", { name: 'date' }, '2024-02-29'],
  ["TIMESTAMP '2024-02-29 10:11:12.123456'", { name: 'timestamp' }, '2024-02-29 10:11:12.123456'],
  ["TIMESTAMPTZ '2024-02-29 10:11:12+02'", { name: 'timestamp' }, '2024-02-29 08:11:12'],
  ["TIMESTAMP_NS '2024-02-29 10:11:12.123456789'", { name: 'timestamp' }, '2024-02-29 10:11:12.123456'],
  ["TIME '10:11:12'", { name: 'time' }, '10:11:12'],
  ["'\\x01\\x02'::BLOB", { name: 'varbyte', length: 4 }, '\\x01\\x02'],
  ['{a: 1, b: [1, 2]}', { name: 'super' }, '{"a":1,"b":[1,2]}', { serializeToJson: true }],
  ["MAP {'k': 1}", { name: 'super' }, '{"k":1}', { serializeToJson: true }],
  ['[1, NULL]', { name: 'super' }, '[1,null]', { serializeToJson: true }],
  ["'x'", { name: 'super' }, '"x"', { serializeToJson: true }],
  [`'{"n": 1.50e2}'::JSON`, { name: 'super' }, '{"n": 1.50e2}', { serializeToJson: true }],
  ['NULL::INTEGER', { name: 'int4' }, null],
];

for (const [value, type, expected, more] of fits) {
  test(`${value} goes into ${JSON.stringify(type)}`, async () => {
    assert.deepEqual(await load(`SELECT ${value} AS c`, [column(type)], more), [[expected]]);
  });
}

const misfits: [string, SqlType, RegExp][] = [
  ['7::BIGINT', { name: 'int4' }, /Column type: INTEGER, Parquet schema: optional int64 c \(INT_64\)/],
  ['7::INTEGER', { name: 'int8' }, /Column type: BIGINT, Parquet schema: optional int32/],
  ['7::INTEGER', { name: 'varchar', length: 5 }, /Column type: CHARACTER VARYING\(5\)/],
  ["'7'", { name: 'int4' }, /Parquet schema: optional byte_array c \(UTF8\)/],
  ['1.5::DOUBLE', { name: 'float4' }, /Column type: REAL/],
  ['1.50::DECIMAL(9,2)', { name: 'numeric', precision: 9, scale: 3 }, /Column type: NUMERIC\(9,3\)/],
  ['1.50::DECIMAL(19,2)', { name: 'numeric', precision: 18, scale: 2 }, /fixed_len_byte_array/],
  ["TIMESTAMP '2024-01-01'", { name: 'date' }, /Column type: DATE/],
  ['[1]', { name: 'super' }, /Column type: SUPER, Parquet schema: optional group/],
];

for (const [value, type, text] of misfits) {
  test(`${value} does not go into ${JSON.stringify(type)}`, async () => {
    await assert.rejects(load(`SELECT ${value} AS c`, [column(type)]), (error) => {
      assert.ok(error instanceof SpectrumError);
      assert.equal(error.code, 15007);
      assert.match(
        error.context,
        /^File 'https:.*' has an incompatible Parquet schema for column 's3:\/\/b\/f\d+\.parquet\.c'/,
      );
      assert.match(error.context, text);
      return true;
    });
  });
}

const badValues: [string, LoadColumn, RegExp][] = [
  ['40000::INTEGER', column({ name: 'int2' }), /out of range for SMALLINT: 40000/],
  [
    "'abc'",
    column({ name: 'varchar', length: 2 }),
    /The length of the data column c is longer than the length defined in the table\. Table: 2, Data: 3/,
  ],
  ["'\\xff'::BLOB", column({ name: 'varchar', length: 2 }), /./],
  ["'abc'::BLOB", column({ name: 'varbyte', length: 2 }), /Table: 2, Data: 3/],
  ['NULL::INTEGER', column({ name: 'int4' }, true), /NULL in column c, which is declared NOT NULL/],
];

for (const [value, target, text] of badValues) {
  test(`${value} into ${JSON.stringify(target)} ends the load`, async () => {
    await assert.rejects(load(`SELECT ${value} AS c`, [target]), text);
  });
}

test('columns go by position, files of different schemas and names together', async () => {
  const columns = [column({ name: 'int4' }), column({ name: 'varchar', length: 10 })];
  const sources = [
    await file("SELECT 1::INTEGER AS a, 'x' AS b"),
    await file("SELECT 2::INTEGER AS b, 'y' AS a"),
    await file("SELECT 3::INTEGER AS a, 'z'::BLOB AS b"),
    await file("SELECT 4::INTEGER AS a, 'w' AS b"),
  ];
  const selects = await selectsOf(sources, columns, options);
  assert.deepEqual(
    selects.map((select) => select.files.length),
    [2, 1, 1],
  );
  const rows = [];
  for (const { sql } of selects) rows.push(...(await connection.rows(sql)));
  assert.deepEqual(rows.sort(), [
    [1, 'x'],
    [2, 'y'],
    [3, 'z'],
    [4, 'w'],
  ]);
});

test('the number of columns must match; FILLRECORD allows fewer', async () => {
  const columns = [column({ name: 'int4' }), column({ name: 'varchar', length: 10 })];
  await assert.rejects(
    load('SELECT 1::INTEGER AS a', columns),
    /Unmatched number of columns between table and file\. Table columns: 2, Data columns: 1, File name: https/,
  );
  assert.deepEqual(await load('SELECT 1::INTEGER AS a', columns, { fillRecord: true }), [['1', null]]);
  await assert.rejects(
    load("SELECT 1::INTEGER AS a, 'x' AS b, 2 AS c", columns, { fillRecord: true }),
    /Unmatched/,
  );
});

test('half a Parquet file is none', async () => {
  const { path, url } = await file('SELECT range AS c FROM range(1000)');
  const half = `${path}.half`;
  const { readFileSync } = await import('node:fs');
  writeFileSync(half, readFileSync(path).subarray(0, 400));
  await assert.rejects(
    selectsOf([{ path: half, url }], [column({ name: 'int8' })], options),
    /is not a valid Parquet file/,
  );
});
