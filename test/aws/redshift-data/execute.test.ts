import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  GetStatementResultV2Command,
} from '@aws-sdk/client-redshift-data';
import { TestDataApi } from '../../support/data-api.ts';

let api: TestDataApi;
before(async () => {
  api = await TestDataApi.start();
});
after(() => api[Symbol.asyncDispose]());

test('a statement from its acceptance to its result', async () => {
  const begun = await api.client.send(
    new ExecuteStatementCommand({ ClusterIdentifier: 'default', Database: 'dev', Sql: 'select 1' }),
  );
  assert.match(begun.Id ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.ok(Math.abs((begun.CreatedAt?.getTime() ?? 0) - Date.now()) < 60_000);
  assert.equal(begun.ClusterIdentifier, 'default');
  assert.equal(begun.WorkgroupName, undefined);
  assert.equal(begun.Database, 'dev');
  assert.equal(begun.DbUser, 'IAM:admin');
  const told = await api.end(begun.Id ?? '');
  assert.equal(told.Status, 'FINISHED');
  assert.equal(told.HasResultSet, true);
  assert.equal(told.QueryString, 'select 1');
  assert.equal(told.ResultRows, 1);
  assert.equal(told.ResultSize, 11);
  assert.equal(told.ResultFormat, 'JSON');
  assert.ok((told.Duration ?? 0) > 0);
  assert.ok((told.RedshiftPid ?? 0) > 0);
  const result = await api.client.send(new GetStatementResultCommand({ Id: begun.Id }));
  assert.deepEqual(result.Records, [[{ longValue: 1 }]]);
  assert.equal(result.TotalNumRows, 1);
  assert.equal(result.NextToken, undefined);
  assert.deepEqual(result.ColumnMetadata, [
    {
      isCaseSensitive: false,
      isCurrency: false,
      isSigned: true,
      label: '?column?',
      length: 0,
      name: '?column?',
      nullable: 2,
      precision: 10,
      scale: 0,
      schemaName: '',
      tableName: '',
      typeName: 'int4',
    },
  ]);
});

test('every type as its field', async () => {
  const rows = await api.rows(
    `select true, 1::smallint, 2::bigint, 1.5::real, 0.1::float8, 12.30::numeric(10,2), 'x'::char(3), 'ü'::varchar(9),
       date '2022-02-22', timestamp '2022-02-22 00:00:00', timestamp '2022-02-22 01:02:03.4',
       timestamptz '2022-02-22 00:00:00+00', time '01:02:03', json_parse('{"a":[1,null]}'), 'ab'::varbyte, null::int`,
  );
  assert.deepEqual(rows, [
    [
      true,
      1,
      2,
      1.5,
      0.1,
      '12.30',
      'x  ',
      'ü',
      '2022-02-22',
      '2022-02-22 00:00:00.0',
      '2022-02-22 01:02:03.4',
      '2022-02-22 00:00:00+00',
      '01:02:03',
      '{"a":[1,null]}',
      '6162',
      null,
    ],
  ]);
});

test('what columns are told of', async () => {
  await api.run(
    'create table facts (id int not null, name varchar(200), code char(320), price numeric(12,3), at timestamp)',
  );
  const ended = await api.run('select id, name as label, code, price, at from facts');
  assert.equal(ended.HasResultSet, true);
  assert.equal(ended.ResultRows, 0);
  const { ColumnMetadata: columns = [], Records } = await api.client.send(
    new GetStatementResultCommand({ Id: ended.Id }),
  );
  assert.deepEqual(Records, []);
  const told = columns.map((column) => [
    column.label,
    column.name,
    column.tableName,
    column.schemaName,
    column.typeName,
    column.precision,
    column.scale,
    column.isSigned,
    column.isCaseSensitive,
    column.nullable,
  ]);
  assert.deepEqual(told, [
    ['id', 'id', 'facts', 'public', 'int4', 10, 0, true, false, 0],
    ['label', 'name', 'facts', 'public', 'varchar', 200, 0, false, true, 1],
    ['code', 'code', 'facts', 'public', 'bpchar', 320, 0, false, true, 1],
    ['price', 'price', 'facts', 'public', 'numeric', 12, 3, true, false, 1],
    ['at', 'at', 'facts', 'public', 'timestamp', 29, 6, false, false, 1],
  ]);
});

test('statements without rows', async () => {
  const created = await api.run('create table counted (a int)');
  assert.deepEqual(
    [created.Status, created.HasResultSet, created.RedshiftQueryId, created.ResultRows, created.ResultSize],
    ['FINISHED', false, -1, 0, 0],
  );
  const inserted = await api.run('insert into counted values (1), (2), (3);');
  assert.deepEqual([inserted.Status, inserted.HasResultSet, inserted.ResultRows], ['FINISHED', false, 3]);
  await assert.rejects(api.records(inserted.Id), {
    name: 'ResourceNotFoundException',
    message: 'Query does not have result. Please check query status with DescribeStatement.',
  });
});

test('the query is found in the system tables', async () => {
  await api.run('create table seen as select 1 as a');
  const ended = await api.run('select sum(a) from seen');
  assert.ok((ended.RedshiftQueryId ?? 0) > 0);
  const query = `select trim(querytxt), pid from stl_query where query = ${ended.RedshiftQueryId}`;
  assert.deepEqual(await api.rows(query), [['select sum(a) from seen', ended.RedshiftPid]]);
});

test('a failure is told by DescribeStatement, with the place in the text', async () => {
  const wrong = await api.run('select 1 frm "x');
  assert.equal(wrong.Status, 'FAILED');
  const syntax = await api.run('selec 1');
  assert.equal(syntax.Error, 'ERROR: syntax error at or near "selec"\n  Position: 1');
  assert.equal(syntax.HasResultSet, false);
  const missing = await api.run('select * from nowhere');
  assert.match(missing.Error ?? '', /^ERROR: relation "nowhere" does not exist/);
  const two = await api.run('select 1; select 2');
  assert.equal(two.Error, 'ERROR: cannot insert multiple commands into a prepared statement');
  const database = await api.run('select 1', { Database: 'nothere' });
  assert.deepEqual([database.Status, database.Error], ['FAILED', 'FATAL: database "nothere" does not exist']);
  const user = await api.run('select 1', { DbUser: 'nobody' });
  assert.deepEqual([user.Status, user.Error], ['FAILED', 'FATAL: user "nobody" does not exist']);
});

test('waiting within the call', async () => {
  const begun = await api.client.send(
    new ExecuteStatementCommand({
      WorkgroupName: 'default',
      Database: 'dev',
      Sql: 'select 7',
      WaitTimeSeconds: 30,
    }),
  );
  assert.deepEqual([begun.Status, begun.HasResultSet, begun.WorkgroupName], ['FINISHED', true, 'default']);
  assert.ok((begun.RedshiftPid ?? 0) > 0);
  assert.equal(begun.ClusterIdentifier, undefined);
});

test('results of many pages', async () => {
  await api.run(
    'create table digits as select 0 as d union all select 1 union all select 2 union all select 3 union all select 4',
  );
  const ended = await api.run(
    'select a.d * 625 + b.d * 125 + c.d * 25 + e.d * 5 + f.d from digits a, digits b, digits c, digits e, digits f order by 1',
  );
  const rows = await api.records(ended.Id);
  assert.equal(rows.length, 3125);
  assert.deepEqual(rows.at(-1), [{ longValue: 3124 }]);
  const first = await api.client.send(new GetStatementResultCommand({ Id: ended.Id }));
  assert.equal(first.Records?.length, 1000);
  const other = await api.run('select 1');
  for (const NextToken of [first.NextToken, 'AAAA', '!']) {
    await assert.rejects(api.client.send(new GetStatementResultCommand({ Id: other.Id, NextToken })), {
      name: 'ValidationException',
      message: 'The NextToken is not valid for this request.',
    });
  }
});

test('CSV', async () => {
  const ended = await api.run(
    `select 1, 'a,b', 'say "hi"', null::int, 'two\nlines' union all select 2, 'x', '', 3, ''`,
    {
      ResultFormat: 'CSV',
    },
  );
  const result = await api.client.send(new GetStatementResultV2Command({ Id: ended.Id }));
  const text = result.Records?.map((chunk) => chunk.CSVRecords).join('');
  assert.equal(text, '1,"a,b","say ""hi""",,"two\nlines"\r\n2,x,,3,\r\n');
  assert.deepEqual([result.ResultFormat, result.TotalNumRows, result.ColumnMetadata?.length], ['CSV', 2, 5]);
  await assert.rejects(api.records(ended.Id), { name: 'ValidationException' });
  const json = await api.run('select 1');
  await assert.rejects(api.client.send(new GetStatementResultV2Command({ Id: json.Id })), {
    name: 'ValidationException',
  });
});

test('an unknown statement', async () => {
  const Id = 'd9b6c0c9-0747-4bf4-b142-e8883122f766';
  await assert.rejects(api.client.send(new DescribeStatementCommand({ Id })), {
    name: 'ResourceNotFoundException',
    ResourceId: Id,
  });
});
