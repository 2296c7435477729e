import pg from 'pg';
import type { Address } from './postgres.ts';

/** A connected client. When a benchmark fails, its servers end its connections: that must not hide why it failed. */
export async function connect(address: Address): Promise<pg.Client> {
  const client = new pg.Client(address);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
