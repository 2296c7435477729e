import { RedshiftError, sqlState } from '#base/errors.ts';

const passingStates: readonly string[] = [
  sqlState.query_canceled,
  sqlState.admin_shutdown,
  sqlState.deadlock_detected,
  sqlState.serialization_failure,
];

/** Would the same COPY go well at another time: it was stopped, met another writer, or had no room or no network? */
export function isPassing(error: Error): boolean {
  if (!(error instanceof RedshiftError)) return true;
  const noRoom = error.code.startsWith('53');
  const conflict = error.message === '1023';
  return noRoom || conflict || passingStates.includes(error.code) || error.message.endsWith('CanRetry 1');
}
