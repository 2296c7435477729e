/** What a statement does to a table: a query reads, DML and DDL write, LOCK keeps everyone else out. */
export type LockMode = 'read' | 'write' | 'exclusive';

/** The names that SVV_TRANSACTIONS shows. */
export const lockModeNames: Record<LockMode, string> = {
  read: 'AccessShareLock',
  write: 'ShareRowExclusiveLock',
  exclusive: 'AccessExclusiveLock',
};

export function modesConflict(one: LockMode, other: LockMode): boolean {
  if (one === 'exclusive' || other === 'exclusive') return true;
  return one === 'write' && other === 'write';
}
