import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A Slipher that runs in a process of its own, as a user starts it. */
export interface RunningServer extends AsyncDisposable {
  host: string;
  port: number;
  user: string;
  password: string;
  tlsCa: string | undefined;
  aws: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string };
  child: ChildProcess;
  /** What the server wrote to standard error so far. */
  log: () => string;
  /** Stops it as Ctrl-C does, and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `slipher up --port 0 --json` with more options and waits until it is ready. */
export async function startServer(options: string[] = ['--ephemeral']): Promise<RunningServer> {
  const child = spawn(`${root}/bin/slipher`, ['up', '--port', '0', '--json', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutSettings(process.env),
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const exited = once(child, 'exit');
  const line = await Promise.race([firstLine(child), exited.then(() => undefined)]);
  if (line === undefined) throw new Error(`slipher up did not start: ${log}`);
  const ready = JSON.parse(line) as RunningServer;
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  };
  return { ...ready, child, log: () => log, stop, [Symbol.asyncDispose]: async () => void (await stop()) };
}

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  if (child.stdout === null) return undefined;
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    child.stdout.resume();
    return line;
  }
  return undefined;
}

/** Settings of the person who runs the tests must not reach the server under test. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(SLIPHER_|PG)/.test(name)));
}
