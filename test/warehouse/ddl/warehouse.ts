import pg from 'pg';
import { openDoor, password } from '../../postgres-wire/door.ts';

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

/** A warehouse in memory, reached through its door by a real client. */
export async function openTestWarehouse() {
  const door = await openDoor();
  const clients: TestClient[] = [];
  const connect = async (user = 'awsuser', database = 'dev', secret = password): Promise<TestClient> => {
    const client = await connected({ port: door.port, user, database, password: secret });
    clients.push(client);
    return client;
  };
  return {
    connect,
    complaints: door.complaints,
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.end()));
      await door[Symbol.asyncDispose]();
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
