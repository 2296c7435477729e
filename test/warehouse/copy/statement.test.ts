import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { type CopyTest, openCopyTest } from '../../support/copy.ts';
import { TestClient } from '../../support/warehouse.ts';

let copyTest: CopyTest;
before(async () => {
  copyTest = await openCopyTest();
  await copyTest.s3.put('bucket', 'good/a', '1|x\n2|y\n');
  await copyTest.s3.put('bucket', 'bad/a', '1|x\nz|y\n3|z\nq|w\n');
  await copyTest.client.run('CREATE TABLE s (a int, b varchar(5))');
});
after(() => copyTest[Symbol.asyncDispose]());

const good = `COPY s FROM 's3://bucket/good/' IAM_ROLE default`;
const bad = `COPY s FROM 's3://bucket/bad/' IAM_ROLE default`;
const failed = {
  code: 'XX000',
  message: "Load into table 's' failed.  Check 'stl_load_errors' system table for details.",
};

async function count(client = copyTest.client) {
  return Number(await client.value('SELECT count(*) FROM s'));
}

test('notices, tag and functions of a load that goes well', async () => {
  const { client } = copyTest;
  await client.run('TRUNCATE s');
  client.notices.length = 0;
  assert.deepEqual(await client.run(good), ['COPY']);
  assert.deepEqual(client.notices, [
    {
      severity: 'INFO',
      code: '00000',
      message: "Load into table 's' completed, 2 record(s) loaded successfully.",
    },
  ]);
  const query = 'SELECT pg_last_copy_count(), pg_last_copy_id() = pg_last_query_id()';
  assert.deepEqual(await client.rows(query), [['2', 't']]);
});

test('rows that are left out', async () => {
  const { client } = copyTest;
  await client.run('TRUNCATE s');
  client.notices.length = 0;
  await client.run(`${bad} MAXERROR 3`);
  assert.deepEqual(
    client.notices.map(({ message }) => message),
    [
      "Load into table 's' completed, 2 record(s) loaded successfully.",
      "Load into table 's' completed, 2 record(s) could not be loaded.  Check 'stl_load_errors' system table for details.",
    ],
  );
  assert.equal(await count(), 2);
});

test('MAXERROR is the number of errors at which a load fails', async () => {
  await copyTest.client.run('TRUNCATE s');
  for (const options of ['', 'MAXERROR 0', 'MAXERROR 1', 'MAXERROR 2']) {
    await assert.rejects(copyTest.client.run(`${bad} ${options}`), failed);
  }
  assert.equal(await count(), 0);
  await copyTest.client.run(`${bad} IGNOREALLERRORS`);
  assert.equal(await count(), 2);
});

test('the error says where, what and why', async () => {
  await assert.rejects(copyTest.client.run(bad), {
    ...failed,
    detail:
      /^s3:\/\/bucket\/bad\/a, line 2, column a \(integer\): Invalid digit, Value 'z', Pos 0, Type: Integer \(1207\): "z"\n {2}z\|y$/,
  });
});

for (const options of ['', 'ESCAPE', 'GZIP', 'NOLOAD']) {
  test(`of many errors the earliest is told: ${options}`, async () => {
    const { gzipSync } = await import('node:zlib');
    const lines = (bad: Record<number, string>) => {
      const text = Array.from({ length: 20_000 }, (_, n) => bad[n] ?? `${n}|x\n`).join('');
      return options === 'GZIP' ? gzipSync(text) : text;
    };
    // Structural errors are known only after all rows were converted.
    for (const first of ['43|x|y|z\n', 'q|x\n', '7|too long\n']) {
      const files = {
        a: lines({}),
        b: lines({ 43: first, 100: 'w|x\n', 59000: '1\n' }),
        c: lines({ 0: 'z|x\n' }),
      };
      const { error, errors, rows } = await copyTest.copy('a int, b varchar(5)', files, options);
      assert.deepEqual(rows, []);
      assert.match(error?.detail ?? '', /^s3:\/\/bucket\/case\/b, line 44, /);
      assert.doesNotMatch(error?.detail ?? '', /more/);
      assert.deepEqual(
        errors.map((text) => text.split(':')[0]),
        ['44'],
      );
    }
  });
}

