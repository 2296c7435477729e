// UNLOAD to the local S3 through the wire: Slipher beside the same DuckDB writing the same files directly.
// Usage: bench/run unload [GIGABYTES].
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { DuckDBInstance } from '@duckdb/node-api';
import { createTable, rowCount, writeSamples } from './copy/sample-files.ts';
import { connect } from './support/connect.ts';
import { printTable, sideBySide } from './support/measure.ts';
import { s3Client, uploadFolder } from './support/s3.ts';
import { startSlipher } from './support/slipher.ts';

const gigabytes = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'slipher-unload-'));
try {
  await run();
} finally {
  rmSync(folder, { recursive: true });
}

async function run(): Promise<void> {
  const instance = await DuckDBInstance.create(join(folder, 'direct.duckdb'));
  const duckdb = await instance.connect();
  await writeSamples(duckdb, folder, gigabytes, ['parquet']);
  await duckdb.run(`create table t as select * from read_parquet('${folder}/parquet/part-*')`);
  await using slipher = await startSlipher(['--data', join(folder, 'slipher'), '--aws-port', '0']);
  const s3 = s3Client(slipher.server.aws);
  await s3.send(new CreateBucketCommand({ Bucket: 'bench' }));
  await uploadFolder(s3, join(folder, 'parquet'), 'bench', 'in/');
  s3.destroy();
  const client = await connect(slipher);
  await client.query(createTable);
  await client.query("copy t from 's3://bench/in/' iam_role default parquet");

  const out = join(folder, 'out');
  const table: (string | number)[][] = [];
  for (const format of ['csv', 'parquet', 'json']) {
    const taken = await sideBySide(3, {
      duckdb: async () => {
        rmSync(out, { recursive: true, force: true });
        mkdirSync(out);
        const more = format === 'csv' ? ', header false' : '';
        await duckdb.run(`copy t to '${out}' (format ${format}, per_thread_output${more})`);
      },
      slipher: () =>
        client.query(
          `unload ('select * from t') to 's3://bench/out/${format}/' iam_role default ${format} cleanpath`,
        ),
    });
    table.push([format, taken.duckdb.p50, taken.slipher.p50, taken.slipher.p50 / taken.duckdb.p50]);
  }
  printTable(
    `UNLOAD of ${rowCount(gigabytes).toLocaleString('en')} rows (milliseconds)`,
    ['format', 'DuckDB direct', 'Slipher', 'ratio'],
    table,
  );
  await client.end();
}
