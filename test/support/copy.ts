import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestS3, type TestS3 } from './s3.ts';
import { openTestWarehouse, type Row, TestClient } from './warehouse.ts';

/** A warehouse with S3 and one client. */
export interface CopyTest extends AsyncDisposable {
  s3: TestS3;
  warehouse: Warehouse;
  client: TestClient;
  /** Loads files into a new table and tells everything that came of it. */
  copy(columns: string, files: Record<string, string | Uint8Array>, options: string): Promise<Outcome>;
}

export interface Outcome {
  /** In the order of the columns' text. */
  rows: Row[];
  /** `line:column:code:reason` of each rejected row. */
  errors: string[];
  /** The statement's error, if it failed. */
  error: { code: string; message: string; detail?: string; hint?: string } | undefined;
  notices: string[];
}

/** Dispose it after the tests. */
export async function openCopyTest(): Promise<CopyTest> {
  const s3 = await openTestS3();
  const warehouse = await openTestWarehouse({ s3 });
  const client = await TestClient.open(warehouse);
  return {
    s3,
    warehouse,
    client,
    copy: (columns, files, options) => runCopy(s3, client, columns, files, options),
    async [Symbol.asyncDispose]() {
      await client.close();
      await warehouse.close();
      await s3[Symbol.asyncDispose]();
    },
  };
}

async function runCopy(
  s3: TestS3,
  client: TestClient,
  columns: string,
  files: Record<string, string | Uint8Array>,
  options: string,
): Promise<Outcome> {
  for (const key of s3.keys('bucket', 'case/')) await s3.store.delete('bucket', key);
  for (const [key, body] of Object.entries(files)) await s3.put('bucket', `case/${key}`, body);
  await client.run(`DROP TABLE IF EXISTS t; CREATE TABLE t (${columns})`);
  client.notices.length = 0;
  const source = /^\s*from /i.test(options)
    ? options
    : `FROM 's3://bucket/case/' IAM_ROLE default ${options}`;
  const error = await client.run(`COPY t ${source}`).then(
    () => undefined,
    (cause: Outcome['error']) => cause,
  );
  const notices = client.notices.map(({ severity, message }) => `${severity}: ${message}`);
  const rows = await client.rows('SELECT * FROM t');
  const errors = await client.rows(
    `SELECT line_number, trim(colname), err_code, trim(err_reason) FROM stl_load_errors
     WHERE query = pg_last_copy_id() ORDER BY filename, line_number`,
  );
  return {
    rows: rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    errors: errors.map((row) => row.join(':')),
    error,
    notices,
  };
}
