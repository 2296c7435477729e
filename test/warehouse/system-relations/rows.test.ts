import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillPlaceholders } from '#sql/plan.ts';
import type { LiveValue } from '#warehouse/system-relations/live-relations.ts';
import { type SampleWarehouse, sampleTime, sampleWarehouse } from './sample-warehouse.ts';

let warehouse: SampleWarehouse;
before(async () => {
  warehouse = await sampleWarehouse();
});
after(() => warehouse[Symbol.asyncDispose]());

const asReader = { superuser: false, userId: 101, user: 'reader' };

function statement(queryId: bigint, more: Partial<Record<string, LiveValue>> = {}): LiveValue[] {
  const row: Record<string, LiveValue> = {
    user_id: 100,
    query_id: queryId,
    label: 'default',
    transaction_id: 7n,
    pid: 4711,
    database_name: 'dev',
    query_type: 'SELECT',
    log: 'QUERY',
    status: 'success',
    started: sampleTime,
    ended: sampleTime + 1500n,
    planning_time: 100n,
    lock_wait_time: 0n,
    execution_time: 1400n,
    returned_rows: 1n,
    returned_bytes: 8n,
    affected_rows: null,
    target_oid: null,
    target_name: null,
    error_code: null,
    error_message: null,
    query_text: 'select 1',
  };
  return Object.values({ ...row, ...more } as Record<string, LiveValue>);
}

test('a plain user sees relations it owns or was granted, a superuser all', async () => {
  const list = `list(x.table_name ORDER BY x.table_name)::VARCHAR`;
  const rest = `WHERE x.table_schema = 'shop'`;
  assert.deepEqual(await warehouse.read('svv_tables', list, rest), [
    ['[big_orders, customers, late, orders]'],
  ]);
  assert.deepEqual(await warehouse.read('svv_tables', list, rest, asReader), [['[orders]']]);
});

test('access control lists name owner, grantees and grantor', async () => {
  const [[list] = []] = await warehouse.read('pg_class', 'x.relacl', `WHERE x.relname = 'orders'`);
  assert.deepEqual(list, ['awsuser=arwdRxtD/awsuser', 'group analysts=a/awsuser', 'reader=r/awsuser']);
  assert.deepEqual(await warehouse.read('pg_class', 'x.relacl', `WHERE x.relname = 'customers'`), [[null]]);
  const columns = await warehouse.read(
    'pg_attribute_info',
    'x.attname, x.attacl[2]',
    'WHERE x.attacl IS NOT NULL',
  );
  assert.deepEqual(columns, [['total', 'role loader=w/awsuser']]);
});

test('pg_attribute tells keys, sort order, encoding and modifier', async () => {
  const list = 'x.attname, x.atttypmod, x.attisdistkey, x.attsortkeyord, x.attnotnull';
  assert.deepEqual(
    await warehouse.read('pg_attribute', list, 'WHERE x.attrelid = 100010 ORDER BY x.attnum'),
    [
      ['id', -1, false, 2, true],
      ['customer', -1, true, 1, false],
      ['total', 524_294, false, 0, false],
      ['note', 24, false, 0, false],
    ],
  );
});

test('system relations describe themselves', async () => {
  assert.deepEqual(await warehouse.read('pg_class', 'x.oid, x.relkind', `WHERE x.relname = 'pg_class'`), [
    [1259n, 'r'],
  ]);
  const [[count] = []] = await warehouse.read(
    'pg_attribute',
    'count(*)',
    `WHERE x.attrelid = 1259 AND x.attname = 'relname'`,
  );
  assert.equal(count, 1n);
});

test('only tables with rows are in svv_table_info', async () => {
  const list = 'x."table", x.diststyle, x.sortkey1, x.sortkey_num, x.tbl_rows::VARCHAR';
  assert.deepEqual(await warehouse.read('svv_table_info', list), [
    ['orders', 'KEY(customer)', 'customer', 2, '10'],
  ]);
});

test('BACKUP NO leaves its mark in pg_conf', async () => {
  assert.deepEqual(await warehouse.read('pg_conf', 'x.key, x.value'), [
    ['pg_class_backup_16384_100010', 'NO'],
  ]);
});

test('statement texts come in pieces, a newline as two characters', async () => {
  const text = `select '${'x'.repeat(395)}',\n1`;
  warehouse.setLive('statements', [statement(1n, { query_text: text })]);
  const pieces = await warehouse.read('stl_querytext', 'x.sequence, length(x.text)', 'ORDER BY x.sequence');
  assert.deepEqual(pieces, [
    [0, 200n],
    [1, 200n],
    [2, 8n],
  ]);
  const [[whole] = []] = await warehouse.read('stl_querytext', `string_agg(x.text, '' ORDER BY x.sequence)`);
  assert.equal(whole, text.replace('\n', '\\n'));
});

