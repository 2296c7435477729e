import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { StatementResult } from '#warehouse/result.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { batchRows, openTestWarehouse, readRows, TestClient } from '../../support/warehouse.ts';

const rowCount = 300_000;
let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  warehouse = await openTestWarehouse();
  const setUp = await TestClient.open(warehouse);
  await setUp.run(
    'create table digits (d int); insert into digits values (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)',
  );
  await setUp.run(`create table big as
    select a.d + 10*b.d + 100*c.d + 1000*e.d + 10000*f.d + 100000*g.d as n, 'a text longer than twelve bytes'::varchar(40) as s
    from digits a, digits b, digits c, digits e, digits f, digits g where g.d < 3`);
  await setUp.close();
});
after(() => warehouse.close());
beforeEach(async () => {
  client = await TestClient.open(warehouse);
});

async function open(text: string): Promise<StatementResult> {
  return client.session.execute(await client.session.prepare(text, []), []);
}

test('a large result comes whole and in order', async () => {
  const rows = await client.rows('select n, s from big order by n');
  assert.equal(rows.length, rowCount);
  assert.ok(rows.every(([n, s], index) => n === String(index) && s === 'a text longer than twelve bytes'));
});

test('two results of one session are read in turns', async () => {
  await client.run('begin');
  const first = await open('select n from big order by n');
  const head = (await first.batches.next()).value;
  assert.ok(head);
  const second = await open('select n from big order by n desc');
  const other = await readRows(second);
  const rest = await readRows(first);
  assert.equal(other.length, rowCount);
  assert.equal(head.rowCount + rest.length, rowCount);
  assert.deepEqual(rest.at(-1), [String(rowCount - 1)]);
  await client.session.sync(false);
  await client.run('commit');
});

test('a result set aside sees the rows as they were', async () => {
  await client.run('begin; create table kept as select n from big where n < 5000');
  const first = await open('select n from kept order by n');
  const head = (await first.batches.next()).value;
  await client.run('delete from kept');
  const rest = await readRows(first);
  assert.equal((head?.rowCount ?? 0) + rest.length, 5000);
  await client.run('rollback');
});

test('an error after the first rows is reported with its reason, and never looks like the end', async () => {
  const last = (await client.rows('select n from big')).at(-1)?.[0];
  const failing = `select s || n, case when n = ${last} then 1 / (n - ${last}) else n end from big`;
  for (const result of [client.session.run(failing), client.session.run(`begin; ${failing}`)]) {
    let rows = 0;
    const reading = async () => {
      for await (const { batches } of result) for await (const batch of batches) rows += batch.rowCount;
    };
    await assert.rejects(reading(), { code: '22012' });
    assert.ok(rows > 0 && rows < rowCount);
  }
  assert.equal(client.session.transactionStatus, 'failed');
  await client.run('rollback');
});

test('cancelling between batches fails the statement', async () => {
  for await (const result of client.session.run('select a.n from big a, big b')) {
    const { value } = await result.batches.next();
    assert.ok(value);
    client.session.cancel();
    await assert.rejects(result.batches.next(), {
      code: '57014',
      message: /^Query \(\d+\) canceled on user's request$/,
    });
    break;
  }
  assert.equal(await client.value('select 1'), '1');
});

test('cancelling stops a statement that has not answered yet', async () => {
  const running = assert.rejects(client.rows('select count(*) from big a, big b where a.n + b.n = -1'), {
    code: '57014',
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.session.cancel();
  await running;
});

test('a consumer that stops early ends the statement', async () => {
  for await (const result of client.session.run('select a.n from big a, big b')) {
    await result.batches.next();
    await result.batches.return?.();
  }
  assert.equal(client.session.transactionStatus, 'idle');
  assert.equal(await client.value('select count(*) from big'), String(rowCount));
});

test('the end of the transaction closes open results', async () => {
  await client.run('begin');
  const result = await open('select n from big');
  await result.batches.next();
  await client.run('commit');
  await assert.rejects(readRows(result), { code: '34000' });
});

test('NULLs of a sliced batch stay with their rows', async () => {
  await client.run(
    'begin; declare c cursor for select case when n % 3 = 0 then null else n end from big where n < 20 order by n',
  );
  const expected = Array.from({ length: 20 }, (_, n) => [n % 3 === 0 ? null : String(n)]);
  const rows = [
    ...(await client.rows('fetch 7 from c')),
    ...(await client.rows('fetch forward 6 from c')),
    ...(await client.rows('fetch all from c')),
  ];
  assert.deepEqual(rows, expected);
  await client.run('rollback');
});

test('a batch keeps its memory while it is held', async () => {
  for await (const result of client.session.run('select s from big')) {
    const { value } = await result.batches.next();
    for await (const batch of result.batches) void batch;
    assert.ok(value);
    assert.ok(batchRows(result, value).every(([s]) => s === 'a text longer than twelve bytes'));
  }
});
