import type { RelationUse } from '#sql/plan.ts';
import type { LockMode } from '#warehouse/locks/lock-mode.ts';
import type { StatementRun } from '#warehouse/session/statement-run.ts';

/** Takes the locks that these uses need. True when one had to be waited for: the catalog may be another by then. */
export async function lockUses(run: StatementRun, uses: readonly RelationUse[]): Promise<boolean> {
  let waited = false;
  for (const { relation, access } of uses) {
    const isStored = relation.kind === 'table' || relation.kind === 'materialized view';
    if (!isStored || relation.temporary) continue;
    waited = (await lockTable(run, relation.oid, access === 'read' ? 'read' : 'write')) || waited;
  }
  return waited;
}

/** True when the lock had to be waited for. */
export async function lockTable(run: StatementRun, oid: number, mode: LockMode): Promise<boolean> {
  const { locks } = run.core.shared;
  const wait = locks.acquire(run.core.currentTransaction, oid, mode, run.cancellation.signal);
  if (!wait) return false;
  const start = performance.now();
  await wait;
  run.record.lockWaitUs += BigInt(Math.round((performance.now() - start) * 1000));
  return true;
}
