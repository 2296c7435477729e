import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How to reach a Slipher that runs on this machine. Only the person who started it can read the file. */
export interface RunningInstance {
  pid: number;
  host: string;
  port: number;
  user: string;
  password: string;
}

/** Notes the running server, so that `slipher sql` connects without being told the password. */
export function noteRunningInstance(instance: RunningInstance): void {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  writeFileSync(file(instance.port), JSON.stringify(instance), { mode: 0o600 });
}

export function forgetRunningInstance(port: number): void {
  rmSync(file(port), { force: true });
}

/** The server noted for this port, if its process still lives. */
export function findRunningInstance(port: number): RunningInstance | undefined {
  try {
    const instance = JSON.parse(readFileSync(file(port), 'utf8')) as RunningInstance;
    process.kill(instance.pid, 0);
    return instance;
  } catch {
    return undefined;
  }
}

function folder(): string {
  return join(tmpdir(), `slipher-${process.getuid?.() ?? 'user'}`);
}

function file(port: number): string {
  return join(folder(), `${port}.json`);
}
