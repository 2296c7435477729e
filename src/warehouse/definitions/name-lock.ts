import { createHash } from 'node:crypto';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/**
 * Waits until no other open transaction makes, renames or drops an object of this name. Locks are numbered by
 * table oids; names take negative numbers, and two names that share one only wait for each other needlessly.
 */
export async function lockName(context: StatementContext, holderOid: number, name: string): Promise<void> {
  const digest = createHash('sha256').update(`${holderOid}.${name}`).digest();
  await context.lock([-1 - digest.readUIntBE(0, 6)]);
}
