// Resident memory while small statements of every kind go on: it must not grow with their number.
import { readFileSync } from 'node:fs';
import { connect } from './support/connect.ts';
import { printTable } from './support/measure.ts';
import { startSlipher } from './support/slipher.ts';

const seconds = 60;
const everySeconds = 10;

await using slipher = await startSlipher();
const client = await connect(slipher);
await client.query('create table items (id int, name varchar(100))');

let count = 0;
const started = performance.now();
const rows: string[][] = [];
for (let next = everySeconds; next <= seconds; next += everySeconds) {
  while (performance.now() - started < next * 1000) await statements(count++);
  rows.push([String(next), String(count * 6), String(residentMegabytes())]);
}
printTable('Resident memory under small statements', ['seconds', 'statements', 'MB'], rows);
await client.end();

/** Six statements; the table stays small. */
async function statements(n: number): Promise<void> {
  await client.query(`select ${n}`);
  await client.query('select $1::int + 1', [n]);
  await client.query(`insert into items values (${n}, 'name ${n}')`);
  await client.query('insert into items values ($1, $2)', [n, `name ${n}`]);
  await client.query({ name: 'point', text: 'select name from items where id = $1', values: [n] });
  await client.query(`delete from items where id < ${n - 100}`);
}

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${slipher.server.child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
