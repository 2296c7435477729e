import pg from 'pg';
import { createLog } from '#base/log.ts';
import { startPostgresWire } from '#postgres-wire/start-postgres-wire.ts';
import { openWarehouse } from '#warehouse/open-warehouse.ts';

export type Rows = unknown[][];

/** A client of the warehouse under test: rows as arrays, errors as `CODE message`. */
export interface TestClient {
  /** Runs statements; rows of the last one. */
  run(sql: string): Promise<Rows>;
  /** The error a statement gives: `CODE message`, and its other fields. */
  fails(sql: string): Promise<string>;
  error(sql: string): Promise<{ code: string; message: string; detail?: string; hint?: string }>;
  /** Notices since the last call, as `SEVERITY message`. */
  notices(): string[];
  end(): Promise<void>;
}

const firstPassword = 'Secret1secret';

/** A warehouse in memory or in a folder, reached through its door by real clients. */
export async function openTestWarehouse(where: { dataFolder?: string } = {}) {
  const complaints: string[] = [];
  const log = createLog('error', false, (line) => complaints.push(line));
  const ephemeral = where.dataFolder === undefined;
  const warehouse = await openWarehouse({
    ...where,
    ephemeral,
    user: 'awsuser',
    password: firstPassword,
    log,
  });
  const door = await startPostgresWire(
    {
      host: '127.0.0.1',
      port: 0,
      tls: undefined,
      requireTls: false,
      authMethod: 'md5',
      maxConnections: 100,
      log,
    },
    warehouse,
  );
  const clients: TestClient[] = [];
  const connect = async (user = 'awsuser', database = 'dev', secret = firstPassword): Promise<TestClient> => {
    const client = await connected({ port: door.port, user, database, password: secret });
    clients.push(client);
    return client;
  };
  return {
    connect,
    complaints,
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.end()));
      await door.close();
      await warehouse.close();
    },
  };
}

async function connected(options: pg.ClientConfig): Promise<TestClient> {
  const client = new pg.Client({ host: '127.0.0.1', ...options });
  const messages: string[] = [];
  client.on('notice', (notice) => messages.push(`${notice.severity} ${notice.message}`));
  client.on('error', () => undefined);
  await client.connect();
  let ended = false;
  const run = async (sql: string): Promise<Rows> => {
    const result = await client.query({ text: sql, rowMode: 'array' });
    const last = Array.isArray(result) ? result.at(-1) : result;
    return last.rows as Rows;
  };
  const error = async (sql: string) => {
    try {
      await run(sql);
    } catch (thrown) {
      return thrown as pg.DatabaseError & { code: string };
    }
    throw new Error(`no error from: ${sql}`);
  };
  return {
    run,
    error: error as TestClient['error'],
    fails: async (sql) => {
      const { code, message } = await error(sql);
      return `${code} ${message}`;
    },
    notices: () => messages.splice(0),
    end: async () => {
      if (ended) return;
      ended = true;
      await client.end();
    },
  };
}
