// Fetches 1,000,000 rows of 10 mixed columns: Slipher beside PostgreSQL, with psql and with node-postgres.
import { runProgram } from '../test/support/run-program.ts';
import { connect } from './support/connect.ts';
import { runAll } from './support/load-values.ts';
import { printTable, sideBySide } from './support/measure.ts';
import { type Address, startPostgres } from './support/postgres.ts';
import { startSlipher } from './support/slipher.ts';

const rows = 1_000_000;
const perInsert = 20_000;

await using postgres = await startPostgres();
await using slipher = await startSlipher();
for (const address of [postgres, slipher]) {
  await runAll(address, statements());
  await runAll(address, ['analyze wide']);
}

const taken = await sideBySide(5, {
  'psql, PostgreSQL': () => psql(postgres),
  'psql, Slipher': () => psql(slipher),
  'pg, PostgreSQL': () => fetchAll(postgres),
  'pg, Slipher': () => fetchAll(slipher),
});
const ratio = (client: 'psql' | 'pg') => taken[`${client}, Slipher`].p50 / taken[`${client}, PostgreSQL`].p50;
printTable(
  'Fetch 1,000,000 rows × 10 columns (milliseconds, median of 5)',
  ['client', 'PostgreSQL', 'Slipher', 'Slipher / PostgreSQL'],
  (['psql', 'pg'] as const).map((client) => [
    client,
    taken[`${client}, PostgreSQL`].p50,
    taken[`${client}, Slipher`].p50,
    ratio(client),
  ]),
);

function* statements(): Generator<string> {
  yield `create table wide (id int, big bigint, small smallint, price decimal(12,2), ratio float8, name varchar(40),
    code char(6), day date, at timestamp, ok boolean)`;
  for (let from = 0; from < rows; from += perInsert) {
    const values = Array.from({ length: perInsert }, (_, i) => tuple(from + i));
    yield `insert into wide values ${values.join(',')}`;
  }
}

function tuple(n: number): string {
  const day = new Date(Date.UTC(2000, 0, 1) + (n % 9000) * 86_400_000).toISOString();
  const nullable = n % 17 === 0 ? 'null' : `'customer number ${n * 7919}'`;
  return `(${n},${n * 1_000_003},${n % 30000},${(n % 100_000) / 100},${n / 7},${nullable},'c${n % 99_999}','${day.slice(0, 10)}','${day.slice(0, 10)} 12:${String(n % 60).padStart(2, '0')}:56.${n % 1000}',${n % 2 === 0})`;
}

async function psql(address: Address): Promise<void> {
  const url = `postgresql://${address.user}:${address.password}@${address.host}:${address.port}/${address.database}?sslmode=disable`;
  const result = await runProgram('sh', ['-c', `psql -X -At -c 'select * from wide' '${url}' | tail -n 1`]);
  if (!result.stdout.includes('|')) throw new Error(result.stderr);
}

async function fetchAll(address: Address): Promise<void> {
  const client = await connect(address);
  // Redshift's SELECT tells no number of rows.
  const result = await client.query({ text: 'select * from wide', rowMode: 'array' });
  if (result.rows.length !== rows) throw new Error(`${result.rows.length} rows`);
  await client.end();
}
