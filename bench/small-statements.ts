// Latency of small statements beside PostgreSQL, and beside heavy queries from other clients.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { connect } from './support/connect.ts';
import { runAll } from './support/load-values.ts';
import { printTable, type Spread, spread, time } from './support/measure.ts';
import { type Address, startPostgres } from './support/postgres.ts';
import { startSlipher } from './support/slipher.ts';

const pointRows = 100_000;
const rounds = 1000;
const warmUp = 50;

await using postgres = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'slipher-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
await using slipher = await startSlipher(['--data', folder]);
for (const address of [postgres, slipher]) await runAll(address, tables());

const kinds: Record<string, (client: pg.Client, n: number) => Promise<unknown>> = {
  'SELECT 1': (client) => client.query('select 1'),
  'SELECT $1::int': (client, n) => client.query('select $1::int', [n]),
  'point SELECT': (client, n) =>
    client.query({
      name: 'point',
      text: 'select name from points where id = $1',
      values: [(n * 7919) % pointRows],
    }),
  'single-row INSERT': (client, n) => client.query(`insert into singles values (${n}, 'name ${n}')`),
};
const rows: (string | number)[][] = [];
for (const [kind, run] of Object.entries(kinds)) {
  const [ours, theirs] = await latencies([slipher, postgres], run);
  rows.push([kind, theirs.p50, theirs.p99, ours.p50, ours.p99, ours.p50 / theirs.p50]);
}
printTable(
  `Latency of one client (milliseconds, ${rounds} runs)`,
  ['statement', 'PostgreSQL p50', 'p99', 'Slipher p50', 'p99', 'p50 ratio'],
  rows,
);

const busy = await underLoad(slipher);
printTable(
  '100 clients with small queries while 8 heavy queries run (milliseconds)',
  ['p50', 'p99', 'max', 'small queries'],
  [[busy.small.p50, busy.small.p99, busy.small.max, String(busy.count)]],
);

function* tables(): Generator<string> {
  yield 'create table points (id int, name varchar(40), primary key (id))';
  yield 'create table singles (id int, name varchar(40))';
  for (let from = 0; from < pointRows; from += 10_000) {
    yield `insert into points values ${Array.from({ length: 10_000 }, (_, i) => `(${from + i},'name ${from + i}')`).join(',')}`;
  }
}

/** Milliseconds of the same statements on both servers, in turns of 50 so that both meet the same machine. */
async function latencies(
  addresses: [Address, Address],
  run: (client: pg.Client, n: number) => Promise<unknown>,
): Promise<[Spread, Spread]> {
  const clients = await Promise.all(addresses.map(connect));
  const figures = clients.map((): number[] => []);
  for (let from = 0; from < rounds + warmUp; from += 50) {
    for (const [i, client] of clients.entries()) {
      for (let n = from; n < from + 50; n++) {
        const taken = await time(() => run(client, n));
        if (n >= warmUp) figures[i]!.push(taken);
      }
    }
  }
  await Promise.all(clients.map((client) => client.end()));
  return [spread(figures[0]!), spread(figures[1]!)];
}

/** 100 clients ask small questions, a few a second each, for as long as 8 clients have a heavy query running. */
async function underLoad(address: Address): Promise<{ small: Spread; count: number }> {
  const heavy =
    'select count(*), sum(a.id % 7 * b.id) from points a, points b where a.id % 100 = b.id % 1000 and b.id < 20000';
  const clients = await Promise.all(Array.from({ length: 108 }, () => connect(address)));
  let running = 8;
  const work = clients.slice(0, 8).map(async (client) => {
    await client.query(heavy);
    running--;
  });
  const figures: number[] = [];
  const questions = clients.slice(8).map(async (client, i) => {
    while (running > 0) {
      figures.push(await time(() => client.query('select $1::int + 1', [i])));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  await Promise.all([...work, ...questions]);
  await Promise.all(clients.map((client) => client.end()));
  return { small: spread(figures), count: figures.length };
}