test('each log has its own statements, and running ones are in flight', async () => {
  warehouse.setLive('statements', [
    statement(1n),
    statement(2n, { log: 'DDL', query_type: 'DDL', query_text: 'create table t(a int)' }),
    statement(3n, { log: 'UTILITY', query_type: 'UTILITY', query_text: 'show all' }),
    statement(4n, { status: 'running', ended: null }),
    statement(5n, { status: 'failed', error_code: '42P01', error_message: 'relation "x" does not exist' }),
    statement(6n, {
      query_type: 'INSERT',
      affected_rows: 3n,
      target_oid: 100_010n,
      target_name: 'dev.shop.orders',
    }),
  ]);
  const ids = async (relation: string, column: string) =>
    (await warehouse.read(relation, `x.${column}`, 'ORDER BY 1')).flat();
  assert.deepEqual(await ids('stl_query', 'query'), [1, 5, 6]);
  assert.deepEqual(await ids('stl_ddltext', 'text'), ['create table t(a int)']);
  assert.deepEqual(await ids('stl_utilitytext', 'text'), ['show all']);
  assert.deepEqual(await ids('svl_statementtext', 'type'), ['DDL', 'QUERY', 'QUERY', 'QUERY', 'UTILITY']);
  assert.deepEqual(await ids('stv_inflight', 'query'), [4]);
  assert.deepEqual(await ids('stv_recents', 'pid'), [-1, -1, -1, -1, -1, 4711]);
  assert.deepEqual(await ids('sys_query_history', 'query_id'), [1n, 2n, 3n, 4n, 5n, 6n]);
  assert.deepEqual(await ids('stl_error', 'context'), ['42P01']);
  assert.deepEqual(await warehouse.read('sys_query_detail', 'x.step_name, x.table_id, x.output_rows'), [
    ['insert', 100_010, 3n],
  ]);
  assert.deepEqual(await warehouse.read('stl_insert', 'x.rows, x.tbl'), [[3n, 100_010]]);
});

test('a plain user sees its own statements, unless SYSLOG ACCESS is unrestricted', async () => {
  warehouse.setLive('statements', [statement(1n), statement(2n, { user_id: 101 })]);
  const ids = 'list(x.query_id ORDER BY x.query_id)::VARCHAR';
  assert.deepEqual(await warehouse.read('sys_query_history', ids), [['[1, 2]']]);
  assert.deepEqual(await warehouse.read('sys_query_history', ids, '', asReader), [['[2]']]);
  assert.deepEqual(await warehouse.read('sys_query_history', ids, '', { superuser: false }), [['[1, 2]']]);
});

test('locks and transactions', async () => {
  const lock = [7n, sampleTime, 4711, 100, 'awsuser', 'dev'];
  warehouse.setLive('locks', [
    [...lock, 100_010n, 'ShareRowExclusiveLock', true, sampleTime],
    [...lock, null, 'ExclusiveLock', true, sampleTime],
  ]);
  const list = 'x.lock_mode, x.lockable_object_type, x.relation, x.granted';
  assert.deepEqual(await warehouse.read('svv_transactions', list, 'ORDER BY 1'), [
    ['ExclusiveLock', 'transactionid', null, true],
    ['ShareRowExclusiveLock', 'relation', 100_010, true],
  ]);
  assert.deepEqual(await warehouse.read('stv_locks', 'x.table_id, x.lock_owner_pid, x.lock_status'), [
    [100_010n, 4711n, 'Holding write lock'],
  ]);
});

test('a value in a live row is quoted', async () => {
  warehouse.setLive('statements', [
    statement(1n, { query_text: `select 'it''s' /*live:sessions*/ :user_id` }),
  ]);
  const [[text] = []] = await warehouse.read('sys_query_history', 'x.query_text');
  assert.equal(text, `select 'it''s' /*live:sessions*/ :user_id`);
});

test('what looks like a placeholder inside quotes stays data', () => {
  const texts = new Map([
    ['a', `SELECT '/*live:b*/' AS x`],
    ['b', `SELECT 1); DROP TABLE t; --`],
  ]);
  assert.equal(
    fillPlaceholders(
      `SELECT '/*live:b*/', "/*live:b*/" FROM (/*live:a*/) WHERE x = 'it''s /*live:a*/'`,
      texts,
    ),
    `SELECT '/*live:b*/', "/*live:b*/" FROM (SELECT '/*live:b*/' AS x) WHERE x = 'it''s /*live:a*/'`,
  );
});
