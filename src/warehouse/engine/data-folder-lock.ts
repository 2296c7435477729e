import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Marks a data folder as held by this process; gives the way to release it. A mark that a killed process left is
 * taken over. Throws an Error that names the process which holds it.
 */
export function lockDataFolder(folder: string): () => void {
  const file = join(folder, 'slipher.pid');
  for (let attempt = 0; ; attempt++) {
    try {
      const descriptor = openSync(file, 'wx');
      writeSync(descriptor, `${process.pid}\n`);
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 1) throw error;
    }
    const holder = Number.parseInt(readFileSync(file, 'utf8'), 10);
    if (isAlive(holder)) {
      throw new Error(`the data folder ${folder} is held by another process (pid ${holder})`);
    }
    rmSync(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
