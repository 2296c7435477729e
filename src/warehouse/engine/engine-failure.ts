import { fail, RedshiftError } from '#base/errors.ts';
import { translateEngineError } from '#sql/engine/engine-error.ts';

/** The engine met another transaction's change; the session knows whose and makes Redshift's 1023 of it. */
export class ConflictError extends Error {
  /** The table that both transactions wrote, as the engine names it, where its text tells. */
  readonly engineTable: string | undefined;

  constructor(engineTable: string | undefined) {
    super('write conflict');
    this.engineTable = engineTable;
  }
}

/** The engine does not see a table that the catalog has: it was created after the transaction's snapshot. */
const missingTable = /^Catalog Error: Table with name .* does not exist/;
const conflict =
  /^TransactionContext Error: (?:Conflict on|Catalog write-write conflict|Transaction conflict|Failed to commit: (?:.*conflict|PRIMARY KEY or UNIQUE))|write-write conflict/i;
/**
 * The catalog has moved on since the transaction's snapshot: its row was changed by another (only catalog tables
 * have keys), or a column that was bound is not there yet.
 */
const staleSnapshot =
  /^Constraint Error: Duplicate key|^Binder Error: (?:Table|Values list) ".*" does not have a column named/;
const interrupted = /^INTERRUPT Error/;

/** What the session makes of an error that the engine threw. Anything that is not the engine's passes through. */
export function engineFailure(error: unknown): Error {
  if (error instanceof RedshiftError || error instanceof ConflictError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (conflict.test(text)) return new ConflictError(/"([^"]+)"/.exec(text)?.[1]);
  if (staleSnapshot.test(text)) return new ConflictError(undefined);
  if (missingTable.test(text)) return fail('internal_error', '1018', { detail: 'Relation does not exist.' });
  if (interrupted.test(text)) return fail('query_canceled', "Query canceled on user's request");
  return translateEngineError(text) ?? fail('internal_error', 'The statement could not be run.');
}
