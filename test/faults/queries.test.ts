import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type RunningServer, startServer } from '../support/server.ts';
import { columnNames, columnTypes, StatementWriter } from './random-statement.ts';

let server: RunningServer;
let client: pg.Client;
before(async () => {
  server = await startServer();
  const { host, port, user, password } = server;
  client = new pg.Client({ host, port, user, password, database: 'dev' });
  await client.connect();
  const columns = columnNames.map((name, index) => `${name} ${columnTypes[index]}`).join(', ');
  await client.query(`create table t (${columns}); create table u (${columns})`);
  for (const row of rows) await client.query(`insert into t values (${row})`);
  await client.query('insert into t (c2) values (null)');
  await client.query('insert into u select * from t');
});
after(async () => {
  await client.end();
  await server.stop();
});

const rows = [
  `true, 1, 2, 3, 1.5, 2.5, 3.25, 4.125, 5, 'ab', 'hello', '2024-02-29', '12:34:56', '12:34:56+02',
    '2024-02-29 12:34:56.789', '2024-02-29 12:34:56+00', interval '1-2' year to month,
    interval '3 4:05:06' day to second, json_parse('{"a":[1,"b",{"c":null}]}'), to_varbyte('616263', 'hex')`,
  `false, -32768, -2147483648, -9223372036854775808, -1.5e30, 1e300, -999999.99,
    -9999999999999999999999999999.9999999999, -9999999999999999999, '', '', '0001-01-01', '00:00:00', '00:00:00-12',
    '0001-01-01 00:00:00', '9999-12-31 23:59:59.999999+00', null, null, json_parse('[]'), null`,
];

const seed = Number(process.env.FUZZ_SEED ?? 20260711);
const statements = Number(process.env.FUZZ_STATEMENTS ?? 2500);

/** Redshift's own internal errors, by the texts that clients know. */
const knownInternal =
  /^(128 bit numeric data overflow|Numeric data overflow|JSON parsing error|Cannot insert a NULL|Overflow, Value|Invalid digit|Result size exceeds LISTAGG)/;
const engineWords =
  /duckdb|slipher:|\b(Binder|Catalog|Parser|Conversion|Internal|Invalid Input|Out of Range|Not implemented) Error\b|INTERNAL|HUGEINT|\brs_\w+|No function matches/;

test('random statements over every type and function answer or fail with a Redshift error', async () => {
  const writer = new StatementWriter(seed);
  const faults: string[] = [];
  let answered = 0;
  for (let n = 0; n < statements; n++) {
    const text = writer.statement();
    await client.query('begin');
    try {
      await client.query(text);
      answered += 1;
    } catch (error) {
      const { code = 'no code', message } = error as pg.DatabaseError;
      const isInternal = code === 'XX000' && !knownInternal.test(message);
      if (isInternal || code === 'no code' || engineWords.test(message))
        faults.push(`${code} ${message}\n  ${text}`);
    }
    await client.query('rollback');
  }
  assert.deepEqual(faults, []);
  assert.ok(answered > statements / 5, `only ${answered} of ${statements} statements were good`);
  // Everything was rolled back.
  const { rows: left } = await client.query(
    'select count(*)::int n from t union all select count(*)::int from u',
  );
  assert.deepEqual(left, [{ n: 3 }, { n: 3 }]);
});
