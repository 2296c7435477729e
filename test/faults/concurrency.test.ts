import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type RunningServer, startServer } from '../support/server.ts';

const accounts = 20;
const opening = 100;
const workers = 6;
const steps = 60;

let server: RunningServer;
let admin: pg.Client;
before(async () => {
  server = await startServer();
  admin = await connect();
  const rows = Array.from({ length: accounts }, (_, id) => `(${id}, ${opening})`).join(',');
  for (const table of ['a', 'b']) {
    await admin.query(`create table ${table} (id int, balance bigint); insert into ${table} values ${rows}`);
  }
  await admin.query('create table journal (worker int, n int); create table changing (k int)');
});
after(async () => {
  await admin.end();
  await server.stop();
});

/** What concurrent writers may be told: conflict, deadlock, cancelled, a column that another one made or took. */
const expected = /^(XX000 10(23|18)|40P01|57014|42701|42703)/;

test('random concurrent transactions keep every commit once, the sum, and leave nothing behind', async () => {
  const sessions = await count('stv_sessions');
  const all = Array.from({ length: workers }, (_, number) => new Worker(number));
  await Promise.all(all.map((worker) => worker.run()));

  assert.deepEqual(
    all.flatMap(({ faults }) => faults),
    [],
  );
  assert.equal(await sum(admin), 2 * accounts * opening);
  for (const table of ['a', 'b']) assert.equal(await count(table), accounts);
  const { rows } = await admin.query('select worker, n from journal order by 1, 2');
  const journal = rows.map(({ worker, n }) => `${worker}:${n}`).sort();
  assert.deepEqual(journal, all.flatMap(({ committed }) => committed).sort());
  assert.ok(journal.length > workers, `only ${journal.length} transactions were committed`);

  await settled(async () => (await count('stv_sessions')) === sessions && (await count('stv_locks')) === 0);
  assert.equal(await count("svv_tables where table_schema = 'public' and table_name like 'own%'"), 0);
  // Nobody holds a lock any more.
  await admin.query('begin; lock a, b, journal, changing; rollback');
});

/** A client that does one random thing after another; its own choices are the same in every run. */
class Worker {
  readonly committed: string[] = [];
  readonly faults: string[] = [];
  readonly #number: number;
  #state: number;
  #client!: pg.Client;

  constructor(number: number) {
    this.#number = number;
    this.#state = 7 + number * 7919;
  }

  async run(): Promise<void> {
    this.#client = await connect();
    for (let step = 0; step < steps; step++) {
      try {
        await this.#step(step);
      } catch (error) {
        const { code, message } = error as pg.DatabaseError;
        if (!expected.test(`${code} ${message}`)) this.faults.push(`${code} ${message}`);
        await this.#client.query('rollback').catch(() => this.#reconnect());
      }
    }
    await this.#client.end();
  }

  async #step(step: number): Promise<void> {
    const choice = this.#below(20);
    if (choice < 9) await this.#transfer(step);
    else if (choice < 12) await this.#checkSum();
    else if (choice < 14) await this.#journal(step);
    else if (choice < 15) await this.#ownTable();
    else if (choice < 17) await this.#changeTable();
    else if (choice < 18) await this.#client.query('begin; delete from b where id = 1; rollback');
    else if (choice < 19) await this.#cancelled();
    else await this.#disconnect(this.#client.query('select * from a x, a y, a z, b u'));
  }

  async #transfer(step: number): Promise<void> {
    const [from, to] = this.#below(2) === 0 ? ['a', 'b'] : ['b', 'a'];
    const amount = this.#below(50);
    const client = this.#client;
    await client.query('begin');
    if (this.#below(3) === 0) await client.query(`lock table ${to}, ${from}`);
    await client.query(
      `update ${from} set balance = balance - ${amount} where id = ${this.#below(accounts)}`,
    );
    if (this.#below(5) === 0) {
      const name = `own_ddl_${this.#number}`;
      await client.query(`create table ${name} (x int); insert into ${name} values (1); drop table ${name}`);
    }
    await client.query(`update ${to} set balance = balance + ${amount} where id = ${this.#below(accounts)}`);
    await client.query(`insert into journal values (${this.#number}, ${step})`);
    const end = this.#below(12);
    if (end === 0) await client.query('rollback');
    else if (end === 1) await this.#disconnect(Promise.resolve());
    else {
      await client.query('commit');
      this.committed.push(`${this.#number}:${step}`);
    }
  }

  /** One statement sees one state, whatever others commit meanwhile. */
  async #checkSum(): Promise<void> {
    const found = await sum(this.#client);
    if (found !== 2 * accounts * opening) this.faults.push(`a query saw the sum ${found}`);
  }

  async #journal(step: number): Promise<void> {
    await this.#client.query(`insert into journal values (${this.#number}, ${step})`);
    this.committed.push(`${this.#number}:${step}`);
  }

  async #ownTable(): Promise<void> {
    const name = `own_${this.#number}`;
    await this.#client.query(`create table ${name} (x int); insert into ${name} values (1), (2)`);
    await this.#client.query(`truncate ${name}`);
    const { rows } = await this.#client.query(`select count(*)::int n from ${name}`);
    if (rows[0].n !== 0) this.faults.push('TRUNCATE left rows');
    await this.#client.query(`drop table ${name}`);
  }

  async #changeTable(): Promise<void> {
    const column = `x${this.#below(3)}`;
    const texts = [
      `alter table changing add column ${column} int`,
      `alter table changing drop column ${column}`,
      `insert into changing (k) values (${this.#number})`,
    ];
    await this.#client.query(texts[this.#below(3)]!);
  }

  async #cancelled(): Promise<void> {
    const running = this.#client.query(
      'select count(*) from a x, a y, a z, b u, b v where x.balance + y.balance > z.balance - u.balance + v.balance',
    );
    running.catch(() => {});
    const { processID } = this.#client as unknown as { processID: number };
    const canceller = await connect();
    await canceller.query(`select pg_cancel_backend(${processID})`);
    await canceller.end();
    await running;
  }

  /** Leaves as a program that is killed does. */
  async #disconnect(running: Promise<unknown>): Promise<void> {
    running.catch(() => {});
    const { connection } = this.#client as unknown as { connection: { stream: { destroy(): void } } };
    connection.stream.destroy();
    await this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    this.#client = await connect();
  }

  #below(limit: number): number {
    this.#state = (this.#state * 48271) % 2147483647;
    return this.#state % limit;
  }
}

async function sum(client: pg.Client): Promise<number> {
  const { rows } = await client.query(
    'select (select sum(balance) from a) + (select sum(balance) from b) as total',
  );
  return Number(rows[0].total);
}

async function count(from: string): Promise<number> {
  const { rows } = await admin.query(`select count(*)::int as n from ${from}`);
  return rows[0].n as number;
}

/** Clients that left are noticed a moment later. */
async function settled(isSettled: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await isSettled()) return;
    await sleep(50);
  }
  assert.fail('sessions or locks of clients that left are still there');
}

async function connect(): Promise<pg.Client> {
  const { host, port, user, password } = server;
  const client = new pg.Client({ host, port, user, password, database: 'dev' });
  client.on('error', () => {});
  await client.connect();
  return client;
}
