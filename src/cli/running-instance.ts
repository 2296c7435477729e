import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Notes the running server, so that `slipher sql` connects without being told the password. Nothing is noted where the
 * folder is another's: everybody may make folders beside it.
 */
export function noteRunningInstance({ pid, host, port, user, password }: RunningInstance): void {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  if (!isOwn(folder())) return;
  rmSync(file(port), { force: true });
  writeFileSync(file(port), JSON.stringify({ pid, host, port, user, password }), { mode: 0o600, flag: 'wx' });
}

export function forgetRunningInstance(port: number): void {
  if (isOwn(folder())) rmSync(file(port), { force: true });
}

/** The server noted for this port, if its process still lives. */
export function findRunningInstance(port: number): RunningInstance | undefined {
  try {
    if (!isOwn(folder())) return undefined;
    const instance = JSON.parse(readFileSync(file(port), 'utf8')) as RunningInstance;
    process.kill(instance.pid, 0);
    return instance;
  } catch {
    return undefined;
  }
}

/** Whether a folder is this person's, and nobody else may write there. */
function isOwn(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}

function folder(): string {
  return join(tmpdir(), `slipher-${process.getuid?.() ?? 'user'}`);
}

function file(port: number): string {
  return join(folder(), `${port}.json`);
}
