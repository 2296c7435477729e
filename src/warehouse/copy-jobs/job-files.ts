import { quoteLiteral } from '#sql/quote.ts';
import type { ListedObject } from '#stores/objects/object-access.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { copyJobFiles } from '#warehouse/catalog/copy-jobs.ts';
import { insertSql } from '#warehouse/catalog/engine-table.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import type { Source } from '#warehouse/copy/list-sources.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';

/**
 * What is known of a job's files. Changes run in the transaction that they belong to, whose session holds the lock of
 * the job, so that a file and its rows are committed together.
 */

const table = 'warehouse.catalog.copy_job_files';
const rowsPerStatement = 1000;

/** Adds files that are not known yet, as waiting. A key that is known stays as it is: each is loaded once by its name. */
export async function addFiles(
  engine: EngineConnection,
  job: CopyJobRow,
  files: readonly ListedObject[],
): Promise<void> {
  const enqueued = nowMicroseconds();
  // Of a long list most are known, and are not sent to the engine again.
  const known = files.length > rowsPerStatement ? await keysOf(engine, job) : new Set<string>();
  for (const piece of pieces(files.filter(({ key }) => !known.has(key)))) {
    const records = piece.map(({ key, size, etag, lastModified }) => ({
      job_id: job.id,
      key,
      size: BigInt(size),
      etag,
      modified: BigInt(Math.floor(lastModified)) * 1000n,
      enqueued,
      status: 'P',
      message: undefined,
    }));
    for (const sql of insertSql(copyJobFiles, records)) await engine.run(`${sql} ON CONFLICT DO NOTHING`);
  }
}

/** Files that wait to be loaded, in the order of their keys; of them only `keys` where they are given. */
export async function waitingFiles(
  engine: EngineConnection,
  job: CopyJobRow,
  { limit, keys }: { limit: number; keys?: string[] | undefined },
): Promise<Source[]> {
  const only = keys ? `AND key IN (${keys.map(quoteLiteral).join(', ')})` : '';
  const rows = await engine.rows(
    `SELECT key, size, etag, epoch_ms(modified) FROM ${table}
     WHERE job_id = ${job.id} AND status = 'P' ${only} ORDER BY key LIMIT ${limit}`,
  );
  return rows.map(([found, size, etag, modified]) => ({
    bucket: job.bucket,
    key: String(found),
    size: Number(size),
    etag: String(etag),
    lastModified: Number(modified),
    url: `s3://${job.bucket}/${found}`,
  }));
}

export async function isAnyWaiting(engine: EngineConnection, job: CopyJobRow): Promise<boolean> {
  const rows = await engine.rows(`SELECT 1 FROM ${table} WHERE job_id = ${job.id} AND status = 'P' LIMIT 1`);
  return rows.length > 0;
}

/** Keys of files that are not loaded: those that wait, and those that could not be loaded before. */
export function openKeys(engine: EngineConnection, job: CopyJobRow): Promise<Set<string>> {
  return keysOf(engine, job, "AND status <> 'I'");
}

async function keysOf(engine: EngineConnection, job: CopyJobRow, condition = ''): Promise<Set<string>> {
  const rows = await engine.rows(`SELECT key FROM ${table} WHERE job_id = ${job.id} ${condition}`);
  return new Set(rows.map(([key]) => String(key)));
}

/** The files are loaded, as they are now. */
export async function markLoaded(
  engine: EngineConnection,
  job: CopyJobRow,
  files: readonly ListedObject[],
): Promise<void> {
  for (const piece of pieces(files)) {
    const values = piece.map(
      ({ key, size, etag, lastModified }) =>
        `(${quoteLiteral(key)}, ${size}, ${quoteLiteral(etag)}, make_timestamp(${Math.floor(lastModified) * 1000}))`,
    );
    await engine.run(
      `UPDATE ${table} SET status = 'I', message = NULL, size = v.size, etag = v.etag, modified = v.modified
       FROM (VALUES ${values.join(', ')}) v(key, size, etag, modified)
       WHERE copy_job_files.job_id = ${job.id} AND copy_job_files.key = v.key`,
    );
  }
}

/** The file could not be loaded: automatic runs leave it out from now on. */
export async function markFailed(
  engine: EngineConnection,
  job: CopyJobRow,
  key: string,
  message: string,
): Promise<void> {
  await engine.run(
    `UPDATE ${table} SET status = 'E', message = ${quoteLiteral(message)}
     WHERE job_id = ${job.id} AND key = ${quoteLiteral(key)} AND status = 'P'`,
  );
}

/** The object has gone before it was loaded: it is new again when it comes back. */
export async function forgetFile(engine: EngineConnection, job: CopyJobRow, key: string): Promise<void> {
  await engine.run(
    `DELETE FROM ${table} WHERE job_id = ${job.id} AND key = ${quoteLiteral(key)} AND status = 'P'`,
  );
}

function* pieces<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < items.length; from += rowsPerStatement)
    yield items.slice(from, from + rowsPerStatement);
}
