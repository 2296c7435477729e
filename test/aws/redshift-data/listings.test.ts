import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  DescribeStatementCommand,
  DescribeTableCommand,
  ListDatabasesCommand,
  ListSchemasCommand,
  ListStatementsCommand,
  ListTablesCommand,
} from '@aws-sdk/client-redshift-data';
import { TestDataApi } from '../../support/data-api.ts';

let api: TestDataApi;
before(async () => {
  api = await TestDataApi.start();
  await api.run('create schema sales');
  await api.run(
    "create table sales.orders (id int not null, note varchar(30) default 'none', total numeric(9,2))",
  );
  await api.run('create view sales.totals as select total from sales.orders');
});
after(() => api[Symbol.asyncDispose]());

const where = { ClusterIdentifier: 'default', Database: 'dev' };

test('databases and schemas', async () => {
  const { Databases = [] } = await api.client.send(new ListDatabasesCommand(where));
  assert.ok(Databases.includes('dev'));
  const schemas = await api.client.send(new ListSchemasCommand({ ...where, SchemaPattern: 'sal%' }));
  assert.deepEqual(schemas.Schemas, ['sales']);
  const all = await api.client.send(new ListSchemasCommand(where));
  assert.ok(all.Schemas?.includes('public') && all.Schemas.includes('pg_catalog'));
});

test('tables, page by page', async () => {
  const { Tables } = await api.client.send(new ListTablesCommand({ ...where, SchemaPattern: 'sales' }));
  assert.deepEqual(Tables, [
    { name: 'orders', type: 'TABLE', schema: 'sales' },
    { name: 'totals', type: 'VIEW', schema: 'sales' },
  ]);
  const ask = { ...where, SchemaPattern: 'sales', MaxResults: 1 };
  const first = await api.client.send(new ListTablesCommand(ask));
  assert.deepEqual(
    first.Tables?.map(({ name }) => name),
    ['orders'],
  );
  const second = await api.client.send(new ListTablesCommand({ ...ask, NextToken: first.NextToken }));
  assert.deepEqual([second.Tables?.map(({ name }) => name), second.NextToken], [['totals'], undefined]);
  await assert.rejects(
    api.client.send(new ListTablesCommand({ ...ask, SchemaPattern: '%', NextToken: first.NextToken })),
    { name: 'ValidationException' },
  );
});

test('columns of a table', async () => {
  const ask = { ...where, Schema: 'sales', Table: 'orders' };
  const { TableName, ColumnList = [] } = await api.client.send(new DescribeTableCommand(ask));
  assert.equal(TableName, 'orders');
  const told = ColumnList.map((column) => [
    column.name,
    column.typeName,
    column.nullable,
    column.length,
    column.scale,
    column.columnDefault,
    column.schemaName,
    column.tableName,
  ]);
  assert.deepEqual(told, [
    ['id', 'int4', 0, 10, 0, undefined, 'sales', 'orders'],
    ['note', 'varchar', 1, 30, 0, told[1]?.[5], 'sales', 'orders'],
    ['total', 'numeric', 1, 9, 2, undefined, 'sales', 'orders'],
  ]);
  assert.match(String(told[1]?.[5]), /none/);
});

test('a database or a user that is not there', async () => {
  for (const wrong of [{ Database: 'nothere' }, { DbUser: 'nobody' }]) {
    await assert.rejects(api.client.send(new ListTablesCommand({ ...where, ...wrong })), {
      name: 'DatabaseConnectionException',
    });
  }
});

test('statements by name and status, from new to old', async () => {
  for (const number of [1, 2, 3]) await api.run(`select ${number}`, { StatementName: `report-${number}` });
  await api.run('select wrong', { StatementName: 'report-4' });
  const names = async (more: object) => {
    const { Statements = [] } = await api.client.send(
      new ListStatementsCommand({ StatementName: 'report', ...more }),
    );
    return Statements.map(({ StatementName }) => StatementName);
  };
  assert.deepEqual(await names({}), ['report-3', 'report-2', 'report-1']);
  assert.deepEqual(await names({ Status: 'FAILED' }), ['report-4']);
  assert.equal((await names({ Status: 'ALL' })).length, 4);
  assert.deepEqual(await names({ WorkgroupName: 'default' }), []);
  const ask = { StatementName: 'report', MaxResults: 2 };
  const first = await api.client.send(new ListStatementsCommand(ask));
  assert.equal(first.Statements?.length, 2);
  assert.deepEqual(await names({ ...ask, NextToken: first.NextToken }), ['report-1']);
  await assert.rejects(names({ MaxResults: 2, Status: 'ALL', NextToken: first.NextToken }), {
    name: 'ValidationException',
  });
});

test("another user's statements are not seen", async () => {
  const { endpoint, region, accessKeyId, secretAccessKey } = api.server.aws;
  const iam = new IAMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  await iam.send(new CreateUserCommand({ UserName: 'other' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'other' }));
  const other = api.clientOf({
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  });
  const mine = await api.run('select 1');
  const theirs = await other.send(new ListStatementsCommand({ Status: 'ALL' }));
  assert.deepEqual(theirs.Statements, []);
  await assert.rejects(other.send(new DescribeStatementCommand({ Id: mine.Id })), {
    name: 'ResourceNotFoundException',
  });
  await assert.rejects(other.send(new ListTablesCommand({ ...where, Database: 'nothere' })));
  iam.destroy();
  other.destroy();
});

test('an identity without rights', async () => {
  const denied = await api.run('select * from sales.orders', { DbUser: 'IAM:other' });
  assert.equal(denied.Status, 'FAILED');
  assert.match(denied.Error ?? '', /^(ERROR: permission denied|FATAL: user)/);
});
