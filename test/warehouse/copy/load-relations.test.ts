import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { type CopyTest, openCopyTest } from '../../support/copy.ts';

let copyTest: CopyTest;
before(async () => {
  copyTest = await openCopyTest();
  const { client, s3 } = copyTest;
  await s3.put('bucket', 'in/a.csv', 'id,name\n1,x\n2,"y\nz"\nbad,é\n');
  await s3.put('bucket', 'in/b.csv', 'id,name\n3,much too long\n4,w\n');
  await client.run('CREATE TABLE s (id int, name varchar(5))');
  await client.run(`COPY s FROM 's3://bucket/in/' IAM_ROLE default CSV IGNOREHEADER 1 MAXERROR 10`);
});
after(() => copyTest[Symbol.asyncDispose]());

const own = 'WHERE query = pg_last_copy_id()';
const cases: [relation: string, query: string, rows: (string | null)[][]][] = [
  [
    'stl_load_errors',
    `SELECT trim(filename), line_number, trim(colname), trim(type), trim(col_length), trim(raw_line), trim(raw_field_value), err_code, copy_job_id FROM stl_load_errors ${own} ORDER BY 1`,
    [
      ['s3://bucket/in/a.csv', '5', 'id', 'int4', '0', 'bad,.', 'bad', '1207', '0'],
      ['s3://bucket/in/b.csv', '2', 'name', 'varchar', '5', '3,much too long', 'much too long', '1204', '0'],
    ],
  ],
  [
    'stl_loaderror_detail',
    `SELECT line_number, field, trim(colname), trim(value), is_null FROM stl_loaderror_detail ${own} ORDER BY filename, field`,
    [
      ['5', '0', 'id', 'bad', '0'],
      ['2', '0', 'id', '3', '0'],
      ['2', '1', 'name', 'much too long', '0'],
    ],
  ],
  [
    'stl_load_commits',
    `SELECT trim(filename), errors, status, trim(file_format), is_partial FROM stl_load_commits ${own} ORDER BY 1`,
    [
      ['s3://bucket/in/a.csv', '1', '1', 'Text', '0'],
      ['s3://bucket/in/b.csv', '1', '1', 'Text', '0'],
    ],
  ],
  [
    'sys_load_history',
    `SELECT status, table_name, data_source, file_format, loaded_rows, source_file_count, source_file_bytes, file_count_scanned, error_count FROM sys_load_history WHERE query_id = pg_last_copy_id()`,
    [['completed', 's', 's3://bucket/in/', 'csv', '3', '2', '55', '2', '2']],
  ],
  [
    'sys_load_detail',
    `SELECT trim(file_name), bytes_scanned, file_etag <> '' FROM sys_load_detail WHERE query_id = pg_last_copy_id() ORDER BY 1`,
    [
      ['s3://bucket/in/a.csv', '27', 't'],
      ['s3://bucket/in/b.csv', '28', 't'],
    ],
  ],
  [
    'sys_load_error_detail',
    `SELECT line_number, trim(column_name), error_code, trim(error_message), trim(database_name) FROM sys_load_error_detail WHERE query_id = pg_last_copy_id() ORDER BY file_name`,
    [
      ['5', 'id', '1207', "Invalid digit, Value 'b', Pos 0, Type: Integer", 'dev'],
      ['2', 'name', '1204', 'String length exceeds DDL length', 'dev'],
    ],
  ],
  ['stv_load_state', 'SELECT count(*) FROM stv_load_state', [['0']]],
];
for (const [relation, query, rows] of cases) {
  test(relation, async () => {
    assert.deepEqual(await copyTest.client.rows(query), rows);
  });
}

test('a load that fails is in the history as aborted', async () => {
  const { client } = copyTest;
  await assert.rejects(client.run(`COPY s FROM 's3://bucket/in/' IAM_ROLE default CSV`));
  const rows = await client.rows(
    'SELECT status, loaded_rows, error_count FROM sys_load_history WHERE query_id = pg_last_copy_id()',
  );
  assert.deepEqual(rows, [['aborted', '0', '1']]);
});

test('replacements', async () => {
  const { client, s3 } = copyTest;
  await s3.put(
    'bucket',
    'inv/a.csv',
    Buffer.concat([Buffer.from('1,x'), Buffer.from([0xa4]), Buffer.from('\n')]),
  );
  await client.run(`COPY s FROM 's3://bucket/inv/' IAM_ROLE default CSV ACCEPTINVCHARS`);
  const rows = await client.rows(
    `SELECT line_number, trim(colname), trim(raw_line) FROM stl_replacements ${own}`,
  );
  assert.deepEqual(
    rows.map((row) => row.slice(0, 2)),
    [['1', 'name']],
  );
  const system = await client.rows(
    'SELECT line_number, trim(column_name) FROM sys_copy_replacements WHERE query_id = pg_last_copy_id()',
  );
  assert.deepEqual(system, [['1', 'name']]);
});
