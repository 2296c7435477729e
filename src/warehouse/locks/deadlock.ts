import { type LockMode, lockModeNames } from '#warehouse/locks/lock-mode.ts';
import type { LockOwner } from '#warehouse/locks/lock-owner.ts';

export interface Blocker {
  owner: LockOwner;
  oid: number;
  mode: LockMode;
}

/**
 * Follows who waits for whom from `start`. The DETAIL of PostgreSQL's deadlock error when that comes back to `start`, else
 * undefined.
 */
export function deadlockDetail(
  start: LockOwner,
  blockersOf: (waiter: LockOwner) => Blocker[],
): string | undefined {
  const seen = new Set<LockOwner>();
  const search = (waiter: LockOwner): string[] | undefined => {
    if (seen.has(waiter)) return undefined;
    seen.add(waiter);
    for (const blocker of blockersOf(waiter)) {
      const line = `Process ${waiter.pid} waits for ${lockModeNames[blocker.mode]} on relation ${blocker.oid}; blocked by process ${blocker.owner.pid}.`;
      if (blocker.owner === start) return [line];
      const rest = search(blocker.owner);
      if (rest) return [line, ...rest];
    }
    return undefined;
  };
  return search(start)?.join('\n');
}
