import { closeSync, openSync, readFileSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that this process holds: its own pid in a mark may also be left by an earlier process of that number. */
const heldHere = new Set<string>();

/**
 * Marks a data folder as held by this process; gives the way to release it. A mark that a killed process left is
 * taken over; should it be wrong after all, the engine's own file lock still refuses. Throws an Error that names the process which holds the
 * folder.
 */
export function lockDataFolder(folder: string): () => void {
  const path = realpathSync(folder);
  const file = join(path, 'slipher.pid');
  if (heldHere.has(path)) throw held(folder, process.pid);
  for (let attempt = 0; !tryMark(file); attempt++) {
    const [pid = 0, started] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    if (attempt > 1 || isAlive(pid, started)) throw held(folder, pid);
    rmSync(file, { force: true });
  }
  heldHere.add(path);
  return () => {
    heldHere.delete(path);
    rmSync(file, { force: true });
  };
}

/** The engine's refusal of a file that another process has open, said as ours. */
export function folderHeldByEngine(folder: string, error: unknown): Error | undefined {
  const pid = /Conflicting lock is held .*\(PID (\d+)\)/.exec(
    error instanceof Error ? error.message : '',
  )?.[1];
  return pid === undefined ? undefined : held(folder, Number(pid));
}

function tryMark(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx');
    writeSync(descriptor, `${process.pid} ${startTime(process.pid) ?? ''}\n`);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number, started: number | undefined): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = startTime(pid);
  return now === undefined || !started || now === started;
}

/** When a process began, in the kernel's ticks; undefined where /proc is not there to tell. */
function startTime(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; start time is the 20th field after it.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return undefined;
  }
}

function held(folder: string, pid: number): Error {
  return new Error(`the data folder ${folder} is held by another process (pid ${pid})`);
}
