import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Nice value of the threads that run queries: the event loop keeps most of a processor when all are busy. */
const queryNiceness = 10;

/**
 * Lets the event loop go before the threads that run queries, so that small statements are answered while heavy ones
 * keep every processor busy. Called once the engine and the thread pool have started their threads. Only Linux tells
 * threads apart by name and gives each its own priority; elsewhere nothing happens.
 */
export function favourEventLoop(): void {
  if (process.platform !== 'linux') return;
  for (const thread of readdirSync('/proc/self/task')) {
    try {
      const name = readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim();
      if (name === 'libuv-worker') setPriority(Number(thread), queryNiceness);
    } catch {
      // A thread that has ended meanwhile, or a system that does not allow it: nothing depends on it.
    }
  }
}
