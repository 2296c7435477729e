import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DescribeStatementCommand, GetStatementResultCommand } from '@aws-sdk/client-redshift-data';
import { fieldValue, TestDataApi } from '../../support/data-api.ts';

let api: TestDataApi;
before(async () => {
  api = await TestDataApi.start();
});
after(() => api[Symbol.asyncDispose]());

test('a batch is one transaction', async () => {
  const ended = await api.batch([
    'create table ledger (a int)',
    'insert into ledger values (1), (2)',
    'select a from ledger order by a',
  ]);
  assert.equal(ended.Status, 'FINISHED');
  assert.equal(ended.ExecutionMode, 'TRANSACTION');
  assert.equal(ended.QueryString, undefined);
  assert.equal(ended.RedshiftQueryId, 0);
  assert.equal(ended.HasResultSet, true);
  assert.deepEqual(
    ended.SubStatements?.map(({ Id, Status, HasResultSet, ResultRows, QueryString }) => [
      Id,
      Status,
      HasResultSet,
      ResultRows,
      QueryString,
    ]),
    [
      [`${ended.Id}:1`, 'FINISHED', false, 0, 'create table ledger (a int)'],
      [`${ended.Id}:2`, 'FINISHED', false, 2, 'insert into ledger values (1), (2)'],
      [`${ended.Id}:3`, 'FINISHED', true, 2, 'select a from ledger order by a'],
    ],
  );
  assert.deepEqual(
    (await api.records(`${ended.Id}:3`)).map((row) => row.map(fieldValue)),
    [[1], [2]],
  );
  await assert.rejects(api.records(ended.Id), { name: 'ValidationException' });
  await assert.rejects(api.records(`${ended.Id}:4`), { name: 'ResourceNotFoundException' });
  const third = await api.client.send(new DescribeStatementCommand({ Id: `${ended.Id}:3` }));
  assert.deepEqual([third.Id, third.Status, third.ResultRows], [`${ended.Id}:3`, 'FINISHED', 2]);
});

test('a failure undoes the whole batch', async () => {
  await api.run('create table undone (a int)');
  const ended = await api.batch(['insert into undone values (1)', 'select 1/0 from undone', 'select 3']);
  assert.equal(ended.Status, 'FAILED');
  assert.match(ended.Error ?? '', /^Query #2 failed with ERROR: /);
  assert.deepEqual(
    ended.SubStatements?.map(({ Status }) => Status),
    ['FINISHED', 'FAILED', 'ABORTED'],
  );
  assert.deepEqual(await api.rows('select count(*) from undone'), [[0]]);
});

test('statements that no transaction may hold', async () => {
  await api.run('create table swept (a int)');
  const ended = await api.batch(['select 1', 'vacuum swept']);
  assert.equal(ended.Status, 'FAILED');
  assert.match(
    ended.Error ?? '',
    /^Query #2 failed with ERROR: VACUUM cannot run inside a transaction block/,
  );
});

test('AUTO_COMMIT: each on its own', async () => {
  await api.run('create table single (a int)');
  const ended = await api.batch(
    ['insert into single values (1)', 'select wrong', 'insert into single values (2)'],
    {
      ExecutionMode: 'AUTO_COMMIT',
    },
  );
  assert.equal(ended.Status, 'FAILED');
  assert.deepEqual(
    ended.SubStatements?.map(({ Status }) => Status),
    ['FINISHED', 'FAILED', 'FINISHED'],
  );
  assert.deepEqual(await api.rows('select count(*) from single'), [[2]]);
});

test('named parameters', async () => {
  await api.run('create table people (id int, name varchar(50), born date)');
  const Parameters = [
    { name: 'id', value: '7' },
    { name: 'name', value: "O'Hara; drop table people" },
    { name: 'born', value: '2001-02-03' },
  ];
  const inserted = await api.run('insert into people values (:id, :name, :born)', { Parameters });
  assert.equal(inserted.Status, 'FINISHED', inserted.Error);
  assert.equal(inserted.QueryString, 'insert into people values (:id, :name, :born)');
  assert.deepEqual(inserted.QueryParameters, Parameters);
  const sql = `select name, ':id', id::varchar /* :id */ from people where id=:id and :id > 6 -- :id`;
  const rows = await api.rows(sql, { Parameters: [{ name: 'id', value: '7' }] });
  assert.deepEqual(rows, [["O'Hara; drop table people", ':id', '7']]);
  const wrong = await api.run('select id from people where id = :id', {
    Parameters: [{ name: 'id', value: 'seven' }],
  });
  assert.equal(wrong.Status, 'FAILED');
  await assert.rejects(api.run('select :a', { Parameters: [{ name: 'b', value: '1' }] }), {
    name: 'ValidationException',
  });
  await assert.rejects(
    api.run('select 1', {
      Parameters: [
        { name: 'b', value: '1' },
        { name: 'c', value: '1' },
      ],
    }),
    {
      name: 'ValidationException',
      message: 'Parameters list contains unused parameters. Unused parameters: [b, c]',
    },
  );
});

test('a batch shares its parameters', async () => {
  const Parameters = [
    { name: 'a', value: '1' },
    { name: 'b', value: '2' },
  ];
  const ended = await api.batch(['select 10 + :a', 'select 10 + :b'], { Parameters });
  assert.equal(ended.Status, 'FINISHED', ended.Error);
  const second = await api.client.send(new GetStatementResultCommand({ Id: `${ended.Id}:2` }));
  assert.deepEqual(second.Records, [[{ longValue: 12 }]]);
});
