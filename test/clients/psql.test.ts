import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runProgram } from '../support/run-program.ts';
import { type RunningServer, startServer } from '../support/server.ts';

let server: RunningServer;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

const psql = (args: string[], input = '', mode = 'prefer') =>
  runProgram('psql', ['-X', '-v', 'ON_ERROR_STOP=1', `${url()}?sslmode=${mode}`, ...args], { input });
const url = () => `postgresql://${server.user}:${server.password}@${server.host}:${server.port}/dev`;

test('runs a script and prints what Redshift would', async () => {
  const script = `
    create table sales (id int identity(1,1), region varchar(20) not null, amount decimal(12,2)) distkey(region) sortkey(id);
    insert into sales (region, amount) values ('north', 10.50), ('south', 20), ('north', null);
    select region, count(*), sum(amount) from sales group by 1 order by 1;
    update sales set amount = 1 where amount is null;
    delete from sales where region = 'south';
    select count(*), avg(amount) from sales;
    drop table sales;`;
  const result = await psql(['-At'], script);
  assert.equal(result.stderr, '');
  assert.deepEqual(
    result.stdout
      .trim()
      .split('\n')
      .filter((line) => line.includes('|')),
    ['north|2|10.50', 'south|1|20.00', '2|5.75'],
  );
  assert.equal(result.code, 0);
});

for (const mode of ['disable', 'require']) {
  test(`connects with sslmode=${mode}`, async () => {
    const result = await psql(['-Atc', 'select current_user, current_database()'], '', mode);
    assert.equal(result.stdout, `${server.user}|dev\n`, result.stderr);
  });
}

test('shows an error with its code and place', async () => {
  const result = await psql(['-v', 'VERBOSITY=verbose', '-c', 'select 1 +\n  nope from pg_class']);
  assert.equal(result.code, 1);
  assert.match(result.stderr, /ERROR: {2}42703: column "nope" does not exist/);
  assert.match(result.stderr, /LINE 2:/);
});

test('refuses a wrong password', async () => {
  const result = await runProgram('psql', [
    '-X',
    '-c',
    'select 1',
    url().replace(server.password, 'Wrong1234'),
  ]);
  assert.equal(result.code, 2);
  assert.match(result.stderr, /password authentication failed for user/);
});

test('describes relations with its backslash commands', async () => {
  await psql([
    '-c',
    "create table described (id int not null, name varchar(40) default 'x', primary key (id))",
  ]);
  await psql(['-c', 'create view described_view as select id from described']);
  for (const [command, expected] of [
    ['\\dt', /public \| described \| table/],
    ['\\dv', /described_view/],
    ['\\dn', /public/],
    ['\\l', /dev/],
  ] as const) {
    const result = await psql(['-c', command]);
    assert.match(result.stdout, expected, `${command}: ${result.stderr}`);
  }
});

test('fetches by cursor when FETCH_COUNT is set', async () => {
  const script = `\\set FETCH_COUNT 100
    create table many (n int);
    insert into many select row_number() over () from pg_class a, pg_class b limit 1000;
    select n from many order by n;`;
  const result = await psql(['-At'], script);
  assert.equal(
    result.stdout
      .trim()
      .split('\n')
      .filter((line) => /^\d+$/.test(line)).length,
    1000,
    result.stderr,
  );
});
