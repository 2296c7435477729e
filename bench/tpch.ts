// TPC-H through the wire: Slipher beside the same DuckDB called directly and beside PostgreSQL, on the same data.
// Usage: bench/run tpch [SCALE]. Data comes from tpchgen-cli (PyPI), installed by bench/run.
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type pg from 'pg';
import { runProgram } from '../test/support/run-program.ts';
import { connect } from './support/connect.ts';
import { runAll } from './support/load-values.ts';
import { printTable, sideBySide } from './support/measure.ts';
import { type Address, startPostgres } from './support/postgres.ts';
import { startSlipher } from './support/slipher.ts';
import { queries } from './tpch/queries.ts';
import { createStatement, tables } from './tpch/tables.ts';

const scale = process.argv[2] ?? '1';
const folder = mkdtempSync(join(tmpdir(), 'slipher-tpch-'));
try {
  execFileSync(process.env.TPCHGEN ?? 'tpchgen-cli', ['-s', scale, `--output-dir=${folder}`], {
    stdio: 'inherit',
  });
  await run();
} finally {
  rmSync(folder, { recursive: true });
}

async function run(): Promise<void> {
  await using postgres = await startPostgres();
  await using slipher = await startSlipher(['--data', join(folder, 'slipher')]);
  const duckdb = await loadDuckDb();
  await runAll(slipher, slipherStatements());
  await loadPostgres(postgres);
  const [ours, theirs] = [await connect(slipher), await connect(postgres)];
  const rows: (string | number)[][] = [];
  const total = { duckdb: 0, slipher: 0, postgres: 0 };
  let right = 0;
  for (const [i, query] of queries.entries()) {
    const same = sameRows(await rowsOf(ours, query), await duckDbRows(duckdb, query));
    if (same) right++;
    const fast = await sideBySide(3, {
      duckdb: () => duckdb.runAndReadAll(query),
      slipher: () => rowsOf(ours, query),
    });
    const postgresTime = await once(theirs, query);
    total.duckdb += fast.duckdb.p50;
    total.slipher += fast.slipher.p50;
    total.postgres += postgresTime;
    const ratio = fast.slipher.p50 / fast.duckdb.p50;
    rows.push([`Q${i + 1}`, fast.duckdb.p50, fast.slipher.p50, ratio, postgresTime, same ? 'yes' : 'NO']);
  }
  rows.push([
    'total',
    total.duckdb,
    total.slipher,
    total.slipher / total.duckdb,
    total.postgres,
    `${right} of 22`,
  ]);
  printTable(
    `TPC-H, scale factor ${scale} (milliseconds)`,
    ['query', 'DuckDB direct', 'Slipher', 'Slipher / DuckDB', 'PostgreSQL', 'same rows'],
    rows,
  );
  await Promise.all([ours.end(), theirs.end()]);
}

/** PostgreSQL runs each query once, and at most for a minute. */
async function once(client: pg.Client, query: string): Promise<number> {
  const start = performance.now();
  await client.query("set statement_timeout = '60s'");
  await client.query(query).catch(() => {});
  return performance.now() - start;
}

async function loadDuckDb(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(join(folder, 'direct.duckdb'));
  const connection = await instance.connect();
  for (const table of Object.keys(tables)) {
    await connection.run(createStatement(table));
    await connection.run(
      `copy ${table} from '${join(folder, `${table}.tbl`)}' (delimiter '|', header false)`,
    );
  }
  return connection;
}

async function* slipherStatements(): AsyncGenerator<string> {
  for (const [table, columns] of Object.entries(tables)) {
    yield createStatement(table);
    const quoted = columns.map(([, type]) => !/^(int|decimal)/.test(type));
    let tuples: string[] = [];
    for await (const line of createInterface({ input: createReadStream(join(folder, `${table}.tbl`)) })) {
      const fields = line.split('|').slice(0, columns.length);
      tuples.push(
        `(${fields.map((field, i) => (quoted[i] ? `'${field.replaceAll("'", "''")}'` : field)).join(',')})`,
      );
      if (tuples.length === 10_000) {
        yield `insert into ${table} values ${tuples.join(',')}`;
        tuples = [];
      }
    }
    if (tuples.length > 0) yield `insert into ${table} values ${tuples.join(',')}`;
    yield `analyze ${table}`;
  }
}

async function loadPostgres(address: Address): Promise<void> {
  for (const table of Object.keys(tables)) {
    await runAll(address, [createStatement(table)]);
    const url = `postgresql://${address.user}@${address.host}:${address.port}/${address.database}`;
    // The generator ends each line with a delimiter, which PostgreSQL would take for one more column.
    const copy = `sed 's/|$//' '${join(folder, `${table}.tbl`)}' | psql -X '${url}' -c "copy ${table} from stdin (delimiter '|')"`;
    const result = await runProgram('sh', ['-c', copy]);
    if (result.code !== 0) throw new Error(result.stderr);
  }
  const keys = [
    'part (p_partkey)',
    'supplier (s_suppkey)',
    'orders (o_orderkey)',
    'customer (c_custkey)',
    'lineitem (l_orderkey)',
    'lineitem (l_partkey)',
    'partsupp (ps_partkey)',
    'orders (o_custkey)',
  ];
  await runAll(address, [...keys.map((key) => `create index on ${key}`), 'vacuum analyze']);
}

async function rowsOf(client: pg.Client, query: string): Promise<string[][]> {
  const types = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
  const result = await client.query({ text: query, rowMode: 'array', types } as pg.QueryArrayConfig);
  return result.rows as string[][];
}

async function duckDbRows(connection: DuckDBConnection, query: string): Promise<string[][]> {
  return (await connection.runAndReadAll(query)).getRowsJson().map((row) => row.map(String));
}

/** Equal row for row; a number may differ by one unit of its last decimal, because DuckDB divides decimals as floats. */
function sameRows(ours: string[][], theirs: string[][]): boolean {
  if (ours.length !== theirs.length) return false;
  return ours.every((row, i) => row.every((value, j) => sameValue(value, theirs[i]?.[j] ?? '')));
}

function sameValue(ours: string, theirs: string): boolean {
  const [a, b] = [ours.trim(), theirs.trim()];
  if (a === b) return true;
  if (a === '' || b === '' || Number.isNaN(Number(a)) || Number.isNaN(Number(b))) return false;
  const lastDecimal = 10 ** -(a.split('.')[1]?.length ?? 0);
  return (
    Math.abs(Number(a) - Number(b)) <= Math.max(a.includes('.') ? lastDecimal : 0, Math.abs(Number(b)) * 1e-9)
  );
}
