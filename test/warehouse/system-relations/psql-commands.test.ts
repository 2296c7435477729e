import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../support/run-program.ts';
import { type RunningServer, startServer } from '../../support/server.ts';

let server: RunningServer;
before(async () => {
  server = await startServer();
  await psql('-f', fileURLToPath(new URL('client-queries/shop.sql', import.meta.url)));
});
after(() => server.stop());

async function psql(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = {
    ...process.env,
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.user,
    PGPASSWORD: server.password,
    PGDATABASE: 'dev',
  };
  return runProgram('psql', ['-X', '-q', '-A', ...args], { env });
}

/** psql asks every server the questions of its own version; each command must find its answer. */
const commands: [command: string, expected: RegExp][] = [
  ['\\d', /\(0 rows\)/],
  ['\\dt shop.*', /^shop\|customers\|table\|awsuser\nshop\|orders\|table\|awsuser$/m],
  ['\\dt+ shop.*', /^shop\|orders\|table\|awsuser\|permanent\|\d+ bytes\|What was ordered$/m],
  ['\\dv shop.*', /^shop\|big\|view\|awsuser\nshop\|late\|view\|awsuser$/m],
  ['\\di shop.*', /^shop\|orders_pkey\|index\|awsuser\|orders$/m],
  [
    '\\d shop.orders',
    /^id\|integer\|\|not null\|\n[\s\S]*Indexes:[\s\S]*"orders_pkey" PRIMARY KEY, btree \(customer, id\)/m,
  ],
  ['\\d+ shop.orders', /^total\|numeric\(8,2\)\|.*\|In euros$/m],
  ['\\d shop.big', /^id\|integer\|\|\|\ntotal\|numeric\(8,2\)\|\|\|$/m],
  ['\\d+ shop.big', /select id, total from shop\.orders where total > 15/],
  ['\\d pg_class', /^relname\|name\|/m],
  ['\\dn', /^shop\|awsuser$/m],
  ['\\dn+', /^shop\|awsuser\|/m],
  ['\\du', /^reader\|.*\|\{analysts\}$/m],
  ['\\l', /^dev\|awsuser\|UTF8\|/m],
  ['\\l+', /\|\d+ bytes\|pg_default\|/],
  ['\\df pg_catalog.len', /^pg_catalog\|len\|integer\|character varying\|func$/m],
  ['\\dp shop.*', /^shop\|orders\|table\|awsuser=arwdRxtD\/awsuser\nreader=r\/awsuser\|/m],
  ['\\sv shop.big', /select id, total from shop\.orders where total > 15/],
  ['\\dT', /\(0 rows\)/],
  ['\\ds', /\(0 rows\)/],
  ['\\dm', /\(0 rows\)/],
  ['\\ddp', /\(0 rows\)/],
  ['\\drds', /\(0 rows\)/],
  ['\\dx', /\(0 rows\)/],
  ['\\db', /^pg_default\|/m],
  ['\\dL', /\(0 rows\)/],
];

for (const [command, expected] of commands) {
  test(command, async () => {
    const { stdout, stderr } = await psql('-c', command);
    assert.doesNotMatch(stderr, /ERROR/);
    assert.match(stdout.trimEnd(), expected);
  });
}
