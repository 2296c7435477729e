import { readFileSync } from 'node:fs';
import pg from 'pg';
import { findRunningInstance } from '#cli/running-instance.ts';
import type { SqlOptions } from '#config/sql-options.ts';

/** Connects to a Slipher or a Redshift; without a password, asks the note that `slipher up` left. */
export async function connect(options: SqlOptions, given: Set<string>): Promise<pg.Client> {
  const noted = given.has('password') ? undefined : findRunningInstance(options.port);
  const user = given.has('user') ? options.user : (noted?.user ?? options.user);
  const password = options.password ?? (noted?.user === user ? noted.password : process.env.PGPASSWORD);
  const settings = {
    host: options.host,
    port: options.port,
    user,
    password,
    database: options.database,
    application_name: 'slipher sql',
  };
  if (options.tls === 'off') return await open({ ...settings, ssl: false });
  if (options.tls === 'require') return await open({ ...settings, ssl: verifyingTls(options) });
  try {
    // Encrypted where the server offers it; its certificate is looked at only with --tls require.
    return await open({ ...settings, ssl: { rejectUnauthorized: false } });
  } catch (error) {
    if (!(error as Error).message.includes('does not support SSL')) throw error;
    return await open({ ...settings, ssl: false });
  }
}

function verifyingTls(options: SqlOptions) {
  return options.tlsCa === undefined
    ? { rejectUnauthorized: true }
    : { ca: readFileSync(options.tlsCa, 'utf8') };
}

async function open(settings: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(settings);
  await client.connect();
  return client;
}
