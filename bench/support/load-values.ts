import { connect } from './connect.ts';
import type { Address } from './postgres.ts';

/** Runs statements one after another on a connection of their own. */
export async function runAll(
  address: Address,
  statements: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const client = await connect(address);
  for await (const statement of statements) await client.query(statement);
  await client.end();
}
