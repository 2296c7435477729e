// COPY from the local S3 through the wire: Slipher beside the same DuckDB loading the same files directly, and
// PostgreSQL's \copy of the same rows. Usage: bench/run copy [GIGABYTES].
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type pg from 'pg';
import { runProgram } from '../test/support/run-program.ts';
import {
  columns,
  createTable,
  engineColumns,
  fileCount,
  type Kind,
  kinds,
  rowCount,
  writeSamples,
} from './copy/sample-files.ts';
import { connect } from './support/connect.ts';
import { printTable, sideBySide, time } from './support/measure.ts';
import { type Address, startPostgres } from './support/postgres.ts';
import { s3Client, uploadFolder } from './support/s3.ts';
import { startSlipher } from './support/slipher.ts';

const gigabytes = Number(process.argv[2] ?? 1);
const rounds = 3;
const badRows = 10;
const folder = mkdtempSync(join(tmpdir(), 'slipher-copy-'));
const rows = rowCount(gigabytes);
try {
  await run();
} finally {
  rmSync(folder, { recursive: true });
}

async function run(): Promise<void> {
  const instance = await DuckDBInstance.create(join(folder, 'direct.duckdb'));
  const duckdb = await instance.connect();
  const bytes = await writeSamples(duckdb, folder, gigabytes, kinds);
  writeBadRows();
  await duckdb.run(
    `create table t (${Object.entries(engineColumns)
      .map(([name, type]) => `${name} ${type}`)
      .join(', ')})`,
  );
  await using slipher = await startSlipher(['--data', join(folder, 'slipher'), '--aws-port', '0']);
  const s3 = s3Client(slipher.server.aws);
  await s3.send(new CreateBucketCommand({ Bucket: 'bench' }));
  for (const kind of [...kinds, 'bad']) await uploadFolder(s3, join(folder, kind), 'bench', `${kind}/`);
  s3.destroy();
  const client = await connect(slipher);
  await client.query(createTable);

  const table: (string | number)[][] = [];
  let csv = Number.NaN;
  for (const kind of kinds) {
    const taken = await sideBySide(rounds, {
      duckdb: () => loadDirectly(duckdb, kind),
      slipher: () => copy(client, kind, rows),
    });
    if (kind === 'csv') csv = taken.slipher.p50;
    const ratio = taken.slipher.p50 / taken.duckdb.p50;
    table.push([`${kind}, ${(bytes[kind] / 1e9).toFixed(2)} GB`, taken.duckdb.p50, taken.slipher.p50, ratio]);
  }
  const tolerant = await sideBySide(rounds, {
    duckdb: () => loadDirectly(duckdb, 'csv'),
    slipher: () => copy(client, 'bad', rows, 'maxerror 100'),
  });
  const ratio = tolerant.slipher.p50 / tolerant.duckdb.p50;
  table.push([`csv, MAXERROR, ${badRows} bad rows`, tolerant.duckdb.p50, tolerant.slipher.p50, ratio]);
  printTable(
    `COPY of ${rows.toLocaleString('en')} rows in ${fileCount} files (milliseconds)`,
    ['files', 'DuckDB direct', 'Slipher', 'ratio'],
    table,
  );
  await client.end();
  const memory = peakMemory(slipher.server.child.pid);
  await using postgres = await startPostgres();
  const theirs = await postgresCopy(postgres);
  printTable(
    'COPY of the CSV files beside PostgreSQL',
    ['PostgreSQL \\copy (ms)', 'Slipher (ms)', 'PostgreSQL / Slipher', 'peak memory of Slipher (MB)'],
    [[theirs, csv, theirs / csv, memory]],
  );
}

/** The CSV files again, with ten rows whose integer is none. */
function writeBadRows(): void {
  cpSync(join(folder, 'csv'), join(folder, 'bad'), { recursive: true });
  for (let n = 0; n < badRows; n++) {
    const line = 'not a number,1,name,1.00,1.5,2020-01-01,2020-01-01 00:00:00,true,hash,1\n';
    appendFileSync(join(folder, 'bad', `part-${n % fileCount}`), line);
  }
}

async function loadDirectly(duckdb: DuckDBConnection, kind: Kind): Promise<void> {
  await duckdb.run('truncate t');
  const files = `'${join(folder, kind, 'part-*')}'`;
  const types = Object.entries(engineColumns)
    .map(([name, type]) => `'${name}': '${type}'`)
    .join(', ');
  const source = {
    csv: `read_csv(${files}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', columns = {${types}})`,
    'csv.gz': `read_csv(${files}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', compression = 'gzip', columns = {${types}})`,
    parquet: `read_parquet(${files})`,
    json: `read_json(${files}, format = 'newline_delimited', auto_detect = false, columns = {${types}})`,
  }[kind];
  await duckdb.run(`insert into t select * from ${source}`);
}

async function copy(client: pg.Client, kind: Kind | 'bad', expected: number, more = ''): Promise<void> {
  await client.query('truncate t');
  const format = {
    csv: 'csv',
    bad: 'csv',
    'csv.gz': 'csv gzip',
    parquet: 'parquet',
    json: "json 'auto'",
  }[kind];
  await client.query(`copy t from 's3://bench/${kind}/' iam_role default ${format} ${more}`);
  const { rows: counted } = await client.query('select pg_last_copy_count() as n');
  if (Number(counted[0].n) !== expected) throw new Error(`${counted[0].n} rows of ${expected}`);
}

async function postgresCopy(address: Address): Promise<number> {
  const client = await connect(address);
  await client.query(createTable);
  await client.end();
  const url = `postgresql://${address.user}@${address.host}:${address.port}/${address.database}`;
  const names = Object.keys(columns).join(', ');
  return time(async () => {
    const script = `cat '${folder}'/csv/part-* | psql -X '${url}' -c "copy t (${names}) from stdin (format csv)"`;
    const result = await runProgram('sh', ['-c', script]);
    if (result.code !== 0) throw new Error(result.stderr);
  });
}

function peakMemory(pid: number | undefined): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
