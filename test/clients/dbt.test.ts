import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { runProgram } from '../support/run-program.ts';
import { type RunningServer, root, startServer } from '../support/server.ts';
import { connectionVariables, pythonProgram } from './client-programs.ts';

let server: RunningServer;
let project: string;
before(async () => {
  project = mkdtempSync(join(tmpdir(), 'slipher-dbt-'));
  cpSync(join(root, 'test', 'clients', 'dbt-project'), project, { recursive: true });
  server = await startServer();
});
after(async () => {
  await server.stop();
  rmSync(project, { recursive: true });
});

async function dbt(...args: string[]): Promise<string> {
  const env = {
    ...connectionVariables(server),
    DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
    DBT_PROFILES_DIR: project,
  };
  const result = await runProgram(pythonProgram('dbt', 'dbt'), ['--no-use-colors', ...args], {
    env,
    cwd: project,
  });
  assert.equal(result.code, 0, `dbt ${args.join(' ')}\n${result.stdout}${result.stderr}${server.log()}`);
  return result.stdout;
}

async function query(text: string): Promise<unknown[]> {
  const { host, port, user, password } = server;
  const client = new pg.Client({ host, port, user, password, database: 'dev' });
  await client.connect();
  const { rows } = await client.query({ text, rowMode: 'array' });
  await client.end();
  return rows;
}

test('connects', async () => {
  assert.match(await dbt('debug'), /All checks passed/);
});

test('builds seeds, tables, views, incremental models, a snapshot and their tests', async () => {
  assert.match(await dbt('build'), /ERROR=0/);
  assert.deepEqual(await query('select day::varchar, orders::int, amount from shop.daily_sales order by 1'), [
    ['2026-01-01', 1, '19.90'],
    ['2026-01-02', 2, '105.10'],
    ['2026-01-03', 1, '42.00'],
  ]);
  assert.deepEqual(await query('select city, amount::decimal(10,2) from shop.bound_free order by 1'), [
    ['Lima', '100.00'],
    ['Oslo', '67.00'],
  ]);
});

test('a second build is incremental and changes nothing', async () => {
  assert.match(await dbt('build'), /ERROR=0/);
  assert.deepEqual(await query('select count(*)::int, count(distinct order_id)::int from shop.order_facts'), [
    [4, 4],
  ]);
  assert.deepEqual(await query('select count(*)::int, count(distinct order_id)::int from shop.order_merge'), [
    [4, 4],
  ]);
});

test('a snapshot keeps what a row was before it changed', async () => {
  await query("update shop.customers set city = 'Bern' where id = 2");
  await dbt('snapshot');
  assert.deepEqual(
    await query(
      'select city, dbt_valid_to is null from shop.customers_history where id = 2 order by dbt_valid_from',
    ),
    [
      ['Lima', false],
      ['Bern', true],
    ],
  );
});

test('a full refresh rebuilds and keeps the descriptions', async () => {
  assert.match(await dbt('run', '--full-refresh'), /ERROR=0/);
  assert.deepEqual(await query("select obj_description('shop.daily_sales'::regclass, 'pg_class')"), [
    ['Sales of each day'],
  ]);
});

test('docs generate reads the catalog', async () => {
  await dbt('docs', 'generate');
  const catalog = JSON.parse(readFileSync(join(project, 'target', 'catalog.json'), 'utf8'));
  assert.deepEqual(catalog.errors, null);
  assert.deepEqual(Object.keys(catalog.nodes['model.shop.daily_sales'].columns), ['day', 'orders', 'amount']);
});
