import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface Address {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** A PostgreSQL server of the system's packages, with its data in a temporary folder. */
export async function startPostgres(): Promise<Address & AsyncDisposable> {
  const programs = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'slipher-bench-pg-'));
  chmodSync(folder, 0o777);
  const data = join(folder, 'data');
  // PostgreSQL refuses to run as root; then its own system user runs it.
  const asUser = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    {
      stdio: 'ignore',
      cwd: folder,
      ...asUser,
    },
  );
  const port = await freePort();
  const settings = [
    'shared_buffers=2GB',
    'work_mem=256MB',
    'max_parallel_workers_per_gather=2',
    'jit=off',
    'max_wal_size=4GB',
  ];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((setting) => ['-c', setting])],
    { stdio: 'ignore', cwd: folder, ...asUser },
  );
  const address = { host: '127.0.0.1', port, user: 'bench', password: 'bench', database: 'postgres' };
  await untilReady(address);
  const stop = async () => {
    const exited = once(server, 'exit');
    server.kill('SIGINT');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...address, [Symbol.asyncDispose]: stop };
}

function findPrograms(): string {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(base, version, 'bin'))
    .find((path) => existsSync(join(path, 'initdb')));
  if (found === undefined)
    throw new Error('the benchmarks need a PostgreSQL server: apt-get install postgresql');
  return found;
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

async function untilReady(address: Address): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const client = new pg.Client(address);
    try {
      await client.connect();
      return await client.end();
    } catch {
      await sleep(100);
    }
  }
  throw new Error('PostgreSQL did not start');
}
