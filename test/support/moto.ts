import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../.cache/clients/moto/bin/moto_server', import.meta.url));

/** An S3 server written by others (moto, from PyPI), on a free port; stopped by `await using`. */
export class Moto implements AsyncDisposable {
  readonly endpoint: string;
  readonly #child: ChildProcess;

  static async start(): Promise<Moto> {
    const child = spawn(program, ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const failed = once(child, 'error').then(([error]) => {
      throw new Error(`moto could not be started; scripts/set-up-clients.ts installs it: ${error}`);
    });
    // Werkzeug tells its address on standard error.
    const endpoint = await Promise.race([addressOf(child), failed]);
    return new Moto(endpoint, child);
  }

  private constructor(endpoint: string, child: ChildProcess) {
    this.endpoint = endpoint;
    this.#child = child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address) {
      child.stderr!.resume();
      return address;
    }
  }
  throw new Error('moto ended before it was ready');
}
