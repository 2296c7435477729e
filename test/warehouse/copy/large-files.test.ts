import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type CopyTest, openCopyTest } from '../../support/copy.ts';

// Large enough that the engine reads a file in several pieces at once.
const lineCount = 400_000;
let copyTest: CopyTest;
before(async () => {
  copyTest = await openCopyTest();
  await copyTest.client.run('CREATE TABLE s (a int, b varchar(60), c int)');
});
after(() => copyTest[Symbol.asyncDispose]());

const filler = 'x'.repeat(40);
/** Every line with its own number, others in the places given. */
function lines(others: Record<number, string>): string {
  const all = Array.from({ length: lineCount }, (_, i) => others[i + 1] ?? `${i + 1},${filler},${i % 10}`);
  return `${all.join('\n')}\n`;
}

const bad = {
  7: 'seven,x,1',
  150000: '150000,x',
  150001: '',
  280123: '280123,x,1,2',
  399999: '399999,x,last',
};

test('lines of rejected rows in a file that is read in pieces', async () => {
  const { client, s3 } = copyTest;
  await s3.put('bucket', 'large/plain', lines(bad));
  await s3.put('bucket', 'packed/file.gz', gzipSync(lines(bad), { level: 1 }));
  for (const source of [
    `'s3://bucket/large/' IAM_ROLE default CSV`,
    `'s3://bucket/packed/' IAM_ROLE default CSV GZIP`,
  ]) {
    await client.run('TRUNCATE s');
    await client.run(`COPY s FROM ${source} MAXERROR 6`);
    assert.deepEqual(
      await client.rows(
        'SELECT line_number, err_code FROM stl_load_errors WHERE query = pg_last_copy_id() ORDER BY line_number',
      ),
      [
        ['7', '1207'],
        ['150000', '1214'],
        ['150001', '1214'],
        ['280123', '1202'],
        ['399999', '1207'],
      ],
    );
    assert.deepEqual(await client.rows('SELECT count(*), count(distinct a), pg_last_copy_count() FROM s'), [
      [String(lineCount - 5), String(lineCount - 5), String(lineCount - 5)],
    ]);
  }
});

test('a load that is canceled or out of time leaves nothing', async () => {
  const { client, s3 } = copyTest;
  await s3.put('bucket', 'time/plain', lines({}));
  await client.run('TRUNCATE s');
  const copy = `COPY s FROM 's3://bucket/time/' IAM_ROLE default CSV`;
  await client.run('SET statement_timeout TO 20');
  await assert.rejects(client.run(copy), { code: '57014' });
  await client.run('RESET statement_timeout');
  const running = client.run(copy);
  setTimeout(() => client.session.cancel(), 30);
  await assert.rejects(running, { code: '57014' });
  assert.equal(await client.value('SELECT count(*) FROM s'), '0');
  assert.deepEqual(readdirSync(s3.stagingFolder), []);
  assert.deepEqual(
    await client.rows('SELECT status FROM sys_load_history WHERE query_id = pg_last_copy_id()'),
    [['aborted']],
  );
});

test('the logs do not keep secrets', async () => {
  const { client, s3 } = copyTest;
  await s3.put('bucket', 'one/plain', '1,x,2\n');
  const keys = `ACCESS_KEY_ID 'AKIANOBODYHASTHIS000' SECRET_ACCESS_KEY 'very secret'`;
  await assert.rejects(client.run(`COPY s FROM 's3://bucket/one/' ${keys} CSV`));
  const [text] = await client.rows(
    `SELECT query_text FROM sys_query_history WHERE query_type = 'COPY' ORDER BY query_id DESC LIMIT 1`,
  );
  assert.match(text?.[0] ?? '', /^COPY s FROM/);
  assert.doesNotMatch(text?.[0] ?? '', /very secret/);
});