const hints: [name: string, file: string, options: string, hint: RegExp, columns?: string][] = [
  ['a header', 'a|b\n1|x\n', '', /IGNOREHEADER 1/],
  ['commas', '1,x\n2,y\n', '', /DELIMITER ','/],
  ['tabs in CSV', '1\tx\n', 'CSV', /DELIMITER '\\t'/],
  ['long text', '1|too long for it\n', '', /TRUNCATECOLUMNS/],
  ['a short line', '1|x\n2\n', '', /FILLRECORD/],
  ['a blank line', '1|x\n\n', '', /IGNOREBLANKLINES/],
  ['a word for NULL', 'NULL|x\n', '', /NULL AS 'NULL'/],
  ['an open quote', '1,"x\n', 'CSV', /quote/],
  ['thousands', '1,250|x\n', '', /no separators of thousands/],
  ['a number that is none', 'NaN|x\n', '', /NULL AS 'NaN'/],
  ['a large number', '99999999999|x\n', '', /BIGINT/],
  ['many digits', '1|x|123456\n', '', /greater precision/, 'a int, b varchar(5), c numeric(5,2)'],
  ['a word for true', 'maybe\n', '', /true/, 'a boolean'],
  ['seconds', '1714979289\n', '', /TIMEFORMAT 'epochsecs'/, 'a timestamp'],
  ['milliseconds', '1714979289000\n', '', /TIMEFORMAT 'epochmillisecs'/, 'a timestamp'],
];
for (const [name, file, options, hint, columns = 'a int, b varchar(5)'] of hints) {
  test(`a hint: ${name}`, async () => {
    const { error } = await copyTest.copy(columns, { data: file }, options);
    assert.match(error?.hint ?? '', hint);
  });
}

test('errors outlive the rollback, for this session and others', async () => {
  const { client, warehouse } = copyTest;
  await client.run('BEGIN');
  await assert.rejects(client.run(bad), failed);
  await assert.rejects(client.run('SELECT 1'), { code: '25P02' });
  await client.run('ROLLBACK');
  const query = `SELECT line_number, trim(colname), trim(type), trim(raw_line), trim(raw_field_value), err_code FROM stl_load_errors WHERE query = `;
  const expected = [['2', 'a', 'int4', 'z|y', 'z', '1207']];
  assert.deepEqual(await client.rows(`${query} pg_last_copy_id()`), expected);
  const id = await client.value('SELECT pg_last_copy_id()');
  const other = await TestClient.open(warehouse);
  assert.deepEqual(await other.rows(`${query} ${id}`), expected);
  assert.deepEqual(await other.rows(`SELECT pg_last_copy_id(), pg_last_copy_count()`), [['-1', '0']]);
  await other.close();
});

test('a load is part of its transaction', async () => {
  const { client } = copyTest;
  await client.run('TRUNCATE s');
  await client.run(`BEGIN; INSERT INTO s VALUES (9, 'nine'); ${good}`);
  assert.equal(await count(), 3);
  await client.run('ROLLBACK');
  assert.equal(await count(), 0);
  await client.run(`BEGIN; ${good}; ${good}; COMMIT`);
  assert.equal(await count(), 4);
});

test('NOLOAD checks and stores nothing', async () => {
  const { client } = copyTest;
  await client.run('TRUNCATE s');
  client.notices.length = 0;
  await client.run(`${good} NOLOAD`);
  assert.match(client.notices[0]?.message ?? '', /completed, 2 record/);
  await assert.rejects(client.run(`${bad} NOLOAD`), failed);
  assert.equal(await count(), 0);
});

test('a temporary table, and options that change nothing here', async () => {
  const { client } = copyTest;
  await client.run('CREATE TEMP TABLE temporary (a int, b varchar(5))');
  await client.run(
    `COPY temporary FROM 's3://bucket/good/' IAM_ROLE default COMPUPDATE PRESET STATUPDATE ON COMPROWS 1000`,
  );
  assert.equal(await client.value('SELECT count(*) FROM temporary'), '2');
});

test('what a COPY cannot fill', async () => {
  const { client } = copyTest;
  await client.run('CREATE VIEW v AS SELECT 1 AS a');
  const from = `FROM 's3://bucket/good/' IAM_ROLE default`;
  await assert.rejects(client.run(`COPY nowhere ${from}`), {
    code: '42P01',
    message: 'relation "nowhere" does not exist',
  });
  await assert.rejects(client.run(`COPY v ${from}`), { code: '42809', message: 'cannot copy to view "v"' });
  await assert.rejects(client.run(`COPY stl_query ${from}`), { code: '42501' });
});

test('privileges: INSERT on the table, ownership for STATUPDATE ON, own errors only', async () => {
  const { client, warehouse } = copyTest;
  await client.run(`CREATE USER loader PASSWORD 'Secret123'`);
  const loader = await TestClient.open(warehouse, { user: 'loader' });
  await assert.rejects(loader.run(good), { code: '42501', message: 'permission denied for relation s' });
  await client.run('GRANT INSERT ON s TO loader');
  await loader.run(good);
  await assert.rejects(loader.run(`${good} STATUPDATE ON`), { code: '42501' });
  assert.equal(await loader.value('SELECT count(*) FROM stl_load_errors'), '0');
  await assert.rejects(loader.run(bad), failed);
  assert.equal(await loader.value('SELECT count(*) FROM stl_load_errors'), '1');
  assert.ok(Number(await client.value('SELECT count(*) FROM stl_load_errors')) > 1);
  await loader.close();
});

test('an engine without S3', async () => {
  const { openTestWarehouse } = await import('../../support/warehouse.ts');
  const warehouse = await openTestWarehouse();
  const client = await TestClient.open(warehouse);
  await client.run('CREATE TABLE s (a int, b varchar(5))');
  await assert.rejects(client.run(good), { code: '0A000' });
  await client.close();
  await warehouse.close();
});
