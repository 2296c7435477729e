import { fail, type RedshiftError } from '#base/errors.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { ConflictError } from '#warehouse/engine/engine-failure.ts';
import type { Shared } from '#warehouse/session/shared.ts';
import type { SessionTransaction } from '#warehouse/session/transaction.ts';

/** Redshift's 1023 (Amazon Redshift, "Serializable isolation"), with the table and the two transactions. */
export function conflictError(
  error: ConflictError,
  shared: Shared,
  transaction: SessionTransaction | undefined,
): RedshiftError {
  const oid = tableOid(error) ?? transaction?.lastTarget;
  const other = oid === undefined ? undefined : shared.lastWriters.get(oid);
  if (transaction) shared.history.conflict(transaction, oid, nowMicroseconds());
  const own = transaction?.transactionId ?? 0n;
  const cycle = other
    ? `${own}, ${other.transactionId} (pid:${other.pid})`
    : `${own} (pid:${transaction?.pid ?? 0})`;
  return fail('internal_error', '1023', {
    detail: `Serializable isolation violation on table - ${oid ?? 0}, transactions forming the cycle are: ${cycle}`,
  });
}

/** Tables are called `<name>_<oid>` in the engine. */
function tableOid(error: ConflictError): number | undefined {
  const digits = /_(\d+)$/.exec(error.engineTable ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
