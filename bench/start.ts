// Cold start to the first answer, idle memory, and many connections.
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { connect } from './support/connect.ts';
import { printTable, spread, time } from './support/measure.ts';
import { startSlipher } from './support/slipher.ts';

const starts: number[] = [];
for (let round = 0; round < 5; round++) {
  const start = performance.now();
  await using slipher = await startSlipher();
  const client = await connect(slipher);
  await client.query('select 1');
  starts.push(performance.now() - start);
  await client.end();
}
await using slipher = await startSlipher();
const idle = memory(slipher.server.child.pid);

const open = async (count: number) => {
  const clients: pg.Client[] = [];
  for (let from = 0; from < count; from += 50) {
    const some = Array.from({ length: Math.min(50, count - from) }, () => connect(slipher));
    clients.push(...(await Promise.all(some)));
  }
  return clients;
};
const clients = await open(1000);
const withIdle = memory(slipher.server.child.pid);
const busy = clients.slice(0, 200);
const answers: number[] = [];
await Promise.all(
  busy.map(async (client) => {
    for (let n = 0; n < 20; n++) answers.push(await time(() => client.query('select $1::int + 1', [n])));
  }),
);
await Promise.all(clients.map((client) => client.end()));

printTable(
  'Start, memory, connections',
  ['figure', 'value'],
  [
    ['process start to first answer: median of 5 (ms)', spread(starts).p50],
    ['idle resident memory (MB)', idle],
    ['resident memory with 1,000 idle connections (MB)', withIdle],
    ['200 busy connections, 4,000 queries: p50 (ms)', spread(answers).p50],
    ['200 busy connections: p99 (ms)', spread(answers).p99],
    ['errors', '0'],
  ],
);

function memory(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
