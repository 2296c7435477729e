import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Ten mixed columns, about 122 bytes a row as CSV. */
export const columns = {
  id: 'integer',
  k: 'bigint',
  name: 'varchar(40)',
  price: 'decimal(12,2)',
  ratio: 'double precision',
  day: 'date',
  moment: 'timestamp',
  ok: 'boolean',
  hash: 'char(32)',
  small: 'smallint',
} as const;

/** The engine's own names of the types. */
export const engineColumns: Record<string, string> = {
  ...columns,
  ratio: 'double',
  name: 'varchar',
  hash: 'varchar',
};

export const createTable = `create table t (${Object.entries(columns)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')})`;

const bytesPerRow = 122;
export const fileCount = 8;

export const kinds = ['csv', 'csv.gz', 'parquet', 'json'] as const;
export type Kind = (typeof kinds)[number];

export function rowCount(gigabytes: number): number {
  return Math.ceil((gigabytes * 1e9) / bytesPerRow / fileCount) * fileCount;
}

/** Writes the same rows as 8 files of each kind: `<folder>/<kind>/part-N`. Returns bytes by kind. */
export async function writeSamples(
  duckdb: DuckDBConnection,
  folder: string,
  gigabytes: number,
  wanted: readonly Kind[],
): Promise<Record<Kind, number>> {
  const perFile = rowCount(gigabytes) / fileCount;
  execFileSync('mkdir', ['-p', ...wanted.map((kind) => join(folder, kind))]);
  if (wanted.includes('csv.gz')) execFileSync('mkdir', ['-p', join(folder, 'csv')]);
  for (let part = 0; part < fileCount; part++) {
    const rows = `SELECT * REPLACE (price::DECIMAL(12,2) AS price) FROM (${select(part * perFile, (part + 1) * perFile)})`;
    const path = (kind: Kind) => join(folder, kind, `part-${part}`);
    if (wanted.includes('csv') || wanted.includes('csv.gz'))
      await duckdb.run(`COPY (${rows}) TO '${path('csv')}' (FORMAT csv, HEADER false)`);
    if (wanted.includes('csv.gz'))
      execFileSync('sh', ['-c', `gzip -1 -c '${path('csv')}' > '${path('csv.gz')}'`]);
    if (wanted.includes('parquet'))
      await duckdb.run(`COPY (${rows}) TO '${path('parquet')}' (FORMAT parquet)`);
    if (wanted.includes('json')) await duckdb.run(`COPY (${rows}) TO '${path('json')}' (FORMAT json)`);
  }
  return Object.fromEntries(wanted.map((kind) => [kind, folderBytes(join(folder, kind))])) as Record<
    Kind,
    number
  >;
}

function select(from: number, to: number): string {
  return `SELECT r::INTEGER AS id, (r * 7919) % 100000 AS k, 'name ' || (r % 1000) AS name, (r % 1000000) / 100 AS price,
    (r * 0.7310585::DOUBLE) % 1000 AS ratio, DATE '2020-01-01' + (r % 1000)::INTEGER AS day,
    TIMESTAMP '2020-01-01' + INTERVAL 1 SECOND * (r % 100000) AS moment, r % 2 = 0 AS ok, md5(r::VARCHAR) AS hash,
    (r % 30000)::SMALLINT AS small FROM range(${from}, ${to}) AS rows(r)`;
}

export function folderBytes(folder: string): number {
  return readdirSync(folder).reduce((bytes, name) => bytes + statSync(join(folder, name)).size, 0);
}
