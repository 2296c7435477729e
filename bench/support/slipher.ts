import { type RunningServer, startServer } from '../../test/support/server.ts';
import type { Address } from './postgres.ts';

/** A Slipher in a process of its own. */
export async function startSlipher(
  options: string[] = ['--ephemeral'],
): Promise<Address & AsyncDisposable & { server: RunningServer }> {
  const server = await startServer(options);
  const { host, port, user, password } = server;
  return {
    host,
    port,
    user,
    password,
    database: 'dev',
    server,
    [Symbol.asyncDispose]: async () => void (await server.stop()),
  };
}
